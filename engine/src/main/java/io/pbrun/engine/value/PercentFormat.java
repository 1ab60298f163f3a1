package io.pbrun.engine.value;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code 'text' % values}. */
public final class PercentFormat {
  private final String format;
  private final @Nullable Object argument;
  private int at;
  private int next;

  private PercentFormat(String format, @Nullable Object argument) {
    this.format = format;
    this.argument = argument;
  }

  /** Fills the {@code %} fields of the format from a tuple, a mapping or a single value. */
  public static String format(String format, @Nullable Object argument) {
    return new PercentFormat(format, argument).run();
  }

  private String run() {
    StringBuilder out = new StringBuilder();
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c == '%') {
        field(out);
      } else {
        out.append(c);
      }
    }
    int given = argument instanceof PyTuple tuple ? tuple.size() : 1;
    if (next < given
        && !(argument instanceof Map)
        && !(argument instanceof List && !(argument instanceof PyTuple))) {
      throw new ValueException("not all arguments were used by the format '" + format + "'");
    }
    return out.toString();
  }

  private @Nullable Object nextValue() {
    if (argument instanceof PyTuple tuple) {
      if (next >= tuple.size()) {
        throw new ValueException("not enough arguments for the format '" + format + "'");
      }
      return tuple.get(next++);
    }
    if (next++ > 0) {
      throw new ValueException("not enough arguments for the format '" + format + "'");
    }
    return argument;
  }

  private void field(StringBuilder out) {
    Object keyed = null;
    boolean hasKey = false;
    if (peek() == '(') {
      int end = format.indexOf(')', at);
      if (end < 0) {
        throw new ValueException("the key of a % field is not closed in '" + format + "'");
      }
      String key = format.substring(at + 1, end);
      if (!(argument instanceof Map<?, ?> map)) {
        throw new ValueException("the format '" + format + "' needs a mapping");
      }
      if (!map.containsKey(key)) {
        throw new ValueException(
            "the mapping has no key '" + key + "' for the format '" + format + "'");
      }
      keyed = map.get(key);
      hasKey = true;
      at = end + 1;
    }
    String flags = "";
    while ("-+ #0".indexOf(peek()) >= 0) {
      flags += format.charAt(at++);
    }
    int width = count();
    if (width < 0) {
      flags += "-";
      width = -width;
    }
    int precision = -1;
    if (peek() == '.') {
      at++;
      precision = Math.max(count(), 0);
    }
    while ("hlL".indexOf(peek()) >= 0) {
      at++;
    }
    char type = peek();
    at++;
    if (type == '%') {
      out.append('%');
      return;
    }
    Object value = Markup.plain(hasKey ? keyed : nextValue());
    out.append(pad(convert(value, type, flags, precision), flags, width, type));
  }

  private char peek() {
    if (at >= format.length()) {
      throw new ValueException("incomplete format '" + format + "'");
    }
    return format.charAt(at);
  }

  private int count() {
    if (peek() == '*') {
      at++;
      return Numbers.big(Values.hashable(nextValue())).intValue();
    }
    int number = 0;
    while (Character.isDigit(peek())) {
      number = number * 10 + format.charAt(at++) - '0';
    }
    return number;
  }

  private String convert(@Nullable Object value, char type, String flags, int precision) {
    Values.rejectUnusable(value);
    switch (type) {
      case 's' -> {
        return cut(Values.str(value), precision);
      }
      case 'r', 'a' -> {
        return cut(Values.repr(value), precision);
      }
      case 'c' -> {
        if (value instanceof String text
            ? text.codePointCount(0, text.length()) != 1
            : Numbers.isFloat(value)) {
          throw new ValueException("%c needs a whole number or one character");
        }
        return value instanceof String text
            ? text
            : Character.toString(Numbers.big(value).intValueExact());
      }
      default -> {
        if (!Numbers.isNumber(value)) {
          throw new ValueException(
              "%" + type + " needs a number, not '" + Values.typeName(value) + "'");
        }
      }
    }
    if ("diuoxX".indexOf(type) >= 0) {
      return integer(value, type, flags, precision);
    }
    if ("eEfFgG".indexOf(type) < 0) {
      throw new ValueException("unknown format character '" + type + "' in '" + format + "'");
    }
    double real = Numbers.real(value);
    return sign(real < 0 || 1 / real < 0, flags)
        + FormatSpec.real(
            Math.abs(real), type, precision < 0 ? 6 : precision, flags.indexOf('#') >= 0);
  }

  private String integer(@Nullable Object value, char type, String flags, int precision) {
    boolean decimal = "diu".indexOf(type) >= 0;
    if (Numbers.isFloat(value) && !decimal) {
      throw new ValueException(
          "%" + type + " needs an integer, not '" + Values.typeName(value) + "'");
    }
    BigInteger number =
        Numbers.isFloat(value)
            ? new java.math.BigDecimal(Numbers.real(value)).toBigInteger()
            : Numbers.big(value);
    String digits = number.abs().toString(decimal ? 10 : type == 'o' ? 8 : 16);
    if (type == 'X') {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    if (digits.length() < precision) {
      digits = "0".repeat(precision - digits.length()) + digits;
    }
    if (flags.indexOf('#') >= 0 && !decimal) {
      digits = "0" + type + digits;
    }
    return sign(number.signum() < 0, flags) + digits;
  }

  private static String sign(boolean negative, String flags) {
    return negative ? "-" : flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
  }

  private static String cut(String text, int precision) {
    return precision < 0 || text.codePointCount(0, text.length()) <= precision
        ? text
        : text.substring(0, text.offsetByCodePoints(0, precision));
  }

  private static String pad(String text, String flags, int width, char type) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    if (flags.indexOf('-') >= 0) {
      return text + " ".repeat(missing);
    }
    if (flags.indexOf('0') >= 0 && "srac".indexOf(type) < 0) {
      int digits = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ") ? 1 : 0;
      return text.substring(0, digits) + "0".repeat(missing) + text.substring(digits);
    }
    return " ".repeat(missing) + text;
  }
}
