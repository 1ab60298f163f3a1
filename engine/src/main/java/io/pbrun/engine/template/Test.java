package io.pbrun.engine.template;

import org.jspecify.annotations.Nullable;

/** {@code value is name(arguments)}. */
@FunctionalInterface
public interface Test {
  boolean holds(@Nullable Object input, Arguments arguments, CallContext context);
}
