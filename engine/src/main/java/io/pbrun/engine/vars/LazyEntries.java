package io.pbrun.engine.vars;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entries whose values are made when the iteration comes to them; a hash set would evaluate them
 * all.
 */
final class LazyEntries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
  private final Set<String> names;
  private final Function<String, @Nullable Object> value;

  LazyEntries(Set<String> names, Function<String, @Nullable Object> value) {
    this.names = names;
    this.value = value;
  }

  @Override
  public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
    Iterator<String> each = names.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public Map.Entry<String, @Nullable Object> next() {
        String name = each.next();
        return new SimpleImmutableEntry<>(name, value.apply(name));
      }
    };
  }

  @Override
  public int size() {
    return names.size();
  }
}
