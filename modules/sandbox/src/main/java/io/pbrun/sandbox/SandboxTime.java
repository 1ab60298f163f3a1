package io.pbrun.sandbox;

import io.pbrun.engine.module.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The sandbox's time as a run's clock: waits, deadlines and ages are in simulated time, so that a
 * patience of 20 minutes takes 20 seconds at speed 60.
 */
final class SandboxTime implements Time {
  private final Clock wall;
  private final Instant origin;
  private final double speed;

  /**
   * @param origin when the wall's clock and the sandbox's showed the same time
   * @param speed simulated seconds per second of the wall, above 0
   */
  SandboxTime(Clock wall, Instant origin, double speed) {
    this.wall = wall;
    this.origin = origin;
    this.speed = speed;
  }

  @Override
  public Instant now() {
    long nanos = Duration.between(origin, wall.instant()).toNanos();
    return origin.plusNanos((long) (nanos * speed));
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (duration.isPositive()) {
      Thread.sleep(onTheWall(duration));
    }
  }

  @Override
  public Duration onTheWall(Duration duration) {
    return Duration.ofNanos((long) (duration.toMillis() * 1e6 / speed));
  }
}
