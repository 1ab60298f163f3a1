package io.pbrun.builtin;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.TimeZone;

/**
 * Moments and spans of time as Python writes them. Neither a ZoneId nor a formatter does it: the
 * one looks for providers of time zones in every jar, the other for the data of locales, and either
 * takes as long as a small run.
 */
final class ClockText {
  private ClockText() {}

  /** {@code 2026-01-15 09:00:00}, in this machine's time zone. */
  static String ofSecond(Instant instant) {
    LocalDateTime local = local(instant);
    return local.toLocalDate() + " " + clock(local.toLocalTime().toSecondOfDay(), 2);
  }

  /** {@code 2026-01-15 09:00:00.000000}, in this machine's time zone. */
  static String of(Instant instant) {
    return ofSecond(instant) + micros(instant.getNano());
  }

  /** {@code 0:01:05.250000}. */
  static String of(Duration duration) {
    return clock(duration.toSeconds(), 1) + micros(duration.toNanosPart());
  }

  private static LocalDateTime local(Instant instant) {
    int offset = TimeZone.getDefault().getOffset(instant.toEpochMilli()) / 1000;
    return LocalDateTime.ofInstant(instant, ZoneOffset.ofTotalSeconds(offset));
  }

  private static String clock(long seconds, int digitsOfHours) {
    return padded(seconds / 3600, digitsOfHours)
        + ":"
        + padded(seconds / 60 % 60, 2)
        + ":"
        + padded(seconds % 60, 2);
  }

  private static String micros(int nanos) {
    return "." + padded(nanos / 1000, 6);
  }

  private static String padded(long number, int digits) {
    String text = String.valueOf(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
