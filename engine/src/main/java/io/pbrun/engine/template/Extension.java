package io.pbrun.engine.template;

/** Adds filters, tests, lookups and functions to the language, for a family that brings its own. */
@FunctionalInterface
public interface Extension {
  void addTo(Library library);
}
