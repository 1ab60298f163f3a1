package io.pbrun.engine.vars;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Variables that change while they are read by other threads; values may be null. */
final class SharedVars extends AbstractMap<String, @Nullable Object> {
  private static final Object NULL = new Object();

  private final ConcurrentHashMap<String, Object> values = new ConcurrentHashMap<>(4);

  void set(String name, @Nullable Object value) {
    values.put(name, value == null ? NULL : value);
  }

  void unset(String name) {
    values.remove(name);
  }

  void reset() {
    values.clear();
  }

  private static @Nullable Object unmask(@Nullable Object value) {
    return value == NULL ? null : value;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return name == null ? null : unmask(values.get(name));
  }

  @Override
  public @Nullable Object getOrDefault(@Nullable Object name, @Nullable Object absent) {
    Object value = name == null ? null : values.get(name);
    return value == null ? absent : unmask(value);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name != null && values.containsKey(name);
  }

  @Override
  public boolean isEmpty() {
    return values.isEmpty();
  }

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public Set<String> keySet() {
    return Collections.unmodifiableSet(values.keySet());
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, @Nullable Object>> iterator() {
        Iterator<Map.Entry<String, Object>> each = values.entrySet().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public Entry<String, @Nullable Object> next() {
            Map.Entry<String, Object> entry = each.next();
            return new SimpleImmutableEntry<>(entry.getKey(), unmask(entry.getValue()));
          }
        };
      }

      @Override
      public int size() {
        return values.size();
      }
    };
  }
}
