package io.pbrun.engine.template;

import org.jspecify.annotations.Nullable;

/**
 * Gives a text result the line ends back that its template ends with; Jinja2 drops the last one.
 */
record TrailingNewlines(Node node, int count, String newline) implements Node {

  static Node keep(Node node, String text, TemplateSettings settings) {
    int count = count(text);
    return settings.keepTrailingNewline() || count == 0
        ? node
        : new TrailingNewlines(node, count, settings.newline());
  }

  private static int count(CharSequence text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.length() - end;
  }

  @Override
  public At at() {
    return node.at();
  }

  @Override
  public @Nullable Object evaluate(Frame frame) {
    Object value = node.evaluate(frame);
    if (value instanceof String text) {
      int missing = count - count(text);
      return missing > 0 ? text + newline.repeat(missing) : text;
    }
    return value;
  }
}
