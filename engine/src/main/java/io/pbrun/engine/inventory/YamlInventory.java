package io.pbrun.engine.inventory;

import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.yaml.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads YAML inventories: groups with {@code hosts}, {@code children} and {@code vars}. */
final class YamlInventory {
  private static final List<String> SECTIONS = List.of("vars", "children", "hosts");

  private final Reading reading;
  private final Inventory inventory;

  private YamlInventory(Reading reading) {
    this.reading = reading;
    this.inventory = reading.inventory();
  }

  /** Reads a document; mistakes are collected in the reading. */
  static void read(YamlNode.Mapping document, Reading reading) {
    YamlInventory inventory = new YamlInventory(reading);
    for (YamlNode.Entry entry : document.entries()) {
      inventory.group(entry);
    }
  }

  private @Nullable Group group(YamlNode.Entry entry) {
    String name = entry.name();
    if (!(entry.key().value() instanceof String) || name.isEmpty()) {
      reading.error(
          "Invalid group name supplied, expected a string but got "
              + Kinds.of(entry.key())
              + " ("
              + name
              + ")",
          entry.key().place(),
          "quote it: '" + name + "'");
      return null;
    }
    if (!(entry.value() instanceof YamlNode.Mapping sections)) {
      if (Kinds.isNull(entry.value())) {
        return inventory.addGroup(name, entry.key().place());
      }
      reading.warn(
          "Skipping '" + name + "' as this is not a valid group definition",
          entry.value().place(),
          "a group is a mapping with hosts, children and vars in it");
      return null;
    }
    Group group = inventory.addGroup(name, entry.key().place());
    for (YamlNode.Entry section : sections.entries()) {
      section(group, section);
    }
    return group;
  }

  private void section(Group group, YamlNode.Entry section) {
    String key = section.name();
    boolean known = SECTIONS.contains(key);
    YamlNode value = section.value();
    if (Kinds.isNull(value)) {
      return;
    }
    if (known && value instanceof YamlNode.Scalar only && only.value() instanceof String) {
      value = Kinds.mappingOf(only);
    }
    if (!(value instanceof YamlNode.Mapping mapping)) {
      if (known) {
        reading.error(
            "Invalid \""
                + key
                + "\" entry for \""
                + group.name()
                + "\" group, requires a dictionary, found "
                + Kinds.of(value)
                + " instead",
            value.place(),
            "write each name with a colon behind it, without a dash");
      } else {
        reading.warn(
            "Skipping key ("
                + key
                + ") in group ("
                + group.name()
                + ") as it is not a mapping, it is "
                + Kinds.of(value),
            section.key().place(),
            unexpected(key));
      }
      return;
    }
    switch (key) {
      case "vars" ->
          mapping
              .entries()
              .forEach(variable ->
                  inventory.define(
                      group,
                      variable.name(),
                      reading.values().value(variable.value()),
                      variable.key().place()));
      case "children" -> mapping.entries().forEach(child -> child(group, child));
      case "hosts" -> mapping.entries().forEach(host -> host(group, host));
      default ->
          reading.warn(
              "Skipping unexpected key ("
                  + key
                  + ") in group ("
                  + group.name()
                  + "), only \"vars\", \"children\" and \"hosts\" are valid",
              section.key().place(),
              unexpected(key));
    }
  }

  private static @Nullable String unexpected(String key) {
    String meant = Spelling.didYouMean(key, SECTIONS);
    return meant != null ? meant : "groups inside a group stand under 'children:'";
  }

  private void child(Group parent, YamlNode.Entry entry) {
    Group child = group(entry);
    if (child == null) {
      return;
    }
    try {
      inventory.addChild(parent, child, entry.key().place());
    } catch (DiagnosticException e) {
      reading.add(e);
    }
  }

  private void host(Group group, YamlNode.Entry entry) {
    if (!(entry.key().value() instanceof String)) {
      reading.error(
          "Host pattern "
              + entry.name()
              + " must be a string. Enclose integers/floats in quotation marks",
          entry.key().place(),
          "write '" + entry.name() + "':");
      return;
    }
    List<Host> hosts = reading.hosts(entry.name(), entry.key().place());
    hosts.forEach(host -> inventory.addToGroup(group, host));
    if (entry.value() instanceof YamlNode.Mapping variables) {
      reading.define(hosts, variables);
    } else if (!Kinds.isNull(entry.value())) {
      reading.error(
          "the variables of host '"
              + entry.name()
              + "' must be a mapping, not "
              + Kinds.of(entry.value()),
          entry.value().place(),
          "write them below the host, as name: value");
    }
  }
}
