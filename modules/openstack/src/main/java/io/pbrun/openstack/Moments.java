package io.pbrun.openstack;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Points of time as operators read them. */
final class Moments {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private Moments() {}

  /** {@code 09:12 UTC}, with the day when that is not today. */
  static String text(@Nullable Instant instant, Instant now) {
    if (instant == null) {
      return "an unknown time";
    }
    boolean today =
        LocalDate.ofInstant(instant, ZoneOffset.UTC)
            .equals(LocalDate.ofInstant(now, ZoneOffset.UTC));
    return (today ? TIME : DAY).format(instant);
  }

  /** {@code 45s}, {@code 12m}, {@code 5h}, {@code 3 days}. */
  static String age(Duration age) {
    if (age.toDays() > 1) {
      return age.toDays() + " days";
    }
    if (age.toHours() > 1) {
      return age.toHours() + "h";
    }
    return age.toMinutes() > 1 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
  }
}
