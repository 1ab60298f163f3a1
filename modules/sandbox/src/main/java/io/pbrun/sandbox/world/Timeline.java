package io.pbrun.sandbox.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What will happen when. Nothing runs in the background: {@link #settle} plays, in order of their
 * times, the transitions that are due, and each sees {@link #now()} as its own time.
 */
final class Timeline {
  private record Entry(Instant at, long number, Runnable action) {}

  private final Clock clock;
  private final PriorityQueue<Entry> due =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
  private long number;
  private Instant now;

  Timeline(Clock clock) {
    this.clock = clock;
    this.now = clock.instant();
  }

  Instant now() {
    return now;
  }

  void in(Duration delay, Runnable action) {
    due.add(new Entry(now.plus(delay), number++, action));
  }

  void in(long seconds, Runnable action) {
    in(Duration.ofSeconds(seconds), action);
  }

  void settle() {
    Instant until = clock.instant();
    while (true) {
      Entry next = due.peek();
      if (next == null || next.at().isAfter(until)) {
        break;
      }
      due.remove();
      now = next.at().isAfter(now) ? next.at() : now;
      next.action().run();
    }
    now = until.isAfter(now) ? until : now;
  }
}
