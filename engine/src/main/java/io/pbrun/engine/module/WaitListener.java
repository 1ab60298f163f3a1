package io.pbrun.engine.module;

import java.time.Duration;

/** Hears how a wait goes. Calls come from the task's own thread. */
public interface WaitListener {

  /** A wait has begun. */
  default void started(Wait wait, Duration limit) {}

  /**
   * The observed state is another than at the look before (or this is the first look).
   *
   * @param seen the state in the domain's words
   */
  void observed(Wait wait, String seen, Duration elapsed, Duration limit);

  /**
   * The wait is over, by whatever way: what was awaited holds, it cannot come any more, time ran
   * out, interruption.
   */
  default void ended(Wait wait, boolean reached, Duration elapsed) {}

  /** Nobody listens. */
  static WaitListener none() {
    return (wait, seen, elapsed, limit) -> {};
  }
}
