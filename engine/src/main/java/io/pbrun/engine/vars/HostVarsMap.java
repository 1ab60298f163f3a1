package io.pbrun.engine.vars;

import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.Inventory;
import io.pbrun.engine.value.ResolvedMap;
import java.util.AbstractMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The variable {@code hostvars}: the variables of every host, each made when it is asked for. */
final class HostVarsMap extends AbstractMap<String, @Nullable Object> implements ResolvedMap {
  private final Inventory inventory;
  private final Function<Host, Map<String, @Nullable Object>> variablesOf;

  HostVarsMap(Inventory inventory, Function<Host, Map<String, @Nullable Object>> variablesOf) {
    this.inventory = inventory;
    this.variablesOf = variablesOf;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    Host host = name instanceof String text ? inventory.host(text) : null;
    return host == null ? null : variablesOf.apply(host);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String text && inventory.host(text) != null;
  }

  @Override
  public int size() {
    return inventory.hosts().size();
  }

  @Override
  public Set<String> keySet() {
    Set<String> names = new LinkedHashSet<>();
    inventory.hosts().forEach(host -> names.add(host.name()));
    return names;
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return new LazyEntries(keySet(), this::get);
  }
}
