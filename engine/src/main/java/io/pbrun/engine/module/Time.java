package io.pbrun.engine.module;

import java.time.Duration;
import java.time.Instant;

/** The clock of a run. Tests turn it by hand; a sandbox runs it faster than the wall. */
public interface Time {

  Instant now();

  /** Waits; returns early only by interruption. */
  void sleep(Duration duration) throws InterruptedException;

  /** How long a duration of this clock lasts on the wall, for limits of sockets and processes. */
  default Duration onTheWall(Duration duration) {
    return duration;
  }
}
