package io.pbrun.engine.vars;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Template;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.value.ResolvedMap;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scope as a mapping whose values are evaluated in that scope when they are read: {@code vars},
 * {@code hostvars[x]}.
 */
final class ScopeMap extends AbstractMap<String, @Nullable Object> implements ResolvedMap {
  /** How many reads through {@code hostvars} and {@code vars} may need one another. */
  private static final int DEEPEST = 50;

  // The templates' own check of circles does not see through hostvars and vars.
  private static final ScopedValue<Integer> DEPTH = ScopedValue.newInstance();

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
    if (!containsKey(name) || !(name instanceof String text)) {
      return absent;
    }
    Object value = scope.get(text);
    if (!(value instanceof Template || value instanceof Map || value instanceof List)) {
      return value;
    }
    int depth = DEPTH.orElse(0);
    if (depth == DEEPEST) {
      throw new TemplateException(
          Diagnostic.error(
              "the variable '" + text + "' needs its own value",
              null,
              "break the circle; it refers to itself through hostvars or vars"));
    }
    return ScopedValue.where(DEPTH, depth + 1).call(() -> resolver.resolve(value, scope));
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
    return new LazyEntries(keySet(), this::get);
  }
}
