package io.pbrun.engine.vars;

import io.pbrun.engine.inventory.HashMerge;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.template.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Maps over maps; the first that has a name gives its value. Nothing is copied or merged. */
final class LayeredScope implements Scope {
  static final String VARS = "vars";

  private final List<Map<String, ? extends @Nullable Object>> highestFirst;
  private final ValueResolver resolver;
  private final boolean hashMerge;
  private final Function<String, List<Diagnostic.Note>> whereabouts;

  LayeredScope(
      List<Map<String, ? extends @Nullable Object>> highestFirst,
      ValueResolver resolver,
      boolean hashMerge,
      Function<String, List<Diagnostic.Note>> whereabouts) {
    this.whereabouts = whereabouts;
    this.highestFirst = highestFirst;
    this.resolver = resolver;
    this.hashMerge = hashMerge;
  }

  /** This scope with one more map over it. */
  LayeredScope under(Map<String, ? extends @Nullable Object> top) {
    List<Map<String, ? extends @Nullable Object>> all = new ArrayList<>(highestFirst.size() + 1);
    all.add(top);
    all.addAll(highestFirst);
    return new LayeredScope(all, resolver, hashMerge, whereabouts);
  }

  @Override
  public boolean has(String name) {
    return !Layer.isAbsent(find(name));
  }

  @Override
  public @Nullable Object get(String name) {
    Object value = find(name);
    return Layer.isAbsent(value) ? null : value;
  }

  private @Nullable Object find(String name) {
    if (name.equals(VARS)) {
      return new ScopeMap(this, resolver, Set.of(VARS, "omit"));
    }
    for (int i = 0; i < highestFirst.size(); i++) {
      Object value = Layer.find(highestFirst.get(i), name);
      if (!Layer.isAbsent(value)) {
        return hashMerge && value instanceof Map ? mergedBelow(name, value, i + 1) : value;
      }
    }
    return Layer.ABSENT;
  }

  private @Nullable Object mergedBelow(String name, Object value, int from) {
    Object merged = value;
    for (int i = from; i < highestFirst.size(); i++) {
      Object below = Layer.find(highestFirst.get(i), name);
      if (!Layer.isAbsent(below)) {
        if (!(below instanceof Map)) {
          return merged;
        }
        merged = HashMerge.merge(below, merged);
      }
    }
    return merged;
  }

  @Override
  public List<Diagnostic.Note> whereabouts(String name) {
    return whereabouts.apply(name);
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    highestFirst.forEach(layer -> names.addAll(layer.keySet()));
    names.add(VARS);
    return Collections.unmodifiableSet(names);
  }
}
