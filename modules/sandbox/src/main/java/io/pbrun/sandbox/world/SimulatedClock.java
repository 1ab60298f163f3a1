package io.pbrun.sandbox.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The sandbox's time: {@code origin + (real - origin) * speed}, plus whatever it was advanced by
 * hand. Both clocks agree at {@link #origin()}, so a client needs only that instant and the speed
 * to tell the sandbox's time. Speed 0 stands still until {@link #advance} turns it.
 */
public final class SimulatedClock extends Clock {
  private final Clock real;
  private final Instant origin;
  private final double speed;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Duration offset = Duration.ZERO;

  /**
   * @param real the clock that drives this one
   * @param origin when both clocks show the same time
   * @param speed simulated seconds per real second, 0 or more
   */
  public SimulatedClock(Clock real, Instant origin, double speed) {
    if (!(speed >= 0) || speed > 100_000) {
      throw new IllegalArgumentException(
          "clock speed must be between 0 and 100000 simulated seconds a second, not " + speed);
    }
    this.real = real;
    this.origin = origin;
    this.speed = speed;
  }

  /** A clock that runs {@code speed} times as fast as the machine's, from now on. */
  public static SimulatedClock running(double speed) {
    Clock system = Clock.systemUTC();
    return new SimulatedClock(system, system.instant(), speed);
  }

  /** A clock that only {@link #advance} moves. */
  public static SimulatedClock manual(Instant origin) {
    return new SimulatedClock(Clock.systemUTC(), origin, 0);
  }

  @Override
  public Instant instant() {
    long realNanos = Duration.between(origin, real.instant()).toNanos();
    return origin.plusNanos((long) (realNanos * speed)).plus(offset);
  }

  /** Moves the time forward by so much simulated time. */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the clock turns forward only, not by " + by);
    }
    synchronized (this) {
      offset = offset.plus(by);
    }
    listeners.forEach(Runnable::run);
  }

  /** Calls the listener after each {@link #advance}. */
  public void onAdvance(Runnable listener) {
    listeners.add(listener);
  }

  /** When this clock and the one that drives it show the same time. */
  public Instant origin() {
    return origin;
  }

  /** Simulated seconds per real second. */
  public double speed() {
    return speed;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the sandbox lives in UTC");
  }
}
