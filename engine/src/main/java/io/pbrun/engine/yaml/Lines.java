package io.pbrun.engine.yaml;

import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.SourceText;
import java.util.Arrays;
import org.yaml.snakeyaml.error.Mark;

/** Where the lines of a text begin, to turn offsets and SnakeYAML's marks into places. */
final class Lines {
  final SourceText source;
  private final int[] starts;
  private final boolean hasSurrogates;

  Lines(SourceText source) {
    this.source = source;
    String text = source.text();
    int[] found = new int[16];
    int count = 1;
    boolean surrogates = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      surrogates |= Character.isSurrogate(c);
      boolean ends = c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
      if (ends) {
        if (count == found.length) {
          found = Arrays.copyOf(found, count * 2);
        }
        found[count++] = i + 1;
      }
    }
    this.starts = Arrays.copyOf(found, count);
    this.hasSurrogates = surrogates;
  }

  /** The offset of the character that the mark stands before. Marks count code points. */
  int offset(Mark mark) {
    if (!hasSurrogates) {
      return Math.min(mark.getIndex(), source.text().length());
    }
    int start = lineStart(mark.getLine());
    int points = source.text().codePointCount(start, source.text().length());
    return source.text().offsetByCodePoints(start, Math.min(mark.getColumn(), points));
  }

  Place place(Mark mark) {
    return at(offset(mark));
  }

  Place at(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    int line = found >= 0 ? found : -found - 2;
    return source.at(line + 1, offset - starts[line] + 1);
  }

  /** The offset at which the 0-based line begins; the text's length when there is no such line. */
  int lineStart(int line) {
    return line < starts.length ? starts[line] : source.text().length();
  }

  /** The 0-based line of an offset. */
  int lineOf(int offset) {
    return at(offset).line() - 1;
  }

  /** The 0-based line without its end. */
  String line(int line) {
    int start = lineStart(line);
    int end = lineStart(line + 1);
    return source.text().substring(start, end).stripTrailing();
  }
}
