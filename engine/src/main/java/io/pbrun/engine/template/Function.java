package io.pbrun.engine.template;

import org.jspecify.annotations.Nullable;

/** {@code name(arguments)}. */
@FunctionalInterface
public interface Function {
  @Nullable Object call(Arguments arguments, CallContext context);
}
