package io.pbrun.engine.report;

import java.time.Duration;

/** Durations as an operator reads them: {@code 45s}, {@code 2m10s}, {@code 1h05m}. */
public final class Durations {
  private Durations() {}

  public static String text(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds % 60 == 0
          ? seconds / 60 + "m"
          : "%dm%02ds".formatted(seconds / 60, seconds % 60);
    }
    long minutes = seconds / 60;
    return minutes % 60 == 0
        ? minutes / 60 + "h"
        : "%dh%02dm".formatted(minutes / 60, minutes % 60);
  }
}
