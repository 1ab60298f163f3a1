package io.pbrun.engine.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.Temporal;
import java.util.Locale;

/** C's {@code strftime} and {@code strptime}, in the C locale. */
public final class Strftime {
  private Strftime() {}

  /** Writes the time in the format; a time without zone leaves %z and %Z empty. */
  public static String format(Temporal time, String format) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
        continue;
      }
      char code = format.charAt(++i);
      boolean unpadded = code == '-' && i + 1 < format.length();
      if (unpadded) {
        code = format.charAt(++i);
      }
      String text = field(time, code);
      out.append(unpadded ? text.replaceFirst("^[0 ]+(?=.)", "") : text);
    }
    return out.toString();
  }

  private static String field(Temporal t, char code) {
    try {
      return switch (code) {
        case 'Y' -> Integer.toString(t.get(ChronoField.YEAR));
        case 'y' -> two(t.get(ChronoField.YEAR) % 100);
        case 'C' -> two(t.get(ChronoField.YEAR) / 100);
        case 'm' -> two(t.get(ChronoField.MONTH_OF_YEAR));
        case 'd' -> two(t.get(ChronoField.DAY_OF_MONTH));
        case 'e' -> "%2d".formatted(t.get(ChronoField.DAY_OF_MONTH));
        case 'H' -> two(clock(t, ChronoField.HOUR_OF_DAY));
        case 'k' -> "%2d".formatted(clock(t, ChronoField.HOUR_OF_DAY));
        case 'I' -> two((clock(t, ChronoField.HOUR_OF_DAY) + 11) % 12 + 1);
        case 'l' -> "%2d".formatted((clock(t, ChronoField.HOUR_OF_DAY) + 11) % 12 + 1);
        case 'M' -> two(clock(t, ChronoField.MINUTE_OF_HOUR));
        case 'S' -> two(clock(t, ChronoField.SECOND_OF_MINUTE));
        case 'f' -> "%06d".formatted(clock(t, ChronoField.MICRO_OF_SECOND));
        case 'p' -> clock(t, ChronoField.HOUR_OF_DAY) < 12 ? "AM" : "PM";
        case 'P' -> clock(t, ChronoField.HOUR_OF_DAY) < 12 ? "am" : "pm";
        case 'j' -> "%03d".formatted(t.get(ChronoField.DAY_OF_YEAR));
        case 'a' -> date(t).getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        case 'A' -> date(t).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        case 'b', 'h' -> date(t).getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        case 'B' -> date(t).getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        case 'w' -> Integer.toString(t.get(ChronoField.DAY_OF_WEEK) % 7);
        case 'u' -> Integer.toString(t.get(ChronoField.DAY_OF_WEEK));
        case 'G' -> Integer.toString(t.get(IsoFields.WEEK_BASED_YEAR));
        case 'V' -> two(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        case 'U' ->
            two((t.get(ChronoField.DAY_OF_YEAR) + 6 - t.get(ChronoField.DAY_OF_WEEK) % 7) / 7);
        case 'W' ->
            two(
                (t.get(ChronoField.DAY_OF_YEAR) + 6 - (t.get(ChronoField.DAY_OF_WEEK) + 6) % 7)
                    / 7);
        case 'z' -> zone(t, "xx");
        case 'Z' -> zone(t, "zzz");
        case 's' -> Long.toString(epoch(t));
        case 'D', 'x' -> format(t, "%m/%d/%y");
        case 'F' -> format(t, "%Y-%m-%d");
        case 'T', 'X' -> format(t, "%H:%M:%S");
        case 'R' -> format(t, "%H:%M");
        case 'r' -> format(t, "%I:%M:%S %p");
        case 'c' -> format(t, "%a %b %e %H:%M:%S %Y");
        case 'n' -> "\n";
        case 't' -> "\t";
        case '%' -> "%";
        default -> "%" + code;
      };
    } catch (DateTimeException e) {
      throw new ValueException("%" + code + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  private static int clock(Temporal t, ChronoField field) {
    return t.isSupported(field) ? t.get(field) : 0;
  }

  private static LocalDate date(Temporal t) {
    return LocalDate.from(t);
  }

  private static String zone(Temporal t, String pattern) {
    if (!t.isSupported(ChronoField.OFFSET_SECONDS)) {
      return "";
    }
    if (t instanceof OffsetDateTime time && pattern.equals("zzz")) {
      return time.getOffset().getTotalSeconds() == 0 ? "UTC" : "UTC" + time.getOffset();
    }
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(t);
  }

  private static long epoch(Temporal t) {
    return switch (t) {
      case ZonedDateTime time -> time.toEpochSecond();
      case OffsetDateTime time -> time.toEpochSecond();
      case LocalDateTime time -> time.atZone(ZoneId.systemDefault()).toEpochSecond();
      default -> date(t).atStartOfDay(ZoneId.systemDefault()).toEpochSecond();
    };
  }

  /**
   * Reads a date and time written in the format; gives a LocalDateTime, or an OffsetDateTime when
   * %z is in the format.
   */
  public static Temporal parse(String text, String format) {
    return new StrptimeParser(text, format).parse();
  }

  static LocalTime time(int hour, int minute, int second, int micros) {
    return LocalTime.of(hour, minute, Math.min(second, 59), micros * 1000);
  }
}
