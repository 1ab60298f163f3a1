package io.pbrun.engine.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How Python prints values: {@code str()} and {@code repr()}. */
final class Repr {
  private Repr() {}

  static String str(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case String text -> text;
      case Long number -> number.toString();
      case Markup markup -> markup.text();
      case Undefined undefined when undefined.isLenient() -> "";
      default -> {
        StringBuilder out = new StringBuilder();
        if (value instanceof LocalDateTime
            || value instanceof OffsetDateTime
            || value instanceof LocalDate
            || value instanceof Duration
            || value instanceof LocalTime) {
          out.append(time(value));
        } else {
          repr(value, out);
        }
        yield out.toString();
      }
    };
  }

  static void repr(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("None");
      case String text -> quote(text, out);
      case Markup markup -> {
        out.append("Markup(");
        quote(markup.text(), out);
        out.append(')');
      }
      case Boolean flag -> out.append(flag ? "True" : "False");
      case Double number -> out.append(real(number));
      case Float number -> out.append(real(number.doubleValue()));
      case Number number -> out.append(number);
      case PyRange range -> out.append(range);
      case PyTuple tuple -> {
        out.append('(');
        items(tuple, out);
        out.append(tuple.size() == 1 ? ",)" : ")");
      }
      case List<?> list -> {
        out.append('[');
        items(list, out);
        out.append(']');
      }
      case Map<?, ?> map -> {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(separator);
          repr(entry.getKey(), out);
          out.append(": ");
          repr(entry.getValue(), out);
          separator = ", ";
        }
        out.append('}');
      }
      case Unknown unknown -> throw new UnknownValueException(unknown);
      case Undefined undefined -> throw new UndefinedException(undefined);
      case LocalDateTime time -> out.append(dateRepr(time));
      case LocalDate date ->
          out.append(
              "datetime.date("
                  + date.getYear()
                  + ", "
                  + date.getMonthValue()
                  + ", "
                  + date.getDayOfMonth()
                  + ")");
      case Duration span -> out.append(spanRepr(span));
      default -> out.append(value);
    }
  }

  private static void items(List<?> list, StringBuilder out) {
    String separator = "";
    for (Object item : list) {
      out.append(separator);
      repr(item, out);
      separator = ", ";
    }
  }

  static void quote(String text, StringBuilder out) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
              if (c == quote) {
                out.append('\\').append(quote);
              } else if (c < 0x20 || c == 0x7f || (c >= 0x80 && !printable(c))) {
                out.append(
                    c < 0x100
                        ? "\\x%02x".formatted(c)
                        : c < 0x10000 ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
              } else {
                out.appendCodePoint(c);
              }
            }
          }
        });
    out.append(quote);
  }

  private static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /**
   * The shortest digits that read back as the same float; exponents below -4 and from 16 on are
   * written.
   */
  static String real(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = decimal.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = decimal.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (value < 0 ? "-" : "")
        + mantissa
        + "e"
        + (exponent < 0 ? "-" : "+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /**
   * Dates and times in the form that Python prints; {@code separator} stands between date and time.
   */
  static String iso(Object value, char separator) {
    return switch (value) {
      case LocalDateTime time -> time.toLocalDate() + "" + separator + clock(time.toLocalTime());
      case OffsetDateTime time -> iso(time.toLocalDateTime(), separator) + offset(time);
      case LocalTime time -> clock(time);
      default -> value.toString();
    };
  }

  private static String offset(OffsetDateTime time) {
    String id = time.getOffset().getId();
    return id.equals("Z") ? "+00:00" : id;
  }

  private static String clock(LocalTime time) {
    String text = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
    int micros = time.getNano() / 1000;
    return micros == 0 ? text : text + ".%06d".formatted(micros);
  }

  private static String time(Object value) {
    return value instanceof Duration span ? span(span) : iso(value, ' ');
  }

  private static String span(Duration span) {
    long seconds = span.getSeconds();
    long days = Math.floorDiv(seconds, 86_400L);
    long rest = Math.floorMod(seconds, 86_400L);
    String clock = "%d:%02d:%02d".formatted(rest / 3600, rest % 3600 / 60, rest % 60);
    int micros = span.getNano() / 1000;
    String text = micros == 0 ? clock : clock + ".%06d".formatted(micros);
    return days == 0 ? text : days + (Math.abs(days) == 1 ? " day, " : " days, ") + text;
  }

  private static String spanRepr(Duration span) {
    long days = Math.floorDiv(span.getSeconds(), 86_400L);
    long rest = Math.floorMod(span.getSeconds(), 86_400L);
    StringBuilder out = new StringBuilder();
    if (days != 0) {
      out.append("days=").append(days);
    }
    if (rest != 0) {
      out.append(out.isEmpty() ? "" : ", ").append("seconds=").append(rest);
    }
    if (span.getNano() != 0) {
      out.append(out.isEmpty() ? "" : ", ").append("microseconds=").append(span.getNano() / 1000);
    }
    return "datetime.timedelta(" + (out.isEmpty() ? "0" : out) + ")";
  }

  private static String dateRepr(LocalDateTime time) {
    StringBuilder out = new StringBuilder("datetime.datetime(");
    out.append(time.getYear())
        .append(", ")
        .append(time.getMonthValue())
        .append(", ")
        .append(time.getDayOfMonth());
    out.append(", ").append(time.getHour()).append(", ").append(time.getMinute());
    if (time.getSecond() != 0 || time.getNano() != 0) {
      out.append(", ").append(time.getSecond());
    }
    if (time.getNano() != 0) {
      out.append(", ").append(time.getNano() / 1000);
    }
    return out.append(')').toString();
  }
}
