package io.pbrun.engine.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's format specification, the part after the colon in {@code {:>8,.2f}}. */
record FormatSpec(
    String fill,
    char align,
    String sign,
    boolean alternate,
    int width,
    String grouping,
    int precision,
    char type) {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:(.)?([<>=^]))?([-+ ])?z?(#)?(0)?(\\d+)?([,_])?(?:\\.(\\d+))?([a-zA-Z%])?",
          Pattern.DOTALL);

  static FormatSpec parse(String text) {
    Matcher match = SYNTAX.matcher(text);
    if (!match.matches()) {
      throw new ValueException("invalid format specifier '" + text + "'");
    }
    boolean zero = match.group(5) != null;
    String fill =
        match.group(1) != null ? match.group(1) : zero && match.group(2) == null ? "0" : " ";
    char align = match.group(2) != null ? match.group(2).charAt(0) : zero ? '=' : 0;
    return new FormatSpec(
        fill,
        align,
        match.group(3) == null ? "-" : match.group(3),
        match.group(4) != null,
        match.group(6) == null ? 0 : Integer.parseInt(match.group(6)),
        match.group(7) == null ? "" : match.group(7),
        match.group(8) == null ? -1 : Integer.parseInt(match.group(8)),
        match.group(9) == null ? 0 : match.group(9).charAt(0));
  }

  String apply(@Nullable Object valueOrMarkup) {
    Object value = Markup.plain(valueOrMarkup);
    if (Numbers.isNumber(value) && !(value instanceof Boolean && isPlain())) {
      return number(value);
    }
    String text = Values.str(value);
    if (!(value instanceof String) && !isPlain()) {
      throw new ValueException(
          "a value of type '" + Values.typeName(value) + "' takes no format specifier");
    }
    if (!sign.equals("-") || !grouping.isEmpty()) {
      throw new ValueException("signs and groups of digits are not for text");
    }
    if (type != 0 && type != 's') {
      throw new ValueException("format code '" + type + "' is not for text");
    }
    if (align == '=') {
      throw new ValueException("'=' alignment is not for text");
    }
    if (precision >= 0 && text.codePointCount(0, text.length()) > precision) {
      text = text.substring(0, text.offsetByCodePoints(0, precision));
    }
    return pad("", text, align == 0 ? '<' : align);
  }

  /** Whether nothing was specified, so that a value stands for itself. */
  private boolean isPlain() {
    return type == 0
        && width == 0
        && precision < 0
        && align == 0
        && sign.equals("-")
        && grouping.isEmpty();
  }

  private String number(@Nullable Object value) {
    char code = type == 0 ? (Numbers.isFloat(value) ? 'r' : 'd') : type;
    if (code == 'n' && Numbers.isFloat(value)) {
      code = 'g';
    }
    if ("dboxXnc".indexOf(code) >= 0) {
      if (Numbers.isFloat(value)) {
        throw new ValueException(
            "format code '" + code + "' is for integers, not for '" + Values.typeName(value) + "'");
      }
      if (precision >= 0) {
        throw new ValueException("a precision is not for whole numbers");
      }
      return integer(Numbers.big(value), code);
    }
    double real = Numbers.real(value);
    String prefix = real < 0 || 1 / real < 0 ? "-" : sign.equals("-") ? "" : sign;
    double magnitude = Math.abs(real);
    String digits =
        switch (code) {
          case '%' -> real(magnitude * 100, 'f', precision < 0 ? 6 : precision, alternate) + "%";
          case 'r' ->
              precision < 0
                  ? Repr.real(magnitude)
                  : withPoint(real(magnitude, 'g', precision, alternate));
          case 'e', 'E', 'f', 'F', 'g', 'G' ->
              real(magnitude, code, precision < 0 ? 6 : precision, alternate);
          default -> throw new ValueException("unknown format code '" + code + "' for a number");
        };
    return pad(prefix, group(digits), align == 0 ? '>' : align);
  }

  private static String withPoint(String digits) {
    return digits.indexOf('.') < 0 && digits.indexOf('e') < 0 && Character.isDigit(digits.charAt(0))
        ? digits + ".0"
        : digits;
  }

  private String integer(BigInteger value, char code) {
    String prefix = value.signum() < 0 ? "-" : sign.equals("-") ? "" : sign;
    BigInteger magnitude = value.abs();
    String digits =
        switch (code) {
          case 'b' -> magnitude.toString(2);
          case 'o' -> magnitude.toString(8);
          case 'x' -> magnitude.toString(16);
          case 'X' -> magnitude.toString(16).toUpperCase(Locale.ROOT);
          case 'c' -> Character.toString(value.intValueExact());
          default -> magnitude.toString();
        };
    if (alternate && "boxX".indexOf(code) >= 0) {
      prefix += "0" + code;
    }
    return pad(prefix, group(digits), align == 0 ? '>' : align);
  }

  private String group(String digits) {
    if (grouping.isEmpty()) {
      return digits;
    }
    int end = 0;
    while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
      end++;
    }
    StringBuilder out = new StringBuilder(digits.substring(0, end));
    for (int i = end - 3; i > 0; i -= 3) {
      out.insert(i, grouping);
    }
    return out + digits.substring(end);
  }

  private String pad(String prefix, String digits, char where) {
    int missing = width - prefix.length() - digits.codePointCount(0, digits.length());
    if (missing <= 0) {
      return prefix + digits;
    }
    return switch (where) {
      case '<' -> prefix + digits + fill.repeat(missing);
      case '^' -> fill.repeat(missing / 2) + prefix + digits + fill.repeat(missing - missing / 2);
      case '=' -> prefix + fill.repeat(missing) + digits;
      default -> fill.repeat(missing) + prefix + digits;
    };
  }

  /** A number that is not negative in C's notations e, f and g. */
  static String real(double value, char code, int precision, boolean alternate) {
    boolean upper = Character.isUpperCase(code);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String text = Double.isNaN(value) ? "nan" : "inf";
      return upper ? text.toUpperCase(Locale.ROOT) : text;
    }
    String text =
        switch (Character.toLowerCase(code)) {
          case 'f' ->
              new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
          case 'e' -> scientific(value, precision);
          default -> general(value, Math.max(precision, 1), alternate);
        };
    return upper ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static String scientific(double value, int precision) {
    if (value == 0) {
      return (precision == 0 ? "0" : "0." + "0".repeat(precision)) + "e+00";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new java.math.MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String digits = rounded.unscaledValue().toString();
    digits = (digits + "0".repeat(precision + 1)).substring(0, precision + 1);
    return digits.charAt(0)
        + (precision == 0 ? "" : "." + digits.substring(1))
        + exponent(exponent);
  }

  private static String exponent(int exponent) {
    return (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
  }

  private static String general(double value, int precision, boolean alternate) {
    String scientific = scientific(value, precision - 1);
    int at = scientific.indexOf('e');
    int exponent = Integer.parseInt(scientific.substring(at + 1));
    if (exponent < -4 || exponent >= precision) {
      return (alternate ? scientific.substring(0, at) : trim(scientific.substring(0, at)))
          + scientific.substring(at);
    }
    String plain =
        new BigDecimal(value)
            .setScale(precision - 1 - exponent, RoundingMode.HALF_EVEN)
            .toPlainString();
    return alternate ? plain : trim(plain);
  }

  private static String trim(String digits) {
    return digits.indexOf('.') < 0 ? digits : digits.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
