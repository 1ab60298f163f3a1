package io.pbrun.engine.source;

/** Where something stands in a source text. Line and column count from 1. */
public record Place(SourceText source, int line, int column) {

  /** {@code file:line:column}, as editors and compilers write it. */
  @Override
  public String toString() {
    return source.name() + ":" + line + ":" + column;
  }
}
