package io.pbrun.engine.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The groups of a host, resolved. Hosts that are directly in the same groups share one, so that
 * whatever is worked out for a chain is worked out once.
 *
 * @param groups all groups, in their order of precedence; {@code all} comes first
 * @param names the names of the groups without {@code all}, sorted
 */
public record GroupChain(List<Group> groups, List<String> names) {

  static GroupChain of(Collection<Group> direct) {
    Set<Group> all = new LinkedHashSet<>(direct);
    direct.forEach(group -> all.addAll(group.ancestors()));
    List<Group> ordered = new ArrayList<>(all);
    ordered.sort(Group.BY_PRECEDENCE);
    List<String> names =
        ordered.stream()
            .map(Group::name)
            .filter(name -> !name.equals(Inventory.ALL))
            .sorted()
            .toList();
    return new GroupChain(List.copyOf(ordered), names);
  }

  /** Chains are compared by identity: two inventories may hold groups of equal names. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
