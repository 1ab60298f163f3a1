package io.pbrun.engine.inventory;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a group's list of names when it is asked for: with thousands of hosts most are never looked
 * at.
 */
final class NamesByGroup extends AbstractMap<String, List<String>> {
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<String, List<String>> made = new ConcurrentHashMap<>();

  NamesByGroup(List<Group> all) {
    all.forEach(group -> groups.put(group.name(), group));
  }

  @Override
  public @Nullable List<String> get(@Nullable Object name) {
    Group group = groups.get(name);
    return group == null
        ? null
        : made.computeIfAbsent(
            group.name(), key -> group.hosts().stream().map(Host::name).toList());
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return groups.containsKey(name);
  }

  @Override
  public Set<String> keySet() {
    return Collections.unmodifiableSet(groups.keySet());
  }

  @Override
  public Set<Entry<String, List<String>>> entrySet() {
    Set<Entry<String, List<String>>> entries = new LinkedHashSet<>();
    groups
        .keySet()
        .forEach(name -> entries.add(Map.entry(name, Objects.requireNonNull(get(name)))));
    return entries;
  }
}
