package io.pbrun.engine.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a time in a strptime format. */
final class StrptimeParser {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> LONG_MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final List<String> LONG_DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private final String text;
  private final String format;
  private int at;
  private int year = 1900;
  private int month = 1;
  private int day = 1;
  private int dayOfYear = -1;
  private int hour;
  private int minute;
  private int second;
  private int micros;
  private boolean pm;
  private boolean twelve;
  private @Nullable Long epoch;
  private @Nullable ZoneOffset offset;

  StrptimeParser(String text, String format) {
    this.text = text;
    this.format = format;
  }

  Temporal parse() {
    read(format);
    if (at < text.length()) {
      throw new ValueException(
          "'"
              + text
              + "' does not match the format '"
              + format
              + "': '"
              + text.substring(at)
              + "' is left over");
    }
    if (epoch != null) {
      return LocalDateTime.ofEpochSecond(epoch, 0, ZoneOffset.UTC);
    }
    if (twelve) {
      hour = hour % 12 + (pm ? 12 : 0);
    }
    try {
      LocalDate date =
          dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
      LocalDateTime time = date.atTime(Strftime.time(hour, minute, second, micros));
      return offset == null ? time : OffsetDateTime.of(time, offset);
    } catch (DateTimeException e) {
      throw new ValueException("'" + text + "' is no date: " + e.getMessage(), e);
    }
  }

  private void read(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '%' && i + 1 < pattern.length()) {
        field(pattern.charAt(++i));
      } else if (Character.isWhitespace(c)) {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
          at++;
        }
      } else if (at < text.length()
          && Character.toLowerCase(text.charAt(at)) == Character.toLowerCase(c)) {
        at++;
      } else {
        throw mismatch();
      }
    }
  }

  private ValueException mismatch() {
    return new ValueException("'" + text + "' does not match the format '" + format + "'");
  }

  private void field(char code) {
    switch (code) {
      case 'Y' -> year = number(4, 4);
      case 'y' -> {
        int two = number(1, 2);
        year = two + (two < 69 ? 2000 : 1900);
      }
      case 'm' -> month = number(1, 2);
      case 'd', 'e' -> day = number(1, 2);
      case 'j' -> dayOfYear = number(1, 3);
      case 'H' -> hour = number(1, 2);
      case 'I' -> {
        hour = number(1, 2);
        twelve = true;
      }
      case 'M' -> minute = number(1, 2);
      case 'S' -> second = number(1, 2);
      case 'f' -> {
        int start = at;
        int digits = number(1, 6);
        micros = digits * (int) Math.pow(10, 6.0 - (at - start));
      }
      case 'p' -> pm = word(List.of("am", "pm")) == 1;
      case 'B' -> month = word(LONG_MONTHS) + 1;
      case 'b', 'h' -> month = word(MONTHS) + 1;
      case 'A' -> word(LONG_DAYS);
      case 'a' -> word(DAYS);
      case 's' -> epoch = (long) number(1, 10);
      case 'z' -> zone();
      case 'Z' -> word(List.of("utc", "gmt"));
      case 'T', 'X' -> read("%H:%M:%S");
      case 'D', 'x' -> read("%m/%d/%y");
      case 'F' -> read("%Y-%m-%d");
      case 'R' -> read("%H:%M");
      case 'c' -> read("%a %b %d %H:%M:%S %Y");
      case '%' -> percent();
      default ->
          throw new ValueException("'%" + code + "' is not known in the format '" + format + "'");
    }
  }

  private void percent() {
    if (!text.startsWith("%", at)) {
      throw mismatch();
    }
    at++;
  }

  private int number(int least, int most) {
    int start = at;
    while (at < text.length() && at - start < most && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (at - start < least) {
      throw mismatch();
    }
    return (int) Long.parseLong(text.substring(start, at));
  }

  private int word(List<String> words) {
    String rest = text.substring(at).toLowerCase(Locale.ROOT);
    for (int i = 0; i < words.size(); i++) {
      if (rest.startsWith(words.get(i))) {
        at += words.get(i).length();
        return i;
      }
    }
    throw mismatch();
  }

  private void zone() {
    if (text.startsWith("Z", at)) {
      at++;
      offset = ZoneOffset.UTC;
      return;
    }
    boolean minus = text.startsWith("-", at);
    if (!minus && !text.startsWith("+", at)) {
      throw mismatch();
    }
    at++;
    int hours = number(2, 2);
    if (text.startsWith(":", at)) {
      at++;
    }
    int seconds = (hours * 60 + number(2, 2)) * 60;
    offset = ZoneOffset.ofTotalSeconds(minus ? -seconds : seconds);
  }
}
