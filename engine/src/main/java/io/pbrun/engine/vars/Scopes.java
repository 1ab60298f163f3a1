package io.pbrun.engine.vars;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.template.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small scopes. */
public final class Scopes {
  public static final Scope EMPTY = of(Map.of());

  private Scopes() {}

  /** A scope of one map; what changes in the map changes in the scope. */
  public static Scope of(Map<String, ? extends @Nullable Object> variables) {
    return new Scope() {
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
        return Set.copyOf(variables.keySet());
      }
    };
  }

  /** A scope in which these variables win over those of another, such as the item of a loop. */
  public static Scope over(Map<String, ? extends @Nullable Object> variables, Scope below) {
    if (below instanceof LayeredScope layered) {
      return layered.under(variables);
    }
    Scope top = of(variables);
    return new Scope() {
      @Override
      public boolean has(String name) {
        return top.has(name) || below.has(name);
      }

      @Override
      public @Nullable Object get(String name) {
        return top.has(name) ? top.get(name) : below.get(name);
      }

      @Override
      public List<Diagnostic.Note> whereabouts(String name) {
        return top.has(name) ? List.of() : below.whereabouts(name);
      }

      @Override
      public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(top.names());
        names.addAll(below.names());
        return names;
      }
    };
  }
}
