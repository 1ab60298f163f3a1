package io.pbrun.engine.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does something every second while it is open: the live line of a wait goes on between two looks.
 */
final class Ticker implements AutoCloseable {
  private final @Nullable ScheduledExecutorService thread;

  /**
   * @param wanted whether there is a terminal to see it; nothing is done where there is none
   */
  Ticker(Runnable tick, boolean wanted) {
    thread =
        wanted
            ? Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("ticker").factory())
            : null;
    if (thread != null) {
      var unused = thread.scheduleAtFixedRate(tick, 1, 1, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.shutdownNow();
    }
  }
}
