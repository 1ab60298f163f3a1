package io.pbrun.engine.module;

/**
 * Before and after of one thing, as text (a file's lines, or an object's fields one a line).
 *
 * @param beforeHeader what the "before" side is called, usually the path
 * @param fields whether the texts are an object's fields, which a kept plan may show, and not the
 *     content of a file
 */
public record Diff(
    String beforeHeader, String before, String afterHeader, String after, boolean fields) {

  public Diff(String beforeHeader, String before, String afterHeader, String after) {
    this(beforeHeader, before, afterHeader, after, false);
  }

  /** Of a file's content. */
  public static Diff of(String header, String before, String after) {
    return new Diff(header, before, header, after, false);
  }

  /** Of an object's fields: {@code status: SHUTOFF}. */
  public static Diff ofFields(String header, String before, String after) {
    return new Diff(header, before, header, after, true);
  }
}
