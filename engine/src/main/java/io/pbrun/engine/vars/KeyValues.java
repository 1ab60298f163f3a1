package io.pbrun.engine.vars;

import io.pbrun.engine.source.Quotes;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits {@code a=1 b="two words" c={{ x }}} at blanks, as Ansible does: blanks in quotes and in
 * {@code {{ }}} do not count.
 */
public final class KeyValues {
  private KeyValues() {}

  /**
   * A word of the text.
   *
   * @param text the word as written, quotes and all
   * @param offset 0-based offset of its first character
   */
  public record Word(String text, int offset) {

    /** The part before the first unescaped equals sign; the whole word when there is none. */
    public String key() {
      int equals = equalsSign();
      return equals < 0 ? text : text.substring(0, equals).strip();
    }

    public boolean hasValue() {
      return equalsSign() > 0;
    }

    /**
     * The part behind it, without the quotes around it, with escapes such as {@code \n} decoded.
     */
    public String value() {
      return decode(Quotes.stripUnlessEscaped(text.substring(equalsSign() + 1).strip()));
    }

    /** Offset of the value's first character in the whole text, behind its quote. */
    public int valueOffset() {
      int begin = equalsSign() + 1;
      boolean quoted =
          !Quotes.stripUnlessEscaped(text.substring(begin)).equals(text.substring(begin));
      return offset + begin + (quoted ? 1 : 0);
    }

    private int equalsSign() {
      int at = text.indexOf('=', 1);
      while (at > 0 && text.charAt(at - 1) == '\\') {
        at = text.indexOf('=', at + 1);
      }
      return at;
    }
  }

  /** Quotes or template braces that are never closed. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  public static List<Word> split(String text) throws Malformed {
    List<Word> words = new ArrayList<>();
    int begin = -1;
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (begin < 0) {
        if (Character.isWhitespace(c)) {
          continue;
        }
        begin = i;
      }
      String two = text.substring(i, Math.min(i + 2, text.length()));
      boolean escaped = i > begin && text.charAt(i - 1) == '\\';
      if ((c == '\'' || c == '"') && !escaped) {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      } else if (quote == 0 && (two.equals("{{") || two.equals("{%") || two.equals("{#"))) {
        depth++;
        i++;
      } else if (quote == 0
          && depth > 0
          && (two.equals("}}") || two.equals("%}") || two.equals("#}"))) {
        depth--;
        i++;
      } else if (Character.isWhitespace(c) && quote == 0 && depth == 0) {
        words.add(new Word(text.substring(begin, i), begin));
        begin = -1;
      }
    }
    if (quote != 0 || depth > 0) {
      throw new Malformed(
          quote != 0 ? "a quote is never closed" : "a template's braces are never closed");
    }
    if (begin >= 0) {
      words.add(new Word(text.substring(begin), begin));
    }
    return words;
  }

  private static String decode(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      int simple = c == '\\' ? "\\'\"abfnrtv".indexOf(next) : -1;
      int digits = c != '\\' ? 0 : next == 'x' ? 2 : next == 'u' ? 4 : next == 'U' ? 8 : 0;
      if (simple >= 0 && next != 0) {
        decoded.append("\\'\"\u0007\b\f\n\r\t\u000b".charAt(simple));
        i++;
      } else if (digits > 0 && isHexadecimal(text, i + 2, digits)) {
        decoded.appendCodePoint(Integer.parseInt(text.substring(i + 2, i + 2 + digits), 16));
        i += 1 + digits;
      } else {
        decoded.append(c);
      }
    }
    return decoded.toString();
  }

  private static boolean isHexadecimal(String text, int from, int digits) {
    if (from + digits > text.length()) {
      return false;
    }
    String code = text.substring(from, from + digits);
    return code.chars().allMatch(c -> Character.digit(c, 16) >= 0)
        && Character.isValidCodePoint((int) Math.min(Long.parseLong(code, 16), Integer.MAX_VALUE));
  }
}
