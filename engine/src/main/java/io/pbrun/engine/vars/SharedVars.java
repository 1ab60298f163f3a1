package io.pbrun.engine.vars;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Variables that change while they are read by other threads; values may be null. They are listed
 * in the order in which they were first set, as they are at that moment.
 */
final class SharedVars extends AbstractMap<String, @Nullable Object> {
  private record Slot(long number, @Nullable Object value) {}

  private final ConcurrentHashMap<String, Slot> values = new ConcurrentHashMap<>(4);
  private final AtomicLong numbers = new AtomicLong();

  void set(String name, @Nullable Object value) {
    Slot before = values.get(name);
    values.put(name, new Slot(before == null ? numbers.incrementAndGet() : before.number(), value));
  }

  void unset(String name) {
    values.remove(name);
  }

  void reset() {
    values.clear();
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return getOrDefault(name, null);
  }

  @Override
  public @Nullable Object getOrDefault(@Nullable Object name, @Nullable Object absent) {
    Slot slot = name == null ? null : values.get(name);
    return slot == null ? absent : slot.value();
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
    Set<String> names = new LinkedHashSet<>();
    inOrder().forEach(entry -> names.add(entry.getKey()));
    return Collections.unmodifiableSet(names);
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    inOrder().forEach(entry -> copy.put(entry.getKey(), entry.getValue().value()));
    return copy.entrySet();
  }

  private List<Map.Entry<String, Slot>> inOrder() {
    return values.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> entry.getValue().number()))
        .toList();
  }
}
