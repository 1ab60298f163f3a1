package io.pbrun.engine.inventory;

import java.util.regex.Pattern;

/** Shell patterns ({@code *}, {@code ?}, {@code [abc]}, {@code [!abc]}) as regular expressions. */
final class Glob {
  private Glob() {}

  static boolean isGlob(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  static Pattern compile(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '[' -> {
          int close = closing(glob, i);
          if (close < 0) {
            regex.append("\\[");
          } else {
            regex.append(set(glob.substring(i + 1, close)));
            i = close;
          }
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** The end of a set; a {@code ]} that comes first in it belongs to it. */
  private static int closing(String glob, int open) {
    int from = open + 1;
    if (from < glob.length() && glob.charAt(from) == '!') {
      from++;
    }
    if (from < glob.length() && glob.charAt(from) == ']') {
      from++;
    }
    return glob.indexOf(']', from);
  }

  private static String set(String inside) {
    boolean negated = inside.startsWith("!");
    String members = negated ? inside.substring(1) : inside;
    StringBuilder set = new StringBuilder(negated ? "[^" : "[");
    for (int i = 0; i < members.length(); i++) {
      char c = members.charAt(i);
      if ("\\[]^&~|".indexOf(c) >= 0) {
        set.append('\\');
      }
      set.append(c);
    }
    return set.append(']').toString();
  }
}
