package io.pbrun.engine.template;

/** Python's backslash escapes in string literals. */
final class Escapes {
  private Escapes() {}

  static String unescape(String content) {
    StringBuilder out = new StringBuilder(content.length());
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (c != '\\' || i + 1 == content.length()) {
        out.append(c);
        continue;
      }
      char code = content.charAt(++i);
      switch (code) {
        case '\n' -> {}
        case '\\', '\'', '"' -> out.append(code);
        case 'a' -> out.append('\u0007');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'v' -> out.append('\u000b');
        case 'x' -> i = hex(content, i, 2, out);
        case 'u' -> i = hex(content, i, 4, out);
        case 'U' -> i = hex(content, i, 8, out);
        default -> {
          if (code >= '0' && code <= '7') {
            int end = i;
            while (end < content.length()
                && end < i + 3
                && content.charAt(end) >= '0'
                && content.charAt(end) <= '7') {
              end++;
            }
            out.appendCodePoint(Integer.parseInt(content.substring(i, end), 8));
            i = end - 1;
          } else {
            out.append('\\').append(code);
          }
        }
      }
    }
    return out.toString();
  }

  private static int hex(String content, int at, int digits, StringBuilder out) {
    int end = at + 1 + digits;
    if (end <= content.length()) {
      try {
        out.appendCodePoint(Integer.parseInt(content.substring(at + 1, end), 16));
        return end - 1;
      } catch (IllegalArgumentException _) {
        // Not a character: the backslash stands for itself.
      }
    }
    out.append('\\').append(content.charAt(at));
    return at;
  }
}
