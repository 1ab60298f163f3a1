package io.pbrun.engine.template;

import io.pbrun.engine.source.Diagnostic;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Some variables before those of another scope. */
public record LayeredScope(Map<String, ? extends @Nullable Object> first, Scope then)
    implements Scope {

  @Override
  public boolean has(String name) {
    return first.containsKey(name) || then.has(name);
  }

  @Override
  public @Nullable Object get(String name) {
    Object value = first.get(name);
    return value != null || first.containsKey(name) ? value : then.get(name);
  }

  @Override
  public List<Diagnostic.Note> whereabouts(String name) {
    return first.containsKey(name) ? List.of() : then.whereabouts(name);
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(first.keySet());
    names.addAll(then.names());
    return names;
  }
}
