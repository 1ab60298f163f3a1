package io.pbrun.engine.inventory;

import io.pbrun.engine.template.EncryptedText;
import io.pbrun.engine.template.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An inventory as ansible-inventory shows it: {@code --list}, {@code --host}, {@code --graph}. What
 * is not text is a value of maps and lists, to be written as JSON with sorted keys and an indent of
 * 4, or as YAML. Templates appear as they are written.
 */
public final class InventoryJson {
  private final Inventory inventory;
  private final Function<Host, Map<String, @Nullable Object>> hostVariables;
  private final Function<Group, Map<String, @Nullable Object>> groupVariables;

  /**
   * @param hostVariables what is shown of a host; with {@code --export} only what is defined for
   *     the host itself
   * @param groupVariables what is defined for a group itself
   */
  public InventoryJson(
      Inventory inventory,
      Function<Host, Map<String, @Nullable Object>> hostVariables,
      Function<Group, Map<String, @Nullable Object>> groupVariables) {
    this.inventory = inventory;
    this.hostVariables = hostVariables;
    this.groupVariables = groupVariables;
  }

  /** What {@code --list} shows; with {@code export} groups show their own variables. */
  public Map<String, @Nullable Object> list(boolean export) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    list(all(), export, new HashSet<>(), shown);
    Map<String, Object> byHost = new LinkedHashMap<>();
    for (Host host : all().hosts()) {
      Map<String, @Nullable Object> variables = host(host);
      if (!variables.isEmpty()) {
        byHost.put(host.name(), variables);
      }
    }
    shown.put("_meta", Map.of("hostvars", byHost));
    return shown;
  }

  private void list(
      Group group, boolean export, Set<Group> seen, Map<String, @Nullable Object> shown) {
    Map<String, Object> own = new LinkedHashMap<>();
    if (!group.name().equals(Inventory.ALL)) {
      own.put("hosts", group.ownHosts().stream().map(Host::name).toList());
    }
    own.put("children", group.children().stream().map(Group::name).toList());
    for (Group child : group.children()) {
      if (seen.add(child)) {
        list(child, export, seen, shown);
      }
    }
    if (export) {
      own.put("vars", group(group));
    }
    removeEmpty(own);
    if (!own.isEmpty()) {
      shown.put(group.name(), own);
    }
  }

  /** What {@code --list --yaml} shows: groups inside groups, as a YAML inventory has them. */
  public Map<String, @Nullable Object> tree(boolean export) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    tree(all(), export, new HashSet<>(), shown);
    return shown;
  }

  private void tree(
      Group group, boolean export, Set<Host> seen, Map<String, @Nullable Object> into) {
    Map<String, Object> own = new LinkedHashMap<>();
    Map<String, @Nullable Object> children = new LinkedHashMap<>();
    group.children().forEach(child -> tree(child, export, seen, children));
    own.put("children", children);
    if (!group.name().equals(Inventory.ALL)) {
      Map<String, Object> hosts = new LinkedHashMap<>();
      group
          .ownHosts()
          .forEach(host -> hosts.put(host.name(), seen.add(host) ? host(host) : Map.of()));
      own.put("hosts", hosts);
    }
    if (export) {
      own.put("vars", group(group));
    }
    removeEmpty(own);
    into.put(group.name(), own);
  }

  private static void removeEmpty(Map<String, Object> shown) {
    shown
        .values()
        .removeIf(value ->
            (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty()));
  }

  /** What {@code --host} shows. */
  public Map<String, @Nullable Object> host(Host host) {
    return sorted(hostVariables.apply(host));
  }

  private Map<String, @Nullable Object> group(Group group) {
    Map<String, @Nullable Object> variables = sorted(groupVariables.apply(group));
    if (group.priority() != 1) {
      variables.put("ansible_group_priority", (long) group.priority());
    }
    return variables;
  }

  private static Map<String, @Nullable Object> sorted(Map<String, @Nullable Object> variables) {
    Map<String, @Nullable Object> shown = new TreeMap<>();
    variables.forEach((name, value) -> {
      if (!name.equals("inventory_file") && !name.equals("inventory_dir")) {
        shown.put(name, asWritten(value));
      }
    });
    return shown;
  }

  /** A value with its templates as text. */
  public static @Nullable Object asWritten(@Nullable Object value) {
    return switch (value) {
      case EncryptedText encrypted -> Map.of("__ansible_vault", encrypted.text());
      case Template template -> template.text();
      case Map<?, ?> map -> {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        map.forEach((key, item) -> entries.put(key, asWritten(item)));
        yield entries;
      }
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(asWritten(item)));
        yield items;
      }
      case null, default -> value;
    };
  }

  /**
   * What {@code --graph} shows.
   *
   * @param text writes a value as Python's {@code str} does; null leaves variables out
   */
  public String graph(Group top, @Nullable Function<@Nullable Object, String> text) {
    List<String> lines = new ArrayList<>();
    graph(top, 0, text, lines);
    return String.join("\n", lines);
  }

  private void graph(
      Group group,
      int depth,
      @Nullable Function<@Nullable Object, String> text,
      List<String> lines) {
    lines.add(branch("@" + group.name() + ":", depth));
    group.children().forEach(child -> graph(child, depth + 1, text, lines));
    if (!group.name().equals(Inventory.ALL)) {
      for (Host host : group.ownHosts()) {
        lines.add(branch(host.name(), depth + 1));
        variables(host(host), depth + 2, text, lines);
      }
    }
    variables(group(group), depth + 1, text, lines);
  }

  private static void variables(
      Map<String, @Nullable Object> variables,
      int depth,
      @Nullable Function<@Nullable Object, String> text,
      List<String> lines) {
    if (text != null) {
      variables.forEach(
          (name, value) -> lines.add(branch("{" + name + " = " + text.apply(value) + "}", depth)));
    }
  }

  private static String branch(String name, int depth) {
    return depth == 0 ? name : "  |".repeat(depth) + "--" + name;
  }

  private Group all() {
    Group all = inventory.group(Inventory.ALL);
    if (all == null) {
      throw new IllegalStateException("an inventory always has the group all");
    }
    return all;
  }
}
