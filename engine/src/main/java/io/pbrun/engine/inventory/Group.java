package io.pbrun.engine.inventory;

import io.pbrun.engine.source.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A group of an inventory. Safe to read from any thread; only {@link Inventory} changes it. */
public final class Group {
  /** The order in which the variables of groups are laid over one another: later ones win. */
  public static final Comparator<Group> BY_PRECEDENCE = Group::byPrecedence;

  private static int byPrecedence(Group one, Group other) {
    int depths = Integer.compare(one.depth(), other.depth());
    int order = depths != 0 ? depths : Integer.compare(one.priority(), other.priority());
    return order != 0 ? order : one.name().compareTo(other.name());
  }

  private final Inventory inventory;
  private final String name;
  private final @Nullable Place place;
  final LinkedHashSet<Group> childSet = new LinkedHashSet<>();
  final LinkedHashSet<Group> parentSet = new LinkedHashSet<>();
  final LinkedHashSet<Host> hostSet = new LinkedHashSet<>();
  private volatile Variables variables = new Variables();
  private volatile int priority = 1;

  private final Memo<List<Group>> children = new Memo<>();
  private final Memo<List<Group>> parents = new Memo<>();
  private final Memo<List<Host>> ownHosts = new Memo<>();
  private final Memo<List<Host>> allHosts = new Memo<>();
  private final Memo<Set<Group>> ancestors = new Memo<>();
  private final Memo<Integer> depth = new Memo<>();

  Group(Inventory inventory, String name, @Nullable Place place) {
    this.inventory = inventory;
    this.name = name;
    this.place = place;
  }

  public String name() {
    return name;
  }

  /** Where the group is first named; null when it is in no text. */
  public @Nullable Place place() {
    return place;
  }

  /** Groups directly in this one, in their written order. */
  public List<Group> children() {
    return children.get(inventory, () -> List.copyOf(childSet));
  }

  /** Groups that this one is directly in. */
  public List<Group> parents() {
    return parents.get(inventory, () -> List.copyOf(parentSet));
  }

  /** Hosts directly in this group, in their written order. */
  public List<Host> ownHosts() {
    return ownHosts.get(inventory, () -> List.copyOf(hostSet));
  }

  /**
   * The hosts of this group and of all groups below it. The implicit localhost is never one of
   * {@code all}.
   */
  public List<Host> hosts() {
    return allHosts.get(inventory, this::collectHosts);
  }

  /** All groups above this one. */
  public Set<Group> ancestors() {
    return ancestors.get(inventory, this::collectAncestors);
  }

  /** How far below {@code all} the group is, by the longest way. */
  public int depth() {
    return depth.get(
        inventory,
        () -> {
          int below = name.equals(Inventory.ALL) ? 0 : 1;
          for (Group parent : parentSet) {
            below = Math.max(below, parent.depth() + 1);
          }
          return below;
        });
  }

  /** {@code ansible_group_priority}; 1 unless it is set. */
  public int priority() {
    return priority;
  }

  /** The variables that inventories give to this group, without those of {@code group_vars}. */
  public Variables variables() {
    return variables;
  }

  void define(String variable, @Nullable Object value, @Nullable Place at) {
    variables.define(variable, value, at);
  }

  void setPriority(int priority) {
    this.priority = priority;
  }

  private List<Host> collectHosts() {
    LinkedHashSet<Host> found = new LinkedHashSet<>(hostSet);
    for (Group below : descendants()) {
      found.addAll(below.hostSet);
    }
    if (name.equals(Inventory.ALL)) {
      found.removeIf(Host::implicit);
    }
    return List.copyOf(found);
  }

  /** The groups below this one, nearest first. */
  private Set<Group> descendants() {
    LinkedHashSet<Group> seen = new LinkedHashSet<>();
    ArrayDeque<Group> next = new ArrayDeque<>(childSet);
    while (!next.isEmpty()) {
      Group group = next.poll();
      if (seen.add(group)) {
        next.addAll(group.childSet);
      }
    }
    return seen;
  }

  Set<Group> collectAncestors() {
    LinkedHashSet<Group> seen = new LinkedHashSet<>();
    List<Group> next = new ArrayList<>(parentSet);
    while (!next.isEmpty()) {
      Group group = next.removeLast();
      if (seen.add(group)) {
        next.addAll(group.parentSet);
      }
    }
    return Collections.unmodifiableSet(seen);
  }

  @Override
  public String toString() {
    return name;
  }
}
