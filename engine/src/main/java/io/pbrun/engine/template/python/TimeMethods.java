package io.pbrun.engine.template.python;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Strftime;
import io.pbrun.engine.value.Values;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;

/** Fields and methods of dates, times and time spans. */
public final class TimeMethods {
  private TimeMethods() {}

  public static void addTo(Library library) {
    new TypeMethods<>(library, Temporal.class)
        .add("strftime", "format", (t, a, _) -> Strftime.format(t, a.text(0)))
        .add(
            "isoformat", "sep? timespec?", (t, a, _) -> Values.isoTime(t, a.text(0, "T").charAt(0)))
        .add("timestamp", "", (t, _, _) -> timestamp(t))
        .add("date", "", (t, _, _) -> LocalDate.from(t))
        .add("time", "", (t, _, _) -> LocalTime.from(t))
        .add("weekday", "", (t, _, _) -> LocalDate.from(t).getDayOfWeek().getValue() - 1L)
        .add("isoweekday", "", (t, _, _) -> (long) LocalDate.from(t).getDayOfWeek().getValue())
        .add("isocalendar", "", (t, _, _) -> isoCalendar(LocalDate.from(t)))
        .add("toordinal", "", (t, _, _) -> LocalDate.from(t).toEpochDay() + 719_163)
        .add(
            "replace",
            "year? month? day? hour? minute? second? microsecond? tzinfo?",
            (t, a, _) -> replace(t, a));
  }

  public static void addToSpans(Library library) {
    new TypeMethods<>(library, Duration.class)
        .add("total_seconds", "", (s, _, _) -> s.getSeconds() + s.getNano() / 1e9);
  }

  private static Object isoCalendar(LocalDate date) {
    return io.pbrun.engine.value.PyTuple.of(
        (long) date.get(IsoFields.WEEK_BASED_YEAR),
        (long) date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
        (long) date.getDayOfWeek().getValue());
  }

  private static double timestamp(Temporal time) {
    java.time.Instant instant =
        switch (time) {
          case OffsetDateTime offset -> offset.toInstant();
          case LocalDateTime local -> local.atZone(ZoneId.systemDefault()).toInstant();
          default -> LocalDate.from(time).atStartOfDay(ZoneId.systemDefault()).toInstant();
        };
    return instant.getEpochSecond() + instant.getNano() / 1e9;
  }

  private static Temporal replace(Temporal time, Arguments a) {
    ChronoField[] fields = {
      ChronoField.YEAR,
      ChronoField.MONTH_OF_YEAR,
      ChronoField.DAY_OF_MONTH,
      ChronoField.HOUR_OF_DAY,
      ChronoField.MINUTE_OF_HOUR,
      ChronoField.SECOND_OF_MINUTE,
      ChronoField.MICRO_OF_SECOND
    };
    Temporal result = time;
    for (int i = 0; i < fields.length; i++) {
      if (a.has(i)) {
        result = result.with(fields[i], a.integer(i, 0));
      }
    }
    if (a.has(7) && a.value(7) == null && result instanceof OffsetDateTime offset) {
      return offset.toLocalDateTime();
    }
    return a.has(7) && a.value(7) instanceof ZoneOffset zone
        ? LocalDateTime.from(result).atOffset(zone)
        : result;
  }

  /** The field of a date or time; null when it has none of this name. */
  public static @Nullable Object field(Temporal time, String name) {
    ChronoField field =
        switch (name) {
          case "year" -> ChronoField.YEAR;
          case "month" -> ChronoField.MONTH_OF_YEAR;
          case "day" -> ChronoField.DAY_OF_MONTH;
          case "hour" -> ChronoField.HOUR_OF_DAY;
          case "minute" -> ChronoField.MINUTE_OF_HOUR;
          case "second" -> ChronoField.SECOND_OF_MINUTE;
          case "microsecond" -> ChronoField.MICRO_OF_SECOND;
          default -> null;
        };
    return field != null && time.isSupported(field) ? (Long) time.getLong(field) : null;
  }

  /** The field of a time span; null when it has none of this name. */
  public static @Nullable Object field(Duration span, String name) {
    return switch (name) {
      case "days" -> Math.floorDiv(span.getSeconds(), 86_400L);
      case "seconds" -> Math.floorMod(span.getSeconds(), 86_400L);
      case "microseconds" -> (long) span.getNano() / 1000;
      default -> null;
    };
  }
}
