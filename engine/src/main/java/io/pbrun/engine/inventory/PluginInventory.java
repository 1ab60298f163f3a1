package io.pbrun.engine.inventory;

import io.pbrun.engine.source.Place;
import java.util.List;

/** Adds what a plugin gives to an inventory. */
final class PluginInventory {
  private PluginInventory() {}

  static void add(InventoryContribution contribution, Reading reading, Place plugin) {
    Inventory inventory = reading.inventory();
    boolean secondClock = contribution.time() != null && inventory.hasTime();
    inventory.opened(contribution.time(), contribution.resource());
    if (secondClock) {
      reading.error(
          "a second plugin gives this run a clock", plugin, "use one such inventory at a time");
    }
    for (InventoryContribution.GroupEntry entry : contribution.groups()) {
      Group group = inventory.addGroup(entry.name(), plugin);
      entry.variables().forEach((name, value) -> inventory.define(group, name, value, plugin));
      entry
          .children()
          .forEach(child -> inventory.addChild(group, inventory.addGroup(child, plugin), plugin));
    }
    for (InventoryContribution.HostEntry entry : contribution.hosts()) {
      Host host = reading.host(entry.name(), null, plugin);
      entry.variables().forEach((name, value) -> inventory.define(host, name, value, plugin));
      List<String> groups =
          entry.groups().isEmpty() ? List.of(Inventory.UNGROUPED) : entry.groups();
      groups.forEach(group -> inventory.addToGroup(inventory.addGroup(group, plugin), host));
    }
  }
}
