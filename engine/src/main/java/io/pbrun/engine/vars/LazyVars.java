package io.pbrun.engine.vars;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Variables whose values are made each time they are asked for: the special ones. */
public final class LazyVars extends AbstractMap<String, @Nullable Object> {
  private final Map<String, Supplier<? extends @Nullable Object>> values;

  private LazyVars(Map<String, Supplier<? extends @Nullable Object>> values) {
    this.values = values;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects them. */
  public static final class Builder {
    private final Map<String, Supplier<? extends @Nullable Object>> values = new LinkedHashMap<>();

    public Builder set(String name, @Nullable Object value) {
      values.put(name, () -> value);
      return this;
    }

    public Builder compute(String name, Supplier<? extends @Nullable Object> value) {
      values.put(name, value);
      return this;
    }

    public LazyVars build() {
      return new LazyVars(new LinkedHashMap<>(values));
    }
  }

  @Override
  public @Nullable Object getOrDefault(@Nullable Object name, @Nullable Object absent) {
    Supplier<? extends @Nullable Object> value = values.get(name);
    return value == null ? absent : value.get();
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return getOrDefault(name, null);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return values.containsKey(name);
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
    return new LazyEntries(keySet(), this::get);
  }
}
