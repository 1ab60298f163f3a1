package io.pbrun.engine.connection;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text for a POSIX shell. The only place that quotes. */
public final class Quoting {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Quoting() {}

  /**
   * One word that the shell reads as exactly this text.
   *
   * @throws IllegalArgumentException when the text has a NUL, which no command line can carry
   */
  public static String word(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a command line cannot carry a NUL character");
    }
    return SAFE.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** All words, parted by spaces. */
  public static String words(List<String> words) {
    return words.stream().map(Quoting::word).collect(Collectors.joining(" "));
  }

  /**
   * A path of which a leading {@code ~} or {@code ~user} is expanded by the shell and which no
   * program takes for an option.
   */
  static String path(String path) {
    if (path.startsWith("~")) {
      int slash = path.indexOf('/');
      String home = slash < 0 ? path : path.substring(0, slash);
      String rest = slash < 0 ? "" : path.substring(slash);
      if (home.equals("~")) {
        return "\"$HOME\"" + (rest.isEmpty() ? "" : word(rest));
      }
      if (home.substring(1).matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
        return home + (rest.isEmpty() ? "" : word(rest));
      }
    }
    return word(path.startsWith("-") ? "./" + path : path);
  }
}
