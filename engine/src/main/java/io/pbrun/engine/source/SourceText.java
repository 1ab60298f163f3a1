package io.pbrun.engine.source;

import java.util.List;

/**
 * A text that was read, under the name by which its reader knows it (usually a path as the operator
 * typed it).
 *
 * @param secret whether it was encrypted: errors then name the place without showing the line
 */
public record SourceText(String name, String text, boolean secret) {

  public SourceText(String name, String text) {
    this(name, text, false);
  }

  /** The 1-based line without its line end; empty when there is no such line. */
  public String line(int number) {
    List<String> lines = text.lines().skip(number - 1L).limit(1).toList();
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  /** A place in this text; line and column count from 1. */
  public Place at(int line, int column) {
    return new Place(this, line, column);
  }

  @Override
  public String toString() {
    return name;
  }
}
