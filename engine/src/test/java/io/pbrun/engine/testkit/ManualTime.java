package io.pbrun.engine.testkit;

import io.pbrun.engine.module.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A clock that only tests turn. Sleeping advances it at once; what was scheduled happens on the
 * way.
 */
public final class ManualTime implements Time {
  private record Event(Instant at, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<Duration> sleeps = new ArrayList<>();
  private final Instant start;
  private Instant now;
  private long scheduled;

  public ManualTime() {
    this(Instant.parse("2026-01-15T09:00:00Z"));
  }

  public ManualTime(Instant start) {
    this.start = start;
    this.now = start;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    sleeps.add(duration);
    advance(duration);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Turns the clock, and does what is scheduled until then. */
  public synchronized void advance(Duration duration) {
    Instant target = now.plus(duration);
    while (!events.isEmpty() && !events.peek().at.isAfter(target)) {
      Event event = events.remove();
      now = event.at.isAfter(now) ? event.at : now;
      event.action.run();
    }
    now = target;
  }

  /** Does something when the clock shows this much after its start. */
  public synchronized ManualTime at(Duration sinceStart, Runnable action) {
    events.add(new Event(start.plus(sinceStart), scheduled++, action));
    return this;
  }

  public synchronized Duration elapsed() {
    return Duration.between(start, now);
  }

  /** How long each sleep was, in order. */
  public synchronized List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }
}
