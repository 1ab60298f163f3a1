package io.pbrun.engine.playbook;

import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.engine.yaml.YamlValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks the values of keywords. Templates pass: they are checked when they are
 * evaluated.
 */
final class KeywordValues {
  private static final Set<String> TRUE = Set.of("yes", "true", "on", "1", "y", "t");
  private static final Set<String> FALSE = Set.of("no", "false", "off", "0", "n", "f");
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern DURATION =
      Pattern.compile("[0-9]+(\\.[0-9]+)?|([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+(\\.[0-9]+)?s)?");
  private static final Pattern PERCENT = Pattern.compile("[0-9]+(\\.[0-9]+)?%?");

  private final Parsing parsing;

  KeywordValues(Parsing parsing) {
    this.parsing = parsing;
  }

  /**
   * The value as {@link Keywords} holds it; null also when it is wrong, which is then a finding.
   */
  @Nullable Object read(Keyword keyword, YamlNode node) {
    if (Nodes.isNull(node) && keyword.type() != Keyword.Type.CONDITIONS) {
      return empty(keyword);
    }
    return switch (keyword.type()) {
      case TEXT -> text(keyword, node);
      case NAME_TEXT -> variableName(keyword.word(), node);
      case BOOL -> bool(keyword.word(), node);
      case INT -> integer(keyword, node);
      case DURATION ->
          matching(
              keyword, node, DURATION, "a number of seconds or a duration such as 90s or 1h30m");
      case PERCENT -> matching(keyword, node, PERCENT, "a percentage from 0 to 100");
      case LIST -> list(keyword, node);
      case VARS -> List.of(variables(node));
      case CONDITIONS -> parsing.conditions.read(keyword.word(), node);
      case ENVIRONMENT -> mappings(keyword, node);
      case ANY ->
          keyword == Keyword.MODULE_DEFAULTS ? mappings(keyword, node) : parsing.values.value(node);
      case HOSTS, LOOP_CONTROL, PROMPTS, ROLES, TASKS -> parsing.values.value(node);
    };
  }

  private static @Nullable Object empty(Keyword keyword) {
    return switch (keyword.type()) {
      case LIST, ENVIRONMENT -> List.of();
      case VARS -> List.of(Map.of());
      case ANY -> keyword == Keyword.MODULE_DEFAULTS ? List.of() : null;
      default -> null;
    };
  }

  private @Nullable Object text(Keyword keyword, YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      Object value = parsing.values.value(node);
      return value instanceof Boolean || value instanceof Number ? scalar.text() : value;
    }
    return wrong(keyword.word(), node, "a text");
  }

  @Nullable Object variableName(String keyword, YamlNode node) {
    String literal = Nodes.literal(node);
    if (literal == null) {
      return Nodes.isTemplate(node)
          ? parsing.values.value(node)
          : wrong(keyword, node, "the name of a variable");
    }
    if (!keyword.equals(Keyword.REGISTER.word())) {
      checkVariableName(literal, node);
    } else if (!Nodes.isVariableName(literal)) {
      // The run ends when it gets there, as with Ansible; it may never get there.
      parsing.warn(
          "Invalid variable name in '" + keyword + "' specified: '" + literal + "'",
          node.place(),
          betterName(literal));
    }
    return literal;
  }

  /** Reports a name that no expression could use. */
  void checkVariableName(String name, YamlNode at) {
    if (!Nodes.isVariableName(name)) {
      parsing.error("'" + name + "' is not a valid variable name", at, betterName(name));
    }
  }

  private static String betterName(String name) {
    String better = name.replaceAll("[^A-Za-z0-9_]", "_");
    boolean digit = Character.isDigit((better + "_").charAt(0));
    return better.equals(name) && !better.isEmpty() && !digit
        ? "it is a reserved word of the expression language"
        : "use letters, digits and underscores: '" + (digit ? "_" : "") + better + "'";
  }

  @Nullable Object bool(String keyword, YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      if (scalar.value() instanceof Boolean truth) {
        return truth;
      }
      if (Nodes.isTemplate(node)) {
        return parsing.values.value(node);
      }
      String word = scalar.text().toLowerCase(Locale.ROOT);
      if (TRUE.contains(word) || FALSE.contains(word)) {
        return TRUE.contains(word);
      }
    }
    return later(keyword, node, "true or false");
  }

  /** A wrong value, which fails the task when it runs if that need not end the run. */
  private @Nullable Object later(String keyword, YamlNode node, String wanted) {
    if (!parsing.uncertain || !(node instanceof YamlNode.Scalar scalar)) {
      return wrong(keyword, node, wanted);
    }
    parsing.warn(
        "'" + keyword + "' takes " + wanted + ", not " + Nodes.kind(node) + ": the task will fail",
        node.place(),
        null);
    return scalar.text();
  }

  /** Whether a word stands for true, as Ansible's bool filter says. */
  static boolean isTrue(String word) {
    return TRUE.contains(word.toLowerCase(Locale.ROOT));
  }

  private @Nullable Object integer(Keyword keyword, YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      if (scalar.value() instanceof Long number) {
        return number;
      }
      if (Nodes.isTemplate(node)) {
        return parsing.values.value(node);
      }
      if (scalar.value() instanceof String text && INTEGER.matcher(text).matches()) {
        return Long.valueOf(text);
      }
    }
    return later(keyword.word(), node, "a whole number");
  }

  private @Nullable Object matching(
      Keyword keyword, YamlNode node, Pattern pattern, String wanted) {
    if (Nodes.isTemplate(node)) {
      return parsing.values.value(node);
    }
    String literal = Nodes.literal(node);
    if (literal != null && !literal.isEmpty() && pattern.matcher(literal).matches()) {
      return parsing.values.value(node);
    }
    return wrong(keyword.word(), node, wanted);
  }

  private @Nullable Object list(Keyword keyword, YamlNode node) {
    if (node instanceof YamlNode.Mapping) {
      return wrong(keyword.word(), node, "a list");
    }
    List<YamlNode> items =
        node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
    List<@Nullable Object> values = new ArrayList<>();
    for (YamlNode item : items) {
      if (keyword == Keyword.TAGS) {
        tags(item, values);
      } else if (keyword == Keyword.NOTIFY) {
        notified(item, values);
      } else if (keyword == Keyword.LISTEN) {
        String literal = Nodes.literal(item);
        if (Nodes.isTemplate(item)) {
          parsing.facts.open();
          values.add(parsing.values.value(item));
        } else if (literal == null) {
          wrong("listen", item, "names");
        } else {
          parsing.facts.handler(literal);
          values.add(literal);
        }
      } else if (keyword == Keyword.SERIAL) {
        values.add(
            matching(
                keyword,
                item,
                PERCENT,
                "a number of hosts or a percentage such as \"30%\", or a list of them"));
      } else {
        values.add(parsing.values.value(item));
      }
    }
    return Collections.unmodifiableList(values);
  }

  private void tags(YamlNode item, List<@Nullable Object> values) {
    String literal = Nodes.literal(item);
    if (literal == null) {
      if (Nodes.isTemplate(item)) {
        values.add(parsing.values.value(item));
      } else {
        wrong("tags", item, "names");
      }
      return;
    }
    for (String tag : literal.split(",")) {
      if (!tag.isBlank()) {
        values.add(tag.strip());
      }
    }
  }

  private void notified(YamlNode item, List<@Nullable Object> values) {
    String literal = Nodes.literal(item);
    if (literal != null) {
      parsing.facts.notifies(literal, item.place());
      values.add(literal);
    } else if (Nodes.isTemplate(item)) {
      values.add(parsing.values.value(item));
    } else {
      wrong("notify", item, "names of handlers");
    }
  }

  private @Nullable Object mappings(Keyword keyword, YamlNode node) {
    List<YamlNode> items =
        node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
    List<@Nullable Object> values = new ArrayList<>();
    for (YamlNode item : items) {
      if (item instanceof YamlNode.Mapping || Nodes.isTemplate(item)) {
        values.add(parsing.values.value(item));
      } else if (!Nodes.isNull(item)) {
        wrong(keyword.word(), item, "a mapping");
      }
    }
    return Collections.unmodifiableList(values);
  }

  /** The variables of {@code vars:}, a mapping or a list of mappings. */
  Map<String, @Nullable Object> variables(YamlNode node) {
    if (node instanceof YamlNode.Sequence list
        && list.items().stream().allMatch(YamlNode.Mapping.class::isInstance)) {
      return Variables.joined(list.items().stream().map(this::variables).toList());
    }
    if (!(node instanceof YamlNode.Mapping mapping)) {
      wrong("vars", node, "a mapping of names to values");
      return Map.of();
    }
    mapping.entries().forEach(entry -> checkVariableName(entry.name(), entry.key()));
    return parsing.named(mapping);
  }

  @Nullable Object wrong(String keyword, YamlNode node, String wanted) {
    boolean template =
        node instanceof YamlNode.Scalar scalar && YamlValues.isTemplate(scalar.text());
    parsing.error(
        "'"
            + keyword
            + "' takes "
            + wanted
            + ", not "
            + (template ? "a template" : Nodes.kind(node)),
        node,
        null);
    return null;
  }
}
