package io.pbrun.engine.inventory;

import io.pbrun.engine.module.Time;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hosts and groups of a run. Reading is safe from any thread and takes no lock once warm. While
 * a run lasts it changes by {@link #addHost}, {@link #groupBy} and {@link #refresh} only; what was
 * read before a change stays as it was.
 */
public final class Inventory implements AutoCloseable {
  public static final String ALL = "all";
  public static final String UNGROUPED = "ungrouped";

  /** The names that stand for this machine when no inventory holds them. */
  public static final Set<String> LOCALHOST = Set.of("localhost", "127.0.0.1", "::1");

  final Object lock = new Object();
  private final Inventory owner;
  private volatile Map<String, Host> hostsByName = new ConcurrentHashMap<>();
  private volatile Map<String, Group> groupsByName = new ConcurrentHashMap<>();
  private List<Host> hostOrder = new ArrayList<>();
  private List<Group> groupOrder = new ArrayList<>();
  private final GroupNames groupNames;
  private final Consumer<Diagnostic> warnings;
  private final boolean hashMerge;
  private final Set<String> warnedConflicts = new LinkedHashSet<>();
  private final List<Consumer<Inventory>> added = new ArrayList<>();
  private Runnable rereading = () -> {};
  private Group all;
  private Group ungrouped;

  private volatile long version;
  private volatile @Nullable Host localhost;
  private volatile List<Path> varsDirectories = List.of();
  private List<String> sources = List.of();
  private @Nullable Time time;
  private final List<AutoCloseable> resources = new ArrayList<>();

  private final Memo<List<Host>> hosts = new Memo<>();
  private final Memo<List<Group>> groups = new Memo<>();
  private final Memo<Map<String, List<String>>> names = new Memo<>();
  private final Memo<Map<Set<Group>, GroupChain>> chains = new Memo<>();

  Inventory(InventorySettings settings, Consumer<Diagnostic> warnings) {
    this(settings, warnings, null);
  }

  /**
   * @param refreshed the inventory that takes over what this one holds, and that its hosts and
   *     groups therefore belong to; null for one that stands by itself
   */
  Inventory(
      InventorySettings settings, Consumer<Diagnostic> warnings, @Nullable Inventory refreshed) {
    this.owner = refreshed == null ? this : refreshed;
    this.groupNames = new GroupNames(settings.transformInvalidGroupChars(), warnings);
    this.warnings = warnings;
    this.hashMerge = settings.hashMerge();
    this.all = addGroup(ALL, null);
    this.ungrouped = addGroup(UNGROUPED, null);
    addChild(all, ungrouped, null);
  }

  /**
   * An inventory without hosts, as it is when no source is given: only the implicit localhost is
   * there.
   */
  public static Inventory empty() {
    Inventory inventory = new Inventory(InventorySettings.DEFAULT, warning -> {});
    inventory.reconcile();
    return inventory;
  }

  /** Grows with every change. */
  public long version() {
    return version;
  }

  /**
   * The host of this name; localhost exists even when no inventory holds it. Null when there is
   * none.
   */
  public @Nullable Host host(String name) {
    Host found = hostsByName.get(name);
    return found == null && LOCALHOST.contains(name) ? localhost(name) : found;
  }

  /** True when an inventory holds this host (the implicit localhost is held by none). */
  public boolean holds(String name) {
    return hostsByName.containsKey(name);
  }

  /** The hosts of the inventory in the order in which they were first named. */
  public List<Host> hosts() {
    return hosts.get(this, () -> List.copyOf(hostOrder));
  }

  public @Nullable Group group(String name) {
    return groupsByName.get(name);
  }

  /**
   * All groups in the order in which they were first named; {@code all} and {@code ungrouped} come
   * first.
   */
  public List<Group> groups() {
    return groups.get(this, () -> List.copyOf(groupOrder));
  }

  /**
   * Group names to the names of their hosts: the variable {@code groups}. Each list is made when
   * first asked for.
   */
  public Map<String, List<String>> namesByGroup() {
    return names.get(this, () -> new NamesByGroup(groups()));
  }

  /**
   * The directories whose {@code group_vars} and {@code host_vars} belong to this inventory, in
   * order of the sources.
   */
  public List<Path> varsDirectories() {
    return varsDirectories;
  }

  /** The sources as they were given: the variable {@code ansible_inventory_sources}. */
  public List<String> sources() {
    return sources;
  }

  /** The clock that a plugin gives to the run; null when none does. */
  public @Nullable Time time() {
    return time;
  }

  /**
   * Adds a host while a run lasts, or changes one, as {@code add_host} does. Missing groups are
   * made.
   *
   * @return true when anything changed
   */
  public boolean addHost(
      String name, Collection<String> groups, Map<String, ? extends @Nullable Object> variables) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("Invalid empty host name provided");
    }
    synchronized (lock) {
      Set<String> inGroups = new LinkedHashSet<>(groups);
      Map<String, @Nullable Object> given = new LinkedHashMap<>(variables);
      added.add(fresh -> fresh.addHost(name, inGroups, given));
      boolean changed = !hostsByName.containsKey(name);
      Host host = addHost(name, null);
      if (changed) {
        Variables origin = new Variables(host.variables());
        origin.define("inventory_file", null, null);
        origin.define("inventory_dir", null, null);
        host.replace(origin);
        addToGroup(all, host);
      }
      Variables merged = new Variables(host.variables());
      for (Map.Entry<String, ? extends @Nullable Object> variable : variables.entrySet()) {
        String key = variable.getKey();
        Object value = merge(merged.get(key), variable.getValue());
        if (!merged.containsKey(key) || !Objects.equals(merged.get(key), value)) {
          merged.define(key, value, null);
          changed = true;
        }
      }
      host.replace(merged);
      for (String group : groups) {
        changed |= !groupsByName.containsKey(groupNames.safe(group, null));
        changed |= addToGroup(addGroup(group, null), host);
      }
      if (changed) {
        // Variables are kept by version, and they may be all that changed.
        version++;
        reconcile();
      }
      return changed;
    }
  }

  /**
   * Puts a host into a group while a run lasts, as {@code group_by} does. Missing groups are made.
   *
   * @param parents groups that the group is put below
   * @return true when anything changed
   */
  public boolean groupBy(Host host, String group, Collection<String> parents) {
    synchronized (lock) {
      List<String> above = List.copyOf(parents);
      added.add(fresh -> {
        Host again = host.implicit() ? host : fresh.hostsByName.get(host.name());
        if (again != null) {
          fresh.groupBy(again, group, above);
        }
      });
      boolean changed = false;
      Group target = addGroup(group, null);
      for (String name : parents) {
        changed |= !groupsByName.containsKey(groupNames.safe(name, null));
        changed |= addChild(addGroup(name, null), target, null);
      }
      if (!target.hosts().contains(host)) {
        changed |= addToGroup(target, host);
      }
      if (changed) {
        reconcile();
      }
      return changed;
    }
  }

  /** Whether {@link #groupBy} would change anything. */
  public boolean wouldGroup(String host, String group, Collection<String> parents) {
    synchronized (lock) {
      Group target = groupsByName.get(groupNames.safe(group, null));
      return target == null
          || !target.hosts().contains(host(host))
          || parents.stream()
              .map(parent -> groupsByName.get(groupNames.safe(parent, null)))
              .anyMatch(parent -> parent == null || !parent.childSet.contains(target));
    }
  }

  /**
   * Reads the sources once more. Hosts and groups that the run itself has added stay.
   *
   * @throws io.pbrun.engine.source.DiagnosticException with everything that is wrong with the
   *     sources; the inventory is then as it was
   */
  public void refresh() {
    rereading.run();
  }

  /** Ends what plugins began, the last one first. */
  @Override
  public void close() {
    List<AutoCloseable> open;
    synchronized (lock) {
      open = new ArrayList<>(resources);
      resources.clear();
    }
    RuntimeException failure = null;
    for (AutoCloseable resource : open.reversed()) {
      try {
        resource.close();
      } catch (Exception e) {
        failure =
            failure == null
                ? new IllegalStateException("cannot end an inventory plugin", e)
                : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  // What follows is for the readers of sources, and for the two methods above.

  Group addGroup(String name, @Nullable Place place) {
    String safe = groupNames.safe(name, place);
    Group found = groupsByName.get(safe);
    if (found != null) {
      return found;
    }
    Group group = new Group(owner, safe, place);
    groupsByName.put(safe, group);
    groupOrder.add(group);
    version++;
    return group;
  }

  String safeGroupName(String name, @Nullable Place place) {
    return groupNames.safe(name, place);
  }

  Host addHost(String name, @Nullable Place place) {
    Host found = hostsByName.get(name);
    if (found != null) {
      return found;
    }
    Host host = new Host(owner, name, false, place);
    hostsByName.put(name, host);
    hostOrder.add(host);
    if (LOCALHOST.contains(name)) {
      Host first = localhost;
      if (first == null || first.implicit()) {
        localhost = host;
      } else {
        warnings.accept(
            Diagnostic.warning(
                "A duplicate localhost-like entry was found ("
                    + name
                    + "). First found localhost was "
                    + first.name(),
                place,
                null));
      }
    }
    version++;
    return host;
  }

  boolean addToGroup(Group group, Host host) {
    if (!group.hostSet.add(host)) {
      return false;
    }
    host.ownGroups.add(group);
    version++;
    return true;
  }

  /** Puts a group below another; a loop is an error of the text at {@code place}. */
  boolean addChild(Group parent, Group child, @Nullable Place place) {
    if (parent == child) {
      throw InventoryErrors.at(place, "can't add group '" + parent.name() + "' to itself", null);
    }
    if (parent.childSet.contains(child)) {
      return false;
    }
    if (parent.collectAncestors().contains(child)) {
      throw InventoryErrors.at(
          place,
          "Adding group '"
              + child.name()
              + "' as child to '"
              + parent.name()
              + "' creates a recursive dependency loop",
          "'"
              + parent.name()
              + "' is already below '"
              + child.name()
              + "'; take one of the two out");
    }
    parent.childSet.add(child);
    child.parentSet.add(parent);
    version++;
    return true;
  }

  void define(Host host, String variable, @Nullable Object value, @Nullable Place place) {
    host.define(variable, merge(host.variables().get(variable), value), place);
  }

  void define(Group group, String variable, @Nullable Object value, @Nullable Place place) {
    if (variable.equals("ansible_group_priority")) {
      group.setPriority(InventoryErrors.priority(value, place));
      version++;
    } else {
      group.define(variable, merge(group.variables().get(variable), value), place);
    }
  }

  private @Nullable Object merge(@Nullable Object lower, @Nullable Object higher) {
    return hashMerge ? HashMerge.merge(lower, higher) : higher;
  }

  /**
   * Every group comes below {@code all}, and hosts without a group of their own into {@code
   * ungrouped}.
   */
  void reconcile() {
    for (Group group : groupOrder) {
      if (group != all && group.parentSet.isEmpty()) {
        addChild(all, group, group.place());
      }
    }
    for (Host host : hostOrder) {
      boolean grouped =
          host.ownGroups.stream().anyMatch(group -> group != all && group != ungrouped);
      if (grouped && host.ownGroups.contains(ungrouped)) {
        ungrouped.hostSet.remove(host);
        host.ownGroups.remove(ungrouped);
        version++;
      } else if (!grouped && !host.ownGroups.contains(ungrouped)) {
        addToGroup(ungrouped, host);
      }
    }
    for (Group group : groupOrder) {
      Host same = hostsByName.get(group.name());
      if (same != null && warnedConflicts.add(group.name())) {
        warnings.accept(
            Diagnostic.warning(
                "Found both group and host with same name: " + group.name(), same.place(), null));
      }
    }
  }

  void opened(@Nullable Time clock, @Nullable AutoCloseable resource) {
    if (resource != null) {
      resources.add(resource);
    }
    if (clock != null) {
      time = clock;
    }
  }

  boolean hasTime() {
    return time != null;
  }

  /**
   * @param again reads the sources once more
   */
  void refreshedBy(Runnable again) {
    rereading = again;
  }

  /** Takes over what another reading of the sources has found; what it has begun too. */
  void replaceBy(Inventory fresh) {
    synchronized (lock) {
      Host implicit = localhost;
      if (fresh.localhost == null && implicit != null && implicit.implicit()) {
        implicit.ownGroups.clear();
        fresh.localhost = implicit;
      }
      added.forEach(each -> each.accept(fresh));
      resources.addAll(fresh.resources);
      time = time == null ? fresh.time : time;
      hostOrder = fresh.hostOrder;
      groupOrder = fresh.groupOrder;
      all = fresh.all;
      ungrouped = fresh.ungrouped;
      localhost = fresh.localhost;
      groupsByName = fresh.groupsByName;
      hostsByName = fresh.hostsByName;
      varsDirectories = fresh.varsDirectories;
      version++;
    }
  }

  void loadedFrom(List<String> given, List<Path> directories) {
    sources = List.copyOf(given);
    varsDirectories = List.copyOf(directories);
  }

  /** Under the lock: the chain of hosts that are directly in these groups. */
  GroupChain chainOf(Set<Group> direct) {
    Map<Set<Group>, GroupChain> known = chains.get(this, HashMap::new);
    GroupChain found = known.get(direct);
    if (found == null) {
      found = GroupChain.of(direct);
      known.put(Set.copyOf(direct), found);
    }
    return found;
  }

  private Host localhost(String name) {
    Host known = localhost;
    if (known != null) {
      return known;
    }
    synchronized (lock) {
      known = localhost;
      if (known == null) {
        known = new Host(this, name, true, null);
        known.define("ansible_connection", "local", null);
        localhost = known;
      }
      return known;
    }
  }
}
