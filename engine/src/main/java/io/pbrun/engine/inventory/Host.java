package io.pbrun.engine.inventory;

import io.pbrun.engine.source.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A host of an inventory. Safe to read from any thread; only {@link Inventory} changes it. */
public final class Host {
  private final Inventory inventory;
  private final String name;
  private final boolean implicit;
  private final @Nullable Place place;
  final LinkedHashSet<Group> ownGroups = LinkedHashSet.newLinkedHashSet(2);
  private volatile Variables variables = new Variables();
  private final Memo<GroupChain> groupChain = new Memo<>();

  Host(Inventory inventory, String name, boolean implicit, @Nullable Place place) {
    this.inventory = inventory;
    this.name = name;
    this.implicit = implicit;
    this.place = place;
  }

  public String name() {
    return name;
  }

  /** The name up to its first dot; an address is not cut. */
  public String shortName() {
    int dot = name.indexOf('.');
    return dot < 0 || HostAddress.isAddress(name) ? name : name.substring(0, dot);
  }

  /** True for a localhost that no inventory names. */
  public boolean implicit() {
    return implicit;
  }

  /** Where the host is first named; null when it is in no text. */
  public @Nullable Place place() {
    return place;
  }

  /**
   * All groups that the host is in, with those above them, in their order of precedence: later ones
   * win.
   */
  public List<Group> groups() {
    return groupChain().groups();
  }

  /** The names of its groups without {@code all}, sorted: the variable {@code group_names}. */
  public List<String> groupNames() {
    return groupChain().names();
  }

  /** The same object for all hosts that are in the same groups. */
  public GroupChain groupChain() {
    return groupChain.get(inventory, () -> inventory.chainOf(ownGroups));
  }

  /** The variables that inventories give to this host, without those of {@code host_vars}. */
  public Variables variables() {
    return variables;
  }

  void define(String variable, @Nullable Object value, @Nullable Place at) {
    variables.define(variable, value, at);
  }

  void replace(Variables changed) {
    variables = changed;
  }

  boolean in(Set<Group> groups) {
    return ownGroups.stream().anyMatch(groups::contains);
  }

  @Override
  public String toString() {
    return name;
  }
}
