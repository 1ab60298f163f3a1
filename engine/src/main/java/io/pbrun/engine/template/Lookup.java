package io.pbrun.engine.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code lookup('name', terms..., options...)}: reads something from outside the variables. Gives a
 * list.
 */
@FunctionalInterface
public interface Lookup {
  List<@Nullable Object> run(List<@Nullable Object> terms, Arguments options, CallContext context);
}
