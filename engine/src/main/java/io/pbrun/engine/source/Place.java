package io.pbrun.engine.source;

/**
 * Where something stands in a source text. Line and column count from 1.
 *
 * @param length how many characters of the line it takes; 0 when that is not known
 */
public record Place(SourceText source, int line, int column, int length) {

  public Place(SourceText source, int line, int column) {
    this(source, line, column, 0);
  }

  /** This place up to and including the character at another one; on another line, this place. */
  public Place upTo(Place last) {
    return last.line == line && last.column >= column
        ? new Place(source, line, column, last.column - column + 1)
        : this;
  }

  /** {@code file:line:column}, as editors and compilers write it. */
  @Override
  public String toString() {
    return source.name() + ":" + line + ":" + column;
  }
}
