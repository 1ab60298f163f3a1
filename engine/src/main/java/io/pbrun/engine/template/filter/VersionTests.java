package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.template.Test;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code version}: compares version numbers. */
public final class VersionTests {
  private static final Pattern PART = Pattern.compile("\\d+|[a-z]+|\\.");
  private static final Pattern STRICT = Pattern.compile("(\\d+)\\.(\\d+)(\\.(\\d+))?([ab](\\d+))?");
  private static final Pattern SEMANTIC =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-([0-9A-Za-z.-]+))?(?:\\+([0-9A-Za-z.-]+))?");

  private VersionTests() {}

  public static void addTo(Library library) {
    Test version = (v, a, _) -> compare(Values.truth(v) ? Values.str(v) : "", a);
    library.test("version", "version operator? strict? version_type?", version);
    library.test("version_compare", "version operator? strict? version_type?", version);
    library.filter(
        "version_sort",
        "",
        (v, _, _) -> {
          List<@org.jspecify.annotations.Nullable Object> items =
              new ArrayList<>(Values.iterate(v));
          items.sort((x, y) -> loose(Values.str(x), Values.str(y)));
          return items;
        });
  }

  private static boolean compare(String version, Arguments a) {
    String other = a.text(0, "");
    if (version.isEmpty() || other.isEmpty()) {
      throw new ValueException(
          version.isEmpty()
              ? "Input version value cannot be empty"
              : "Version parameter to compare against cannot be empty");
    }
    String type = a.text(3, a.flag(2, false) ? "strict" : "loose");
    if (a.value(2) != null && a.value(3) != null) {
      throw new ValueException("the test 'version' takes strict or version_type, not both");
    }
    int order =
        switch (type) {
          case "loose" -> loose(version, other);
          case "strict" -> strict(version, other);
          case "semver", "semantic" -> semantic(version, other);
          case "pep440" -> Pep440.compare(version, other);
          default ->
              throw new ValueException(
                  "the test 'version' knows the types loose, strict, semver and pep440, not '"
                      + type
                      + "'");
        };
    return switch (a.text(1, "eq")) {
      case "==", "=", "eq" -> order == 0;
      case "!=", "<>", "ne" -> order != 0;
      case "<", "lt" -> order < 0;
      case "<=", "le" -> order <= 0;
      case ">", "gt" -> order > 0;
      case ">=", "ge" -> order >= 0;
      default ->
          throw new ValueException(
              "the test 'version' has no operator '"
                  + a.text(1, "")
                  + "'; it has ==, !=, <, <=, > and >=");
    };
  }

  static int loose(String a, String b) {
    List<String> x = parts(a);
    List<String> y = parts(b);
    for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
      boolean first = Character.isDigit(x.get(i).charAt(0));
      boolean second = Character.isDigit(y.get(i).charAt(0));
      if (first != second) {
        throw new ValueException(
            "the versions '"
                + a
                + "' and '"
                + b
                + "' cannot be compared: '"
                + x.get(i)
                + "' stands against '"
                + y.get(i)
                + "'");
      }
      int order =
          first
              ? new java.math.BigInteger(x.get(i)).compareTo(new java.math.BigInteger(y.get(i)))
              : x.get(i).compareTo(y.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(x.size(), y.size());
  }

  private static List<String> parts(String version) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(version);
    int at = 0;
    while (matcher.find()) {
      if (matcher.start() > at) {
        parts.add(version.substring(at, matcher.start()));
      }
      if (!matcher.group().equals(".")) {
        parts.add(matcher.group());
      }
      at = matcher.end();
    }
    if (at < version.length()) {
      parts.add(version.substring(at));
    }
    return parts;
  }

  private static int strict(String a, String b) {
    long[] x = strictParts(a);
    long[] y = strictParts(b);
    return java.util.Arrays.compare(x, y);
  }

  private static long[] strictParts(String version) {
    Matcher m = STRICT.matcher(version);
    if (!m.matches()) {
      throw new ValueException(
          "'" + version + "' is no strict version; write for instance '1.2.3' or '1.2b1'");
    }
    long stage = m.group(5) == null ? 2 : m.group(5).charAt(0) == 'a' ? 0 : 1;
    return new long[] {
      Long.parseLong(m.group(1)),
      Long.parseLong(m.group(2)),
      m.group(4) == null ? 0 : Long.parseLong(m.group(4)),
      stage,
      m.group(6) == null ? 0 : Long.parseLong(m.group(6))
    };
  }

  private static int semantic(String a, String b) {
    Matcher x = SEMANTIC.matcher(a);
    Matcher y = SEMANTIC.matcher(b);
    if (!x.matches() || !y.matches()) {
      throw new ValueException(
          "'"
              + (x.matches() ? b : a)
              + "' is no semantic version; write for instance '1.2.3' or '1.2.3-rc1'");
    }
    for (int i = 1; i <= 3; i++) {
      int order =
          new java.math.BigInteger(x.group(i)).compareTo(new java.math.BigInteger(y.group(i)));
      if (order != 0) {
        return order;
      }
    }
    if (x.group(4) == null || y.group(4) == null) {
      return Boolean.compare(x.group(4) == null, y.group(4) == null);
    }
    String[] p = x.group(4).split("\\.");
    String[] q = y.group(4).split("\\.");
    for (int i = 0; i < Math.min(p.length, q.length); i++) {
      boolean first = p[i].matches("\\d+");
      boolean second = q[i].matches("\\d+");
      int order =
          first && second
              ? Long.compare(Long.parseLong(p[i]), Long.parseLong(q[i]))
              : first != second ? (first ? -1 : 1) : p[i].compareTo(q[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(p.length, q.length);
  }
}
