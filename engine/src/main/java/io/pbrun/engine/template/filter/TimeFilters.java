package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.Strftime;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Filters on dates and times. */
public final class TimeFilters {
  private TimeFilters() {}

  public static void addTo(Library library) {
    library
        .filter(
            "to_datetime",
            "format?",
            (v, a, _) ->
                Strftime.parse(
                    StringFilters.text(v, "to_datetime"), a.text(0, "%Y-%m-%d %H:%M:%S")))
        .filter("strftime", "second? utc?", TimeFilters::format);
  }

  private static String format(@Nullable Object format, Arguments a, CallContext context) {
    ZoneId zone = a.flag(1, false) ? ZoneOffset.UTC : context.surroundings().clock().getZone();
    Instant instant = context.surroundings().clock().instant();
    if (a.value(0) != null) {
      Object given = a.value(0);
      Double seconds =
          given instanceof String text
              ? Numbers.parseFloat(text)
              : Numbers.isNumber(given) ? (Double) Numbers.real(given) : null;
      if (seconds == null) {
        throw new ValueException(
            "the filter 'strftime' needs seconds since 1970 as a number, not "
                + Values.repr(given));
      }
      instant = Instant.ofEpochMilli((long) (seconds * 1000));
    }
    return Strftime.format(
        ZonedDateTime.ofInstant(instant, zone), StringFilters.text(format, "strftime"));
  }
}
