package io.pbrun.engine.vars;

import io.pbrun.engine.template.Scope;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scope as a mapping whose values are evaluated in that scope when they are read: {@code vars},
 * {@code hostvars[x]}.
 */
final class ScopeMap extends AbstractMap<String, @Nullable Object> {
  private final Scope scope;
  private final ValueResolver resolver;
  private final Set<String> hidden;

  ScopeMap(Scope scope, ValueResolver resolver, Set<String> hidden) {
    this.scope = scope;
    this.resolver = resolver;
    this.hidden = hidden;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return getOrDefault(name, null);
  }

  @Override
  public @Nullable Object getOrDefault(@Nullable Object name, @Nullable Object absent) {
    return containsKey(name) && name instanceof String text
        ? resolver.resolve(scope.get(text), scope)
        : absent;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String text && !hidden.contains(text) && scope.has(text);
  }

  @Override
  public Set<String> keySet() {
    Set<String> names = new LinkedHashSet<>(scope.names());
    names.removeAll(hidden);
    return Collections.unmodifiableSet(names);
  }

  @Override
  public int size() {
    return keySet().size();
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    Set<String> names = keySet();
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, @Nullable Object>> iterator() {
        Iterator<String> each = names.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public Entry<String, @Nullable Object> next() {
            String name = each.next();
            return new SimpleImmutableEntry<>(name, get(name));
          }
        };
      }

      @Override
      public int size() {
        return names.size();
      }
    };
  }
}
