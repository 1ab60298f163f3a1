package io.pbrun.engine.template;

import io.pbrun.engine.source.TextOrigin;
import org.jspecify.annotations.Nullable;

/** Compiles and evaluates templates. (The contract; the template package's own work replaces this file.) */
public interface Templates {
  Object compile(String text, TextOrigin origin);

  Expression expression(String text, TextOrigin origin);

  @Nullable Object resolve(@Nullable Object value, Scope scope);
}
