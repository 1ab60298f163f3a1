package io.pbrun.engine.module;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.engine.yaml.YamlValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the literal arguments of a task where they are written. */
final class ArgumentCheck {
  private static final int MOST_LISTED = 12;

  /** Keywords that are easily written among a module's parameters. */
  private static final Set<String> TASK_KEYWORDS =
      Set.of(
          "when",
          "loop",
          "register",
          "become",
          "become_user",
          "notify",
          "tags",
          "until",
          "retries",
          "delay",
          "ignore_errors",
          "changed_when",
          "failed_when",
          "delegate_to",
          "run_once",
          "no_log",
          "vars",
          "environment",
          "loop_control");

  private final ModuleSpec module;
  private final List<Diagnostic> found = new ArrayList<>();

  ArgumentCheck(ModuleSpec module) {
    this.module = module;
  }

  List<Diagnostic> check(
      YamlNode.Mapping arguments, Place task, Set<String> givenElsewhere, boolean open) {
    Map<String, Place> given =
        checkEntries(arguments, module.parameters(), "Module '" + module.name() + "'", "parameter");
    for (String name : givenElsewhere) {
      module.parameter(name).ifPresent(parameter -> given.putIfAbsent(parameter.name(), task));
    }
    if (!open) {
      checkRequired(module.parameters(), given.keySet(), "module '" + module.name() + "'", task);
      for (List<String> group : module.documentation().requiredOneOf()) {
        if (group.stream().noneMatch(given::containsKey)) {
          found.add(
              Diagnostic.error(
                  "module '" + module.name() + "' needs one of: " + String.join(", ", group),
                  task));
        }
      }
    }
    for (List<String> group : module.documentation().mutuallyExclusive()) {
      List<String> both = group.stream().filter(given::containsKey).toList();
      if (both.size() > 1) {
        found.add(
            Diagnostic.error(
                "parameters are mutually exclusive: " + String.join("|", group),
                given.get(both.get(1)),
                "keep one of " + String.join(", ", both)));
      }
    }
    return List.copyOf(found);
  }

  private Map<String, Place> checkEntries(
      YamlNode.Mapping arguments, List<ParameterSpec> parameters, String whose, String kind) {
    Map<String, Place> given = new LinkedHashMap<>();
    Map<String, String> writtenAs = new HashMap<>();
    boolean anyKey = parameters.stream().anyMatch(ParameterSpec::anyKey);
    for (YamlNode.Entry entry : arguments.entries()) {
      String key = entry.name();
      ParameterSpec parameter =
          parameters.stream().filter(p -> p.answersTo(key)).findFirst().orElse(null);
      if (parameter == null) {
        if (!anyKey) {
          found.add(unknown(entry, parameters, whose, kind));
        }
        continue;
      }
      String twin = writtenAs.put(parameter.name(), key);
      if (twin != null) {
        found.add(
            Diagnostic.error(
                "'" + key + "' and '" + twin + "' are the same parameter",
                entry.key().place(),
                "keep one of them"));
      }
      if (!isNull(entry.value())) {
        given.put(parameter.name(), entry.key().place());
        checkValue(parameter, parameter.type(), entry.value());
      } else if (parameter.type() == ParameterType.Plain.ANY) {
        given.put(parameter.name(), entry.key().place());
      }
    }
    return given;
  }

  private static Diagnostic unknown(
      YamlNode.Entry entry, List<ParameterSpec> parameters, String whose, String kind) {
    List<String> names = new ArrayList<>();
    parameters.forEach(parameter -> {
      names.add(parameter.name());
      names.addAll(parameter.aliases());
    });
    String meant = Spelling.didYouMean(entry.name(), names);
    String hint =
        meant != null
            ? meant
            : TASK_KEYWORDS.contains(entry.name())
                ? "'"
                    + entry.name()
                    + "' is a keyword of the task: indent it like the module's name"
                : names.isEmpty() ? "it takes none" : "it takes: " + listed(parameters);
    return Diagnostic.error(
        whose + " has no " + kind + " '" + entry.name() + "'", entry.key().place(), hint);
  }

  private static String listed(List<ParameterSpec> parameters) {
    List<String> names =
        parameters.stream().map(ParameterSpec::name).filter(name -> !name.startsWith("_")).toList();
    return names.size() <= MOST_LISTED
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_LISTED)) + " and more; see 'pbrun doc'";
  }

  private void checkRequired(
      List<ParameterSpec> parameters, Set<String> given, String whose, Place place) {
    for (ParameterSpec parameter : parameters) {
      if (parameter.required() && !given.contains(parameter.name())) {
        found.add(
            Diagnostic.error(
                "missing required parameter '" + parameter.name() + "' of " + whose,
                place,
                parameter.description()));
      }
    }
  }

  private void checkValue(ParameterSpec parameter, ParameterType type, YamlNode node) {
    if (isTemplate(node) || isTagged(node)) {
      return;
    }
    switch (type) {
      case ParameterType.ListOf(ParameterType element)
          when node instanceof YamlNode.Sequence sequence ->
          sequence.items().forEach(item -> checkValue(parameter, element, item));
      case ParameterType.ListOf(ParameterType element)
          when element instanceof ParameterType.Options && node instanceof YamlNode.Mapping ->
          checkValue(parameter, element, node);
      case ParameterType.Options options when node instanceof YamlNode.Mapping mapping -> {
        Map<String, Place> given =
            checkEntries(
                mapping, options.parameters(), "Parameter '" + parameter.name() + "'", "option");
        checkRequired(
            options.parameters(), given.keySet(), "'" + parameter.name() + "'", mapping.place());
      }
      default -> checkLiteral(parameter, type, node);
    }
  }

  private void checkLiteral(ParameterSpec parameter, ParameterType type, YamlNode node) {
    if (type == ParameterType.Plain.ANY
        || (type == ParameterType.Plain.DICT && node instanceof YamlNode.Mapping)) {
      return;
    }
    Object value = literal(node);
    if (value == null) {
      return;
    }
    if (type == ParameterType.Plain.MODE
        && node instanceof YamlNode.Scalar scalar
        && value instanceof Long
        && !scalar.text().startsWith("0")) {
      found.add(
          Diagnostic.warning(
              "the mode " + scalar.text() + " is read as a decimal number, as Ansible does",
              node.place(),
              "write '0" + scalar.text() + "'"));
    }
    try {
      Object converted = Coercion.convert(type, value);
      List<?> values = converted instanceof List<?> list ? list : List.of(converted);
      if (!parameter.choices().isEmpty() && !isEnum(type)) {
        for (Object item : values) {
          if (item instanceof String text
              && !text.contains("{{")
              && !parameter.choices().contains(text)) {
            found.add(badChoice(parameter, text, node));
          }
        }
      }
    } catch (Coercion.Unfit unfit) {
      found.add(
          isEnum(type)
              ? badChoice(parameter, String.valueOf(value), node)
              : Diagnostic.error(
                  "parameter '"
                      + parameter.name()
                      + "' takes "
                      + article(type.display())
                      + ", not "
                      + describe(parameter, node, value),
                  node.place(),
                  unfit.why()));
    }
  }

  private static boolean isEnum(ParameterType type) {
    return type instanceof ParameterType.Choice
        || type instanceof ParameterType.ListOf(ParameterType.Choice _);
  }

  private static Diagnostic badChoice(ParameterSpec parameter, String value, YamlNode node) {
    String got = parameter.secret() ? "" : ", got: " + value;
    String meant = parameter.secret() ? null : Spelling.didYouMean(value, parameter.choices());
    return Diagnostic.error(
        "value of "
            + parameter.name()
            + " must be one of: "
            + String.join(", ", parameter.choices())
            + got,
        node.place(),
        meant);
  }

  private static String describe(ParameterSpec parameter, YamlNode node, Object value) {
    return node instanceof YamlNode.Scalar scalar && !parameter.secret()
        ? "'" + scalar.text() + "'"
        : article(Coercion.typeName(value));
  }

  private static String article(String noun) {
    return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.tag() == null && scalar.value() == null;
  }

  private static boolean isTagged(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.tag() != null;
  }

  private static boolean isTemplate(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar
        && ("!vault".equals(scalar.tag()) || YamlValues.isTemplate(scalar.text()));
  }

  /** The node as a plain value; null when a template in it keeps it from being known. */
  private static @Nullable Object literal(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> isTemplate(scalar) ? null : scalar.value();
      case YamlNode.Sequence _ -> List.of();
      case YamlNode.Mapping _ -> Map.of();
    };
  }
}
