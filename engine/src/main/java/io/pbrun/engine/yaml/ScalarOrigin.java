package io.pbrun.engine.yaml;

import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.TextOrigin;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/**
 * Finds the source place of any character of a scalar's text. Hardly any scalar is ever asked, so
 * the source is walked again only at the first question.
 */
final class ScalarOrigin implements TextOrigin {
  private final Lines lines;
  private final int begin;
  private final String text;
  private final ScalarStyle style;
  private volatile int @Nullable [] offsets;

  /**
   * @param begin offset of the scalar in the source, at its anchor or tag if it has one
   */
  ScalarOrigin(Lines lines, int begin, String text, ScalarStyle style) {
    this.lines = lines;
    this.begin = begin;
    this.text = text;
    this.style = style;
  }

  @Override
  public Place at(int offset) {
    int[] known = offsets;
    if (known == null) {
      known = new Walk().offsets();
      offsets = known;
    }
    return lines.at(known[Math.clamp(offset, 0, known.length - 1)]);
  }

  /**
   * Walks the source beside the text, and notes for each character of the text where it came from.
   */
  private final class Walk {
    private final String source = lines.source.text();
    private final int[] found = new int[text.length() + 1];
    private int at = afterProperties();
    private int made;

    int[] offsets() {
      switch (style) {
        case LITERAL, FOLDED -> block();
        case SINGLE_QUOTED, DOUBLE_QUOTED -> {
          at++;
          flow();
        }
        default -> flow();
      }
      Arrays.fill(
          found, Math.min(made, text.length()), found.length, Math.min(at, source.length()));
      return found;
    }

    /** Skips anchor and tag, which SnakeYAML counts to the scalar. */
    private int afterProperties() {
      int here = begin;
      while (here < source.length() && (source.charAt(here) == '!' || source.charAt(here) == '&')) {
        while (here < source.length() && !Character.isWhitespace(source.charAt(here))) {
          here++;
        }
        while (here < source.length() && Character.isWhitespace(source.charAt(here))) {
          here++;
        }
      }
      return here;
    }

    private void emit(int from) {
      if (made < text.length()) {
        found[made++] = from;
      }
    }

    private void flow() {
      while (made < text.length() && at < source.length()) {
        char c = source.charAt(at);
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
          fold();
        } else if (style == ScalarStyle.SINGLE_QUOTED && c == '\'') {
          emit(at);
          at += 2;
        } else if (style == ScalarStyle.DOUBLE_QUOTED && c == '\\') {
          escape();
        } else {
          emit(at++);
        }
      }
    }

    /**
     * White space between words: kept within a line; over a line break it becomes one space, or the
     * empty lines' breaks.
     */
    private void fold() {
      int from = at;
      int breaks = 0;
      while (at < source.length() && " \t\n\r".indexOf(source.charAt(at)) >= 0) {
        breaks += isBreak(at) ? 1 : 0;
        at++;
      }
      if (breaks == 0) {
        for (int i = from; i < at; i++) {
          emit(i);
        }
      } else {
        for (int i = 0; i < Math.max(1, breaks - 1); i++) {
          emit(from);
        }
      }
    }

    private boolean isBreak(int offset) {
      char c = source.charAt(offset);
      return c == '\n' || (c == '\r' && !source.startsWith("\n", offset + 1));
    }

    private void escape() {
      char kind = at + 1 < source.length() ? source.charAt(at + 1) : ' ';
      int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
      if (kind == '\n' || kind == '\r') {
        at++;
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
          at++;
        }
        return;
      }
      int from = at;
      at += 2 + digits;
      boolean pair = made < text.length() && Character.isHighSurrogate(text.charAt(made));
      emit(from);
      if (pair && digits == 8) {
        emit(from);
      }
    }

    private void block() {
      int line = lines.lineOf(at) + 1;
      String[] wanted = text.split("\n", -1);
      int indent = indent(line, wanted);
      if (style == ScalarStyle.LITERAL) {
        for (String part : wanted) {
          content(line++, indent, part.length() + 1);
        }
      } else {
        folded(line, indent);
      }
    }

    /** How far the block is indented: what the source's first line has more than the text's. */
    private int indent(int firstLine, String[] wanted) {
      String first = Arrays.stream(wanted).filter(part -> !part.isBlank()).findFirst().orElse("");
      int line = firstLine;
      while (lines.lineStart(line) < source.length() && lines.line(line).isBlank()) {
        line++;
      }
      return Math.max(0, leading(lines.line(line)) - leading(first));
    }

    private int leading(String line) {
      int count = 0;
      while (count < line.length() && line.charAt(count) == ' ') {
        count++;
      }
      return count;
    }

    private void content(int line, int indent, int length) {
      int start = Math.min(lines.lineStart(line) + indent, Math.max(0, lines.lineStart(line + 1)));
      for (int i = 0; i < length; i++) {
        emit(start + i);
      }
      at = start + length;
    }

    private void folded(int firstLine, int indent) {
      int line = firstLine;
      while (made < text.length() && lines.lineStart(line) < source.length()) {
        int start = lines.lineStart(line) + indent;
        int end = lines.lineStart(line + 1);
        while (end > start && (source.charAt(end - 1) == '\n' || source.charAt(end - 1) == '\r')) {
          end--;
        }
        if (end <= start) {
          if (made < text.length() && text.charAt(made) == '\n') {
            emit(Math.max(lines.lineStart(line), 0));
          }
          line++;
          continue;
        }
        for (int i = start; i < end; i++) {
          emit(i);
        }
        at = end;
        boolean blankFollows =
            lines.line(line + 1).isBlank() && lines.lineStart(line + 1) < source.length();
        if (made < text.length()
            && (text.charAt(made) == ' ' || !blankFollows || moreIndented(line, indent))) {
          emit(end);
        }
        line++;
      }
    }

    private boolean moreIndented(int line, int indent) {
      return leading(lines.line(line)) > indent;
    }
  }
}
