package io.pbrun.engine.inventory;

import io.pbrun.engine.yaml.YamlNode;
import java.util.List;

/** How messages name the kinds of YAML values. */
final class Kinds {
  private Kinds() {}

  static boolean isNull(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.value() == null;
  }

  static String of(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping mapping -> "a mapping";
      case YamlNode.Sequence sequence -> "a list";
      case YamlNode.Scalar scalar ->
          switch (scalar.value()) {
            case null -> "nothing";
            case Boolean flag -> "a boolean";
            case Number number -> "a number";
            default -> "text";
          };
    };
  }

  /** A lone name stands for a mapping of that name to nothing. */
  static YamlNode.Mapping mappingOf(YamlNode.Scalar name) {
    YamlNode.Scalar nothing =
        new YamlNode.Scalar("", null, false, null, name.place(), name.origin());
    return new YamlNode.Mapping(List.of(new YamlNode.Entry(name, nothing)), name.place());
  }
}
