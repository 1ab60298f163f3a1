package io.pbrun.engine.module;

/**
 * Before and after of one thing, as text (a file's lines, or an object's fields one a line).
 *
 * @param beforeHeader what the "before" side is called, usually the path
 */
public record Diff(String beforeHeader, String before, String afterHeader, String after) {
  public static Diff of(String header, String before, String after) {
    return new Diff(header, before, header, after);
  }
}
