package io.pbrun.engine.template;

import io.pbrun.engine.source.Diagnostic;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a template sees. Values may hold {@link Template}s at any depth (a site
 * variable that refers to another); they are evaluated in the scope that reads them, when they are
 * read.
 */
public interface Scope {

  /** True when a variable of this name exists, be its value null. */
  boolean has(String name);

  /** The raw value; null when the variable is null or does not exist. */
  @Nullable Object get(String name);

  /** All names that exist, for "did you mean" and for lookups by pattern. */
  Set<String> names();

  /**
   * What tells a person where a name comes from: the place of its definition, or when it does not
   * exist here, who else has one of that name. Slow; asked only about something that went wrong.
   */
  default List<Diagnostic.Note> whereabouts(String name) {
    return List.of();
  }
}
