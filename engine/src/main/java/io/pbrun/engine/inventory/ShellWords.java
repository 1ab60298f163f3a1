package io.pbrun.engine.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words as a POSIX shell quotes them; an unquoted {@code #} begins a comment.
 */
final class ShellWords {
  private ShellWords() {}

  /** A quote or an escape that is never ended. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  /** A word and the 0-based offset at which it begins in the line. */
  record Word(String text, int offset) {}

  static List<Word> split(String line) throws Malformed {
    List<Word> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int begin = -1;
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      if (c == '#') {
        break;
      }
      if (Character.isWhitespace(c)) {
        if (begin >= 0) {
          words.add(new Word(word.toString(), begin));
          word.setLength(0);
          begin = -1;
        }
        i++;
        continue;
      }
      if (begin < 0) {
        begin = i;
      }
      if (c == '\\') {
        if (i + 1 == line.length()) {
          throw new Malformed("No escaped character");
        }
        word.append(line.charAt(i + 1));
        i += 2;
      } else if (c == '\'' || c == '"') {
        i = quoted(line, i, word);
      } else {
        word.append(c);
        i++;
      }
    }
    if (begin >= 0) {
      words.add(new Word(word.toString(), begin));
    }
    return words;
  }

  /** Appends what stands between the quotes; gives the offset after the closing one. */
  private static int quoted(String line, int open, StringBuilder word) throws Malformed {
    char quote = line.charAt(open);
    int i = open + 1;
    while (i < line.length() && line.charAt(i) != quote) {
      char c = line.charAt(i);
      if (quote == '"' && c == '\\' && i + 1 < line.length()) {
        char next = line.charAt(i + 1);
        if (next != '"' && next != '\\') {
          word.append(c);
        }
        word.append(next);
        i += 2;
      } else {
        word.append(c);
        i++;
      }
    }
    if (i == line.length()) {
      throw new Malformed("No closing quotation");
    }
    return i + 1;
  }
}
