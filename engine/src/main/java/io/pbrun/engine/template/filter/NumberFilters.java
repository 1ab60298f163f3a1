package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Filters on numbers. */
public final class NumberFilters {
  private NumberFilters() {}

  public static void addTo(Library library) {
    library
        .filter("abs", "", (v, _, _) -> abs(v))
        .filter("int", "default? base?", (v, a, _) -> integer(Markup.plain(v), a))
        .filter("float", "default?", (v, a, _) -> real(Markup.plain(v), a))
        .filter("round", "precision? method?", (v, a, _) -> round(v, a))
        .filter("log", "base?", (v, a, _) -> log(number(v, "log"), a))
        .filter("pow", "exponent", (v, a, _) -> power(number(v, "pow"), a.real(0, 1)))
        .filter("root", "base?", (v, a, _) -> root(number(v, "root"), a.real(0, 2)))
        .filter("bool", "", (v, _, _) -> bool(Markup.plain(v)))
        .filter("filesizeformat", "binary?", (v, a, _) -> fileSize(v, a.flag(0, false)));
  }

  static double number(@Nullable Object value, String filter) {
    if (Numbers.isNumber(value)) {
      return Numbers.real(value);
    }
    throw new ValueException(
        "the filter '" + filter + "' needs a number, not '" + Values.typeName(value) + "'");
  }

  private static Object abs(@Nullable Object value) {
    number(value, "abs");
    return Numbers.compare(value, 0L) < 0 ? Numbers.negate(value) : Numbers.add(0L, value);
  }

  private static @Nullable Object integer(@Nullable Object value, Arguments a) {
    Object otherwise = a.value(0, 0L);
    long base = a.integer(1, 10);
    if (value instanceof String text) {
      Number whole = Numbers.parseInteger(text, (int) base);
      if (whole != null) {
        return whole;
      }
      Double real = Numbers.parseFloat(text);
      return real == null ? otherwise : truncated(real, otherwise);
    }
    if (!Numbers.isNumber(value)) {
      return otherwise;
    }
    return Numbers.isFloat(value)
        ? truncated(Numbers.real(value), otherwise)
        : Numbers.integer(Numbers.big(value));
  }

  private static @Nullable Object truncated(double real, @Nullable Object otherwise) {
    if (Double.isInfinite(real)) {
      throw new ValueException("the filter 'int' cannot turn infinity into a whole number");
    }
    return Double.isNaN(real) ? otherwise : Numbers.integer(new BigDecimal(real).toBigInteger());
  }

  private static @Nullable Object real(@Nullable Object value, Arguments a) {
    if (value instanceof String text) {
      Double real = Numbers.parseFloat(text);
      return real == null ? a.value(0, 0.0) : real;
    }
    return Numbers.isNumber(value) ? (Object) Numbers.real(value) : a.value(0, 0.0);
  }

  private static Object round(@Nullable Object value, Arguments a) {
    int precision = (int) a.integer(0, 0);
    String method = a.text(1, "common");
    double real = number(value, "round");
    double scale = Math.pow(10, precision);
    return switch (method) {
      case "common" ->
          Numbers.isFloat(value)
              ? (Object) Numbers.round(real, precision)
              : roundWhole(value, precision);
      case "ceil" -> Math.ceil(real * scale) / scale;
      case "floor" -> Math.floor(real * scale) / scale;
      default ->
          throw new ValueException(
              "the filter 'round' knows the methods common, ceil and floor, not '" + method + "'");
    };
  }

  private static Object roundWhole(@Nullable Object value, int precision) {
    return precision >= 0
        ? Numbers.integer(Numbers.big(value))
        : Numbers.integer(
            new BigDecimal(Numbers.big(value))
                .setScale(precision, java.math.RoundingMode.HALF_EVEN)
                .toBigInteger());
  }

  private static double power(double base, double exponent) {
    if (base < 0 && exponent != Math.rint(exponent)) {
      throw new ValueException("the filter 'pow' cannot raise a negative number to a fraction");
    }
    return Math.pow(base, exponent);
  }

  private static double log(double value, Arguments a) {
    if (value <= 0) {
      throw new ValueException("the filter 'log' needs a positive number");
    }
    if (!a.has(0)) {
      return Math.log(value);
    }
    double base = a.real(0, Math.E);
    return base == 10 ? Math.log10(value) : Math.log(value) / Math.log(base);
  }

  private static double root(double value, double base) {
    double root = base == 2 ? Math.sqrt(value) : Math.pow(value, 1 / base);
    if (Double.isNaN(root)) {
      throw new ValueException("the filter 'root' needs a number that is not negative");
    }
    return root;
  }

  private static @Nullable Object bool(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof String text) {
      return java.util.Set.of("yes", "on", "1", "true").contains(text.toLowerCase(Locale.ROOT));
    }
    return Numbers.isNumber(value) && Numbers.compare(value, 1L) == 0;
  }

  private static String fileSize(@Nullable Object value, boolean binary) {
    Double bytes =
        value instanceof String text
            ? Numbers.parseFloat(text)
            : (Double) number(value, "filesizeformat");
    if (bytes == null) {
      throw new ValueException("the filter 'filesizeformat' needs a number, not '" + value + "'");
    }
    int base = binary ? 1024 : 1000;
    String[] units =
        binary
            ? "KiB MiB GiB TiB PiB EiB ZiB YiB".split(" ")
            : "kB MB GB TB PB EB ZB YB".split(" ");
    if (bytes == 1) {
      return "1 Byte";
    }
    if (bytes < base) {
      return bytes.longValue() + " Bytes";
    }
    double unit = base;
    for (int i = 0; ; i++) {
      unit *= base;
      if (bytes < unit || i == units.length - 1) {
        return new BigDecimal(base * bytes / unit).setScale(1, java.math.RoundingMode.HALF_EVEN)
            + " "
            + units[i];
      }
    }
  }
}
