package io.pbrun.engine.value;

/**
 * Text that is already safe to stand in HTML, so that {@code escape} leaves it alone. Elsewhere it
 * is its text.
 */
public record Markup(String text) {

  /** The value itself, with markup turned into plain text. */
  public static @org.jspecify.annotations.Nullable Object plain(
      @org.jspecify.annotations.Nullable Object value) {
    return value instanceof Markup markup ? markup.text : value;
  }

  @Override
  public String toString() {
    return text;
  }
}
