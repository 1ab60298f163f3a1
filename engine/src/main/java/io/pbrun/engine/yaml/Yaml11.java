package io.pbrun.engine.yaml;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Types of plain scalars by YAML 1.1, in the dialect that PyYAML and so Ansible reads: {@code yes}
 * is a boolean, {@code 017} is 15, {@code 1:30} is 90. Only timestamps stay text, for a date has no
 * use in a playbook.
 */
final class Yaml11 {
  private static final Set<String> TRUE =
      Set.of("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]*[01][01_]*");
  private static final Pattern HEX =
      Pattern.compile("[-+]?0x[0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*");
  private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]+");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
  private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?");
  private static final Pattern SEXAGESIMAL_FLOAT =
      Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*");
  private static final Pattern INFINITY = Pattern.compile("[-+]?\\.(inf|Inf|INF)");
  private static final Set<String> NAN = Set.of(".nan", ".NaN", ".NAN");

  private Yaml11() {}

  static @Nullable Object value(String text) {
    if (NULL.contains(text)) {
      return null;
    }
    char first = text.charAt(0);
    if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
      return number(text);
    }
    if (text.length() <= 5) {
      if (TRUE.contains(text)) {
        return true;
      }
      if (FALSE.contains(text)) {
        return false;
      }
    }
    return text;
  }

  private static Object number(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return integer(text.replace("_", ""), 10);
    }
    if (OCTAL.matcher(text).matches()) {
      return integer(text.replace("_", ""), 8);
    }
    if (HEX.matcher(text).matches()) {
      return integer(text.replace("_", "").replaceFirst("0x", ""), 16);
    }
    if (BINARY.matcher(text).matches()) {
      return integer(text.replace("_", "").replaceFirst("0b", ""), 2);
    }
    if (FLOAT.matcher(text).matches()) {
      return Double.valueOf(text.replace("_", ""));
    }
    if (SEXAGESIMAL.matcher(text).matches()) {
      return sexagesimal(text.replace("_", ""));
    }
    if (SEXAGESIMAL_FLOAT.matcher(text).matches()) {
      return sexagesimalFloat(text.replace("_", ""));
    }
    if (INFINITY.matcher(text).matches()) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return NAN.contains(text) ? (Object) Double.NaN : text;
  }

  private static Object integer(String digits, int radix) {
    return narrowed(new BigInteger(digits, radix));
  }

  private static Object narrowed(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private static Object sexagesimal(String text) {
    BigInteger total = BigInteger.ZERO;
    for (String part : unsigned(text).split(":")) {
      total = total.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
    }
    return narrowed(text.startsWith("-") ? total.negate() : total);
  }

  private static Object sexagesimalFloat(String text) {
    double total = 0;
    for (String part : unsigned(text).split(":")) {
      total = total * 60 + Double.parseDouble(part);
    }
    return text.startsWith("-") ? -total : total;
  }

  private static String unsigned(String text) {
    return text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
  }
}
