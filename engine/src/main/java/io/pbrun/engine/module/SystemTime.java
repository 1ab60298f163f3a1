package io.pbrun.engine.module;

import java.time.Duration;
import java.time.Instant;

/** The wall's clock. */
public enum SystemTime implements Time {
  INSTANCE;

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }
}
