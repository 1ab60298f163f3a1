package io.pbrun.engine.source;

/**
 * Tells where the characters of a text came from. The text of a YAML scalar differs from its source
 * (escapes, folding, indentation), so an error inside it asks here for its own line and column.
 */
@FunctionalInterface
public interface TextOrigin {

  /** The place of the character at this 0-based offset of the text. */
  Place at(int offset);

  /** The place of the text's first character. */
  default Place start() {
    return at(0);
  }

  /** Whether the text is encrypted, as {@code !vault} says of a value. */
  default boolean isEncrypted() {
    return false;
  }

  /** The origin of an encrypted text; nobody needs to know places inside it. */
  static TextOrigin encrypted(Place place) {
    return new TextOrigin() {
      @Override
      public Place at(int offset) {
        return place;
      }

      @Override
      public boolean isEncrypted() {
        return true;
      }
    };
  }

  /**
   * The origin of a text that is its own source, such as a command-line argument or a template
   * file.
   */
  static TextOrigin ofWhole(SourceText source) {
    return offset -> {
      int line = 1;
      int lineStart = 0;
      String text = source.text();
      int end = Math.min(offset, text.length());
      for (int i = 0; i < end; i++) {
        if (text.charAt(i) == '\n') {
          line++;
          lineStart = i + 1;
        }
      }
      return source.at(line, end - lineStart + 1);
    };
  }
}
