package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.yaml.YamlNode;
import java.util.Arrays;

/**
 * A text made of parts of another one, which still knows where each of its characters came from.
 */
final class MappedText {
  private final StringBuilder text = new StringBuilder();
  private final TextOrigin base;
  private int[] offsets = new int[32];

  MappedText(TextOrigin base) {
    this.base = base;
  }

  /** Appends characters that all came from one offset. */
  MappedText append(String part, int from) {
    for (int i = 0; i < part.length(); i++) {
      append(part.charAt(i), from);
    }
    return this;
  }

  /** Appends a part of the other text. */
  MappedText copy(String other, int begin, int end) {
    for (int i = begin; i < end; i++) {
      append(other.charAt(i), i);
    }
    return this;
  }

  private void append(char c, int from) {
    if (text.length() == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[text.length()] = from;
    text.append(c);
  }

  String text() {
    return text.toString();
  }

  TextOrigin origin() {
    int[] known = Arrays.copyOf(offsets, text.length());
    return offset ->
        known.length == 0 ? base.start() : base.at(known[Math.clamp(offset, 0, known.length - 1)]);
  }

  /** A part of it without the white space around it. */
  static MappedText stripped(String other, TextOrigin base) {
    int begin = 0;
    int end = other.length();
    while (begin < end && Character.isWhitespace(other.charAt(begin))) {
      begin++;
    }
    while (end > begin && Character.isWhitespace(other.charAt(end - 1))) {
      end--;
    }
    return new MappedText(base).copy(other, begin, end);
  }

  /** The text as a scalar that is text whatever it looks like. */
  YamlNode.Scalar scalar() {
    TextOrigin origin = origin();
    Place place = origin.start();
    return new YamlNode.Scalar(text(), text(), true, null, place, origin);
  }
}
