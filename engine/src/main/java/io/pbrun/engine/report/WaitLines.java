package io.pbrun.engine.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows waits: one line whenever the observed state changes, and on a terminal a live line that
 * ticks between them. A task that only looked once and went on says nothing.
 */
final class WaitLines {
  private final Output output;
  private final boolean color;
  private final InstantSource clock;
  private final Map<String, Seen> waiting = new LinkedHashMap<>();

  WaitLines(Output output, boolean color, InstantSource clock) {
    this.output = output;
    this.color = color;
    this.clock = clock;
  }

  /**
   * @param at when that was, on this machine's clock: the live line adds what has passed since
   */
  private record Seen(RunEvent.WaitObserved observed, Instant at) {}

  synchronized void observed(RunEvent.WaitObserved wait) {
    Seen before = waiting.put(wait.host(), new Seen(wait, clock.instant()));
    boolean isNews = before == null || !before.observed.seen().equals(wait.seen());
    if (isNews) {
      output.line(Palette.DEBUG.paint(text(wait, wait.elapsed()), color));
    } else {
      tick();
    }
  }

  /** Shows how long the wait that began first has lasted, and how many others there are. */
  synchronized void tick() {
    Seen first = waiting.values().stream().findFirst().orElse(null);
    if (first == null) {
      return;
    }
    Duration elapsed = first.observed.elapsed().plus(Duration.between(first.at, clock.instant()));
    String others = waiting.size() > 1 ? " (and %d more)".formatted(waiting.size() - 1) : "";
    output.live(text(first.observed, elapsed) + others);
  }

  synchronized void ended(RunEvent.WaitEnded wait) {
    if (forget(wait.host()) != null && wait.fulfilled()) {
      output.line(
          Palette.DEBUG.paint(
              "reached: [%s] %s after %s"
                  .formatted(wait.host(), wait.awaited(), Durations.text(wait.elapsed())),
              color));
    }
  }

  /** The run is over; nothing ticks any more. */
  synchronized void stop() {
    waiting.clear();
    output.live("");
  }

  synchronized void taskEnded(String host) {
    forget(host);
  }

  private @Nullable Seen forget(String host) {
    Seen seen = waiting.remove(host);
    if (seen != null) {
      output.live("");
    }
    return seen;
  }

  private static String text(RunEvent.WaitObserved wait, Duration elapsed) {
    return "waiting: [%s] %s of %s for %s: %s"
        .formatted(
            wait.host(),
            Durations.text(elapsed),
            Durations.text(wait.limit()),
            wait.awaited(),
            wait.seen());
  }
}
