package io.pbrun.engine.template;

import io.pbrun.engine.source.Place;
import org.jspecify.annotations.Nullable;

/**
 * A bare expression, as {@code when:} and {@code until:} hold it, compiled. Immutable and safe to
 * share.
 */
public interface Expression {

  /** The value in this scope, resolved like that of a {@link Template}. */
  @Nullable Object evaluate(Scope scope);

  String text();

  Place place();
}
