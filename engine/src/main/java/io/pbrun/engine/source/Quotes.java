package io.pbrun.engine.source;

/** Quotes around a value that was written as text. */
public final class Quotes {
  private Quotes() {}

  /** The text without the single or double quotes around the whole of it, if there are any. */
  public static String strip(String text) {
    return areAround(text) ? text.substring(1, text.length() - 1) : text;
  }

  /** As {@link #strip}, but a last quote after a backslash belongs to the text. */
  public static String stripUnlessEscaped(String text) {
    return areAround(text) && text.charAt(text.length() - 2) == '\\' ? text : strip(text);
  }

  private static boolean areAround(String text) {
    int last = text.length() - 1;
    return last > 0
        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
        && text.charAt(0) == text.charAt(last);
  }
}
