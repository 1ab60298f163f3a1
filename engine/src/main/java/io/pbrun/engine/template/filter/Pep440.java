package io.pbrun.engine.template.filter;

import io.pbrun.engine.value.ValueException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of Python packages (PEP 440). */
final class Pep440 {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\\d*))?"
              + "(?:-(\\d+)|[-_.]?(post|rev|r)[-_.]?(\\d*))?(?:[-_.]?(dev)[-_.]?(\\d*))?(?:\\+[a-z0-9._-]+)?");

  private Pep440() {}

  static int compare(String a, String b) {
    Matcher x = parse(a);
    Matcher y = parse(b);
    int order = Long.compare(number(x.group(1), 0), number(y.group(1), 0));
    if (order != 0) {
      return order;
    }
    String[] p = x.group(2).split("\\.");
    String[] q = y.group(2).split("\\.");
    for (int i = 0; i < Math.max(p.length, q.length); i++) {
      order =
          Long.compare(
              i < p.length ? Long.parseLong(p[i]) : 0, i < q.length ? Long.parseLong(q[i]) : 0);
      if (order != 0) {
        return order;
      }
    }
    return java.util.Arrays.compare(suffix(x), suffix(y));
  }

  private static Matcher parse(String version) {
    Matcher matcher = SYNTAX.matcher(version.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new ValueException("'" + version + "' is no version as PEP 440 defines it");
    }
    return matcher;
  }

  private static long[] suffix(Matcher m) {
    boolean post = m.group(5) != null || m.group(6) != null;
    boolean dev = m.group(8) != null;
    long stage =
        m.group(3) != null
            ? switch (m.group(3).charAt(0)) {
              case 'a' -> 1;
              case 'b' -> 2;
              default -> 3;
            }
            : dev && !post ? 0 : 4;
    long postNumber = post ? number(m.group(5) != null ? m.group(5) : m.group(7), 0) : -1;
    return new long[] {
      stage, number(m.group(4), 0), postNumber, dev ? number(m.group(9), 0) : Long.MAX_VALUE
    };
  }

  private static long number(@org.jspecify.annotations.Nullable String digits, long otherwise) {
    return digits == null || digits.isEmpty() ? otherwise : Long.parseLong(digits);
  }
}
