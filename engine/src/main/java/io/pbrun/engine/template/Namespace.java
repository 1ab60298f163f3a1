package io.pbrun.engine.template;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code namespace()}: names that {@code set} may change from inside loops. */
record Namespace(Map<String, @Nullable Object> names) implements Callable.Attributes {
  Namespace() {
    this(new LinkedHashMap<>());
  }

  @Override
  public @Nullable Object attribute(String name) {
    return names.containsKey(name) ? names.get(name) : Access.NONE_SUCH;
  }
}
