package io.pbrun.engine.inventory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host as it is written, apart from its port: {@code web1}, {@code web[1:3]:2222}, {@code
 * 10.0.0.7:22}, {@code [2001:db8::1]:22}.
 *
 * @param host the name or address, perhaps with ranges in it
 * @param port null when none is given
 */
public record HostAddress(String host, @Nullable Integer port) {
  private static final Pattern BRACKETED_PORT = Pattern.compile("\\[(.+)]:([0-9]+)");
  private static final Pattern PORT = Pattern.compile("((?:[^:\\[\\]]|\\[[^]]*])*):([0-9]+)");

  private static final String STEP = "(?::[0-9]+)?]";
  private static final String NUMBERS = "\\[[0-9]+:[0-9]+" + STEP;
  private static final String HEXADECIMALS = "\\[[0-9a-f]+:[0-9a-f]+" + STEP;
  private static final String LETTERS_OR_NUMBERS = "\\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)" + STEP;

  private static final String V4_PART = "(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5]|" + NUMBERS + ")";
  private static final Pattern V4 =
      Pattern.compile("(?:" + V4_PART + "\\.){3}" + V4_PART, Pattern.CASE_INSENSITIVE);

  private static final String LABEL =
      "(?:[\\w]|" + LETTERS_OR_NUMBERS + ")(?:[\\w-]|" + LETTERS_OR_NUMBERS + ")*(?<![_-])";
  private static final Pattern NAME =
      Pattern.compile(
          LABEL + "(?:\\." + LABEL + ")*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern V6_PART =
      Pattern.compile("[0-9a-f]{1,4}|" + HEXADECIMALS, Pattern.CASE_INSENSITIVE);
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");

  /** Reads it; empty when the text is neither a network name nor an address. */
  public static Optional<HostAddress> parse(String text) {
    String host = text;
    Integer port = null;
    Matcher withPort = BRACKETED_PORT.matcher(text);
    if (!withPort.matches()) {
      withPort = PORT.matcher(text);
    }
    if (withPort.matches()) {
      host = withPort.group(1);
      port = portNumber(withPort.group(2));
      if (port == null) {
        return Optional.empty();
      }
    }
    boolean valid = V4.matcher(host).matches() || NAME.matcher(host).matches() || isV6(host);
    return valid ? Optional.of(new HostAddress(host, port)) : Optional.empty();
  }

  /** True when the text is an IPv4 or IPv6 address. */
  static boolean isAddress(String text) {
    return V4.matcher(text).matches() || isV6(text);
  }

  boolean hasRange() {
    return host.indexOf('[') >= 0;
  }

  private static @Nullable Integer portNumber(String digits) {
    try {
      return Integer.valueOf(digits);
    } catch (NumberFormatException tooLarge) {
      return null;
    }
  }

  private static boolean isV6(String text) {
    if (text.indexOf(':') < 0) {
      return false;
    }
    // Colons inside a range separate its bounds, not the address's parts.
    String flat = RANGE.matcher(text).replaceAll(range -> range.group().replace(':', '~'));
    int gap = flat.indexOf("::");
    if (gap >= 0 && flat.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    String before = gap < 0 ? flat : flat.substring(0, gap);
    String after = gap < 0 ? "" : flat.substring(gap + 2);
    int parts = parts(before, gap < 0);
    int more = parts(after, gap >= 0);
    if (parts < 0 || more < 0) {
      return false;
    }
    return gap < 0 ? parts == 8 : parts + more <= 7;
  }

  /** How many 16-bit parts a run of them has; -1 when one of them is none. */
  private static int parts(String run, boolean last) {
    if (run.isEmpty()) {
      return 0;
    }
    String[] parts = run.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].replace('~', ':');
      if (last && i == parts.length - 1 && V4.matcher(part).matches() && part.indexOf('.') > 0) {
        count += 2;
      } else if (V6_PART.matcher(part).matches()) {
        count++;
      } else {
        return -1;
      }
    }
    return count;
  }
}
