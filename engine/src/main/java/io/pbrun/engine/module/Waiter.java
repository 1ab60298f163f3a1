package io.pbrun.engine.module;

import io.pbrun.engine.connection.ConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks until what is awaited holds, cannot come any more, or the time has run out. The first
 * pauses are short and each is half as long again as the one before, up to the wait's interval; the
 * last look is at the deadline itself. After a look that took long the pause is as long as the look
 * was: who answers slowly has work to do, and is not to spend more than half of its time on us.
 */
final class Waiter {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** However slow the answers are. */
  private static final Duration LONGEST_COURTESY = Duration.ofSeconds(30);

  private final Time time;
  private final WaitListener listener;

  Waiter(Time time, WaitListener listener) {
    this.time = time;
    this.listener = listener;
  }

  /**
   * Waits.
   *
   * @param taskDeadline when the whole task must have ended; null for no such limit
   * @return the result of the look that saw it, with the seconds waited as {@code elapsed}
   * @throws ModuleFailure when the time ran out; its fields are those of the last look, {@code
   *     elapsed}, {@code timed_out} and {@code last_seen}
   */
  Result await(Wait wait, @Nullable Instant taskDeadline)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Instant start = time.now();
    Instant own = start.plus(wait.timeout());
    boolean taskEndsFirst = taskDeadline != null && taskDeadline.isBefore(own);
    Instant deadline = taskEndsFirst && taskDeadline != null ? taskDeadline : own;
    Duration limit = Duration.between(start, deadline);
    boolean reached = false;
    listener.started(wait, limit);
    try {
      Duration pause = min(FIRST_PAUSE, wait.interval());
      String lastSeen = null;
      while (true) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Instant before = time.now();
        Observation observation = wait.probe().look();
        Instant now = time.now();
        Duration elapsed = Duration.between(start, now);
        switch (observation) {
          case Observation.Reached(Result result) -> {
            reached = true;
            return result.fields().containsKey("elapsed")
                ? result
                : result.with("elapsed", elapsed.toSeconds());
          }
          case Observation.Pending(String seen, Result ifTimedOut) -> {
            if (!seen.equals(lastSeen)) {
              listener.observed(wait, seen, elapsed, limit);
              lastSeen = seen;
            }
            if (!now.isBefore(deadline)) {
              throw timedOut(wait, elapsed, taskEndsFirst, seen, ifTimedOut);
            }
          }
        }
        Duration courtesy = min(Duration.between(before, now), LONGEST_COURTESY);
        time.sleep(min(max(pause, courtesy), Duration.between(now, deadline)));
        pause = min(pause.multipliedBy(3).dividedBy(2), wait.interval());
      }
    } finally {
      listener.ended(wait, reached, Duration.between(start, time.now()));
    }
  }

  private static ModuleFailure timedOut(
      Wait wait, Duration elapsed, boolean byTask, String seen, Result ifTimedOut) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(ifTimedOut.fields());
    fields.put("elapsed", elapsed.toSeconds());
    fields.put("timed_out", true);
    fields.put("last_seen", seen);
    String usual =
        "timed out after "
            + DurationText.format(elapsed)
            + (byTask ? " (the task's own time limit)" : "")
            + " waiting for "
            + wait.awaited()
            + "; last seen: "
            + seen;
    // A task may bring its own words for it, as wait_for does with msg.
    return new ModuleFailure(
        ifTimedOut.fields().get("msg") instanceof String own ? own : usual, fields);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
