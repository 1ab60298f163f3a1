package io.pbrun.engine.template;

import org.jspecify.annotations.Nullable;

/** {@code value | name(arguments)}. */
@FunctionalInterface
public interface Filter {
  @Nullable Object apply(@Nullable Object input, Arguments arguments, CallContext context);
}
