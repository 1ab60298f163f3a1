package io.pbrun.engine.run;

import io.pbrun.engine.module.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A clock for stories with several sleepers at once, such as a task and its time limit: as soon as
 * so many sleep, it turns to when the first of them wakes.
 */
final class TurningTime implements Time {
  private final List<Instant> alarms = new ArrayList<>();
  private final int sleepers;
  private final Instant start = Instant.parse("2026-01-15T09:00:00Z");
  private Instant now = start;

  TurningTime(int sleepers) {
    this.sleepers = sleepers;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) throws InterruptedException {
    Instant alarm = now.plus(duration);
    alarms.add(alarm);
    try {
      while (now.isBefore(alarm)) {
        Instant first = alarms.stream().min(Comparator.naturalOrder()).orElse(now);
        // Whoever is due already leaves before the clock turns again.
        if (alarms.size() >= sleepers && now.isBefore(first)) {
          now = first;
          notifyAll();
        } else {
          wait();
        }
      }
    } finally {
      alarms.remove(alarm);
    }
  }

  synchronized Duration elapsed() {
    return Duration.between(start, now);
  }
}
