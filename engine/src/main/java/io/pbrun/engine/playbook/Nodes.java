package io.pbrun.engine.playbook;

import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.engine.yaml.YamlValues;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Small questions about nodes. */
final class Nodes {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Python's reserved words, which Ansible refuses as names of variables. */
  private static final Set<String> RESERVED =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  private Nodes() {}

  /** What a node is, for messages: "a list", "a number". */
  static String kind(YamlNode node) {
    return switch (node) {
      case YamlNode.Sequence list -> list.items().isEmpty() ? "an empty list" : "a list";
      case YamlNode.Mapping ignored -> "a mapping";
      case YamlNode.Scalar scalar ->
          switch (scalar.value()) {
            case null -> "nothing";
            case Boolean truth -> "the boolean " + truth;
            case Number number -> "the number " + number;
            default ->
                scalar.place().source().secret()
                    ? "a text"
                    : "the text '" + shortened(scalar.text()) + "'";
          };
    };
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 40 || line.length() < text.strip().length()
        ? line.substring(0, Math.min(40, line.length())) + "…"
        : line;
  }

  /**
   * Whether it is what {@code vars_files} takes, too: several mappings, of which later ones win.
   */
  static boolean holdsMappings(YamlNode.Sequence list) {
    return !list.items().isEmpty()
        && list.items().stream().allMatch(YamlNode.Mapping.class::isInstance);
  }

  static boolean isNull(@Nullable YamlNode node) {
    return node == null || (node instanceof YamlNode.Scalar scalar && scalar.value() == null);
  }

  /** The text of a scalar that is not templated; null for every other node. */
  static @Nullable String literal(@Nullable YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.value() != null && !isTemplate(scalar)
        ? scalar.text()
        : null;
  }

  static boolean isTemplate(@Nullable YamlNode node) {
    return node instanceof YamlNode.Scalar scalar
        && scalar.value() instanceof String text
        && ("!vault".equals(scalar.tag())
            || (!"!unsafe".equals(scalar.tag()) && YamlValues.isTemplate(text)));
  }

  static boolean isVariableName(String name) {
    return IDENTIFIER.matcher(name).matches() && !RESERVED.contains(name);
  }
}
