package io.pbrun.engine.vars;

import io.pbrun.engine.template.Scope;
import org.jspecify.annotations.Nullable;

/** Evaluates the templates in a value, at any depth: {@code Templates::resolve}. */
@FunctionalInterface
public interface ValueResolver {
  @Nullable Object resolve(@Nullable Object value, Scope scope);
}
