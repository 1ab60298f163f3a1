package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.yaml.YamlNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code loop:}, {@code with_<lookup>:} and {@code loop_control:}. */
final class LoopParser {
  static final String WITH = "with_";

  /** The lookups that can follow {@code with_}; Ansible's own. */
  private static final Set<String> LOOKUPS =
      Set.of(
          "config",
          "csvfile",
          "dict",
          "env",
          "file",
          "fileglob",
          "first_found",
          "indexed_items",
          "ini",
          "inventory_hostnames",
          "items",
          "lines",
          "list",
          "nested",
          "cartesian",
          "flattened",
          "password",
          "pipe",
          "random_choice",
          "sequence",
          "subelements",
          "template",
          "together",
          "unvault",
          "url",
          "varnames",
          "vars");

  private static final List<String> OPTIONS =
      List.of(
          "loop_var", "index_var", "label", "pause", "extended", "extended_allitems", "break_when");

  private final Parsing parsing;

  LoopParser(Parsing parsing) {
    this.parsing = parsing;
  }

  @Nullable Loop read(YamlNode.Mapping task) {
    YamlNode.Entry found = null;
    YamlNode control = null;
    for (YamlNode.Entry entry : task.entries()) {
      String name = entry.name();
      if (name.equals("loop") || name.startsWith(WITH)) {
        if (found != null) {
          parsing.error(
              "a task has one loop, and this one has '" + found.name() + "' and '" + name + "'",
              entry.key(),
              "remove one, or nest them with 'product' or an included file");
        }
        found = entry;
      } else if (name.equals("loop_control")) {
        control = entry.value();
      }
    }
    if (found == null) {
      if (control != null) {
        parsing.warn(
            "'loop_control' does nothing without a loop",
            control.place(),
            "add 'loop:' or remove it");
      }
      return null;
    }
    String lookup = found.name().equals("loop") ? null : found.name().substring(WITH.length());
    if (lookup != null && !LOOKUPS.contains(lookup)) {
      String guess =
          Spelling.nearest(lookup, LOOKUPS)
              .map(name -> "did you mean 'with_" + name + "'?")
              .orElse(null);
      parsing.error(
          "there is no lookup '" + lookup + "' for '" + found.name() + "'",
          found.key(),
          guess != null ? guess : "use 'loop:' with a filter or query()");
    }
    if (lookup == null
        && !(found.value() instanceof YamlNode.Sequence)
        && !Nodes.isTemplate(found.value())) {
      parsing.error(
          "'loop' takes a list, not " + Nodes.kind(found.value()),
          found.value(),
          found.value() instanceof YamlNode.Mapping
              ? "use \"{{ … | dict2items }}\""
              : "write a list, or a template of one: \"{{ name }}\"");
    }
    return loop(parsing.values.value(found.value()), lookup, control);
  }

  private Loop loop(@Nullable Object items, @Nullable String lookup, @Nullable YamlNode control) {
    Loop plain = new Loop(items, lookup, "item", null, null, null, false, true, null);
    if (control == null || Nodes.isNull(control)) {
      return plain;
    }
    if (!(control instanceof YamlNode.Mapping mapping)) {
      parsing.error("'loop_control' takes a mapping, not " + Nodes.kind(control), control, null);
      return plain;
    }
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!OPTIONS.contains(entry.name())) {
        String guess = Spelling.didYouMean(entry.name(), OPTIONS);
        parsing.error(
            "'loop_control' has no '" + entry.name() + "'",
            entry.key(),
            guess != null ? guess : "it takes " + String.join(", ", OPTIONS));
      }
    }
    Object loopVar = name(mapping, "loop_var");
    YamlNode breakWhen = mapping.get("break_when");
    return new Loop(
        items,
        lookup,
        loopVar == null ? "item" : loopVar,
        name(mapping, "index_var"),
        value(mapping, "label"),
        value(mapping, "pause"),
        flag(mapping, "extended", false),
        flag(mapping, "extended_allitems", true),
        breakWhen == null ? null : parsing.conditions.read("break_when", breakWhen));
  }

  private @Nullable Object name(YamlNode.Mapping mapping, String option) {
    YamlNode node = mapping.get(option);
    return node == null || Nodes.isNull(node)
        ? null
        : parsing.keywordValues.variableName(option, node);
  }

  private @Nullable Object value(YamlNode.Mapping mapping, String option) {
    YamlNode node = mapping.get(option);
    return node == null ? null : parsing.values.value(node);
  }

  private boolean flag(YamlNode.Mapping mapping, String option, boolean otherwise) {
    YamlNode node = mapping.get(option);
    if (node == null) {
      return otherwise;
    }
    if (Nodes.isTemplate(node)) {
      parsing.error("'" + option + "' takes true or false, not a template", node, null);
      return otherwise;
    }
    return parsing.keywordValues.bool(option, node) instanceof Boolean truth ? truth : otherwise;
  }
}
