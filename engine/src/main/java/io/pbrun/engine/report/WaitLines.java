package io.pbrun.engine.report;

import java.util.HashMap;
import java.util.Map;

/**
 * Shows waits: one line whenever the observed state changes, and on a terminal a live line between
 * them. A task that only looked once and went on says nothing.
 */
final class WaitLines {
  private final Output output;
  private final boolean color;
  private final Map<String, String> lastSeen = new HashMap<>();

  WaitLines(Output output, boolean color) {
    this.output = output;
    this.color = color;
  }

  void observed(RunEvent.WaitObserved wait) {
    String text =
        "waiting: [%s] %s of %s for %s: %s"
            .formatted(
                wait.host(),
                Durations.text(wait.elapsed()),
                Durations.text(wait.limit()),
                wait.awaited(),
                wait.seen());
    boolean isNews = !wait.seen().equals(lastSeen.put(wait.host(), wait.seen()));
    if (isNews) {
      output.line(Palette.DEBUG.paint(text, color));
    } else {
      output.live(text);
    }
  }

  void ended(RunEvent.WaitEnded wait) {
    if (lastSeen.remove(wait.host()) != null && wait.fulfilled()) {
      output.line(
          Palette.DEBUG.paint(
              "reached: [%s] %s after %s"
                  .formatted(wait.host(), wait.awaited(), Durations.text(wait.elapsed())),
              color));
    }
  }

  void taskEnded(String host) {
    lastSeen.remove(host);
    output.live("");
  }
}
