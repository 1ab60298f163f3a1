package io.pbrun.engine.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that can be called: a function, a method of a value, a macro. */
interface Callable {
  @Nullable Object call(
      Frame frame, @Nullable Object[] positional, Map<String, @Nullable Object> keywords);

  /** What it is, for an error: "the function 'range'". */
  String describe();

  /** A value with attributes of its own, such as {@code loop}. */
  interface Attributes {
    /** The attribute; {@link Access#NONE_SUCH} when there is none. */
    @Nullable Object attribute(String name);
  }
}
