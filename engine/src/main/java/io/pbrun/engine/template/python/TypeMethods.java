package io.pbrun.engine.template.python;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds the methods of one type to a library. */
record TypeMethods<T>(Library library, Class<T> type) {

  /** A method of a value of the type. */
  interface Body<T> {
    @Nullable Object call(T self, Arguments arguments, CallContext context);
  }

  TypeMethods<T> add(String name, String signature, Body<T> body) {
    library.filter(
        name,
        signature,
        (self, a, context) -> body.call(type.cast(Objects.requireNonNull(self)), a, context));
    return this;
  }
}
