package io.pbrun.engine.template;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables of a map. */
public record MapScope(Map<String, ? extends @Nullable Object> variables) implements Scope {

  @Override
  public boolean has(String name) {
    return variables.containsKey(name);
  }

  @Override
  public @Nullable Object get(String name) {
    return variables.get(name);
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(variables.keySet());
  }
}
