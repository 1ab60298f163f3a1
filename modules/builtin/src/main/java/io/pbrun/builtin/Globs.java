package io.pbrun.builtin;

/** Glob patterns of file names, as Python's {@code fnmatch} reads them. */
final class Globs {
  private Globs() {}

  /** The regular expression, for the whole name. */
  static String regex(String glob) {
    StringBuilder out = new StringBuilder("(?s)(?:");
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      int close = c == '[' ? closing(glob, i) : -1;
      if (c == '*') {
        out.append(".*");
      } else if (c == '?') {
        out.append('.');
      } else if (close > 0) {
        String set = glob.substring(i + 1, close).replace("\\", "\\\\");
        out.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = close;
      } else if (Character.isLetterOrDigit(c) || c == '_' || c > 127) {
        out.append(c);
      } else {
        out.append('\\').append(c);
      }
    }
    return out.append(")\\Z").toString();
  }

  private static int closing(String glob, int open) {
    int from = open + 1;
    if (from < glob.length() && glob.charAt(from) == '!') {
      from++;
    }
    return glob.indexOf(']', from + 1);
  }
}
