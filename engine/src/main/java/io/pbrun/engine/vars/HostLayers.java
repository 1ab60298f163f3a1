package io.pbrun.engine.vars;

import io.pbrun.engine.inventory.Group;
import io.pbrun.engine.inventory.GroupChain;
import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.Inventory;
import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.inventory.VarsFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What inventories and the files beside them and beside a playbook say of each host. Files are read
 * when a host is first asked for; hosts in the same groups share what their groups give.
 */
final class HostLayers {
  private final Inventory inventory;
  private final VarsFiles files;
  private final List<Path> playbookDirectories;
  private final boolean hashMerge;
  private volatile Known known;

  /** What was found out about one version of the inventory. */
  private record Known(long version, Map<GroupChain, Found> chains, Map<Host, Found> hosts) {}

  /** Layers, lowest first, and the same as maps that are looked at, highest first. */
  record Found(List<Layer> layers, List<Map<String, ? extends @Nullable Object>> maps) {}

  HostLayers(
      Inventory inventory, VarsFiles files, List<Path> playbookDirectories, boolean hashMerge) {
    this.inventory = inventory;
    this.files = files;
    this.playbookDirectories = List.copyOf(playbookDirectories);
    this.hashMerge = hashMerge;
    this.known =
        new Known(inventory.version(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  Found of(Host host) {
    Known now = known;
    if (now.version != inventory.version()) {
      now = new Known(inventory.version(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
      known = now;
    }
    Found found = now.hosts.get(host);
    if (found == null) {
      // Not computed inside the map: it reads files, and two threads that do it get the same.
      found = find(host, now);
      now.hosts.put(host, found);
    }
    return found;
  }

  private Found find(Host host, Known now) {
    GroupChain chain = host.groupChain();
    Found groups = now.chains.get(chain);
    if (groups == null) {
      groups = groups(chain);
      now.chains.put(chain, groups);
    }
    List<Layer> own = new ArrayList<>();
    add(own, Precedence.INVENTORY_HOST, host.name(), host.variables());
    own.add(new Layer(Precedence.INVENTORY_HOST, Precedence.MAGIC.label(), hostMagic(host)));
    for (Path directory : inventory.varsDirectories()) {
      files(own, Precedence.INVENTORY_HOST_VARS, directory, VarsFiles.Kind.HOST_VARS, host.name());
    }
    for (Path directory : playbookDirectories) {
      files(own, Precedence.PLAYBOOK_HOST_VARS, directory, VarsFiles.Kind.HOST_VARS, host.name());
    }
    List<Layer> layers = new ArrayList<>(groups.layers);
    layers.addAll(own);
    List<Map<String, ? extends @Nullable Object>> maps = new ArrayList<>();
    own.reversed().forEach(layer -> maps.add(layer.variables()));
    maps.addAll(groups.maps);
    return new Found(List.copyOf(layers), List.copyOf(maps));
  }

  private static LazyVars hostMagic(Host host) {
    return LazyVars.builder()
        .set("inventory_hostname", host.name())
        .set("inventory_hostname_short", host.shortName())
        .compute("group_names", host::groupNames)
        .build();
  }

  private Found groups(GroupChain chain) {
    List<Layer> layers = new ArrayList<>();
    Group all = inventory.group(Inventory.ALL);
    if (all != null) {
      add(layers, Precedence.INVENTORY_ALL, "all", all.variables());
    }
    List<Group> groups = chain.groups().stream().filter(group -> group != all).toList();
    for (Group group : groups) {
      add(layers, Precedence.INVENTORY_GROUPS, group.name(), group.variables());
    }
    List<Path> beside = inventory.varsDirectories();
    groupFiles(layers, Precedence.INVENTORY_GROUP_VARS_ALL, beside, List.of(Inventory.ALL));
    groupFiles(
        layers, Precedence.PLAYBOOK_GROUP_VARS_ALL, playbookDirectories, List.of(Inventory.ALL));
    List<String> names = groups.stream().map(Group::name).toList();
    groupFiles(layers, Precedence.INVENTORY_GROUP_VARS, beside, names);
    groupFiles(layers, Precedence.PLAYBOOK_GROUP_VARS, playbookDirectories, names);
    return new Found(
        List.copyOf(layers),
        layers.isEmpty() ? List.of() : List.of(Layer.merged(layers, hashMerge)));
  }

  private void groupFiles(
      List<Layer> into, Precedence level, List<Path> directories, List<String> names) {
    for (Path directory : directories) {
      for (String name : names) {
        files(into, level, directory, VarsFiles.Kind.GROUP_VARS, name);
      }
    }
  }

  private void files(
      List<Layer> into, Precedence level, Path directory, VarsFiles.Kind kind, String name) {
    for (Variables variables : files.of(directory, kind, name)) {
      add(into, level, level.label(), variables);
    }
  }

  private static void add(List<Layer> into, Precedence level, String origin, Variables variables) {
    if (!variables.isEmpty()) {
      into.add(new Layer(level, origin, variables));
    }
  }
}
