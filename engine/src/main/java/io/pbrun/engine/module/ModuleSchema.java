package io.pbrun.engine.module;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON Schema of playbooks for editors: completion, documentation on hover, and most of what the
 * check before a run finds. Wherever a literal is allowed, text with a template in it is as well.
 */
final class ModuleSchema {
  private static final Map<String, Object> TEMPLATE =
      Map.of("type", "string", "pattern", "\\{\\{|\\{%");

  private ModuleSchema() {}

  /**
   * The schema of a playbook.
   *
   * @param taskKeywords what may stand beside the module in a task, each with its own schema
   * @param playKeywords what may stand in a play, each with its own schema; those named {@code
   *     *tasks} and {@code handlers} become lists of tasks
   */
  static Map<String, Object> of(
      List<ModuleSpec> modules,
      Map<String, Map<String, Object>> taskKeywords,
      Map<String, Map<String, Object>> playKeywords) {
    Map<String, Object> definitions = new LinkedHashMap<>();
    Map<String, Object> task = new LinkedHashMap<>(taskKeywords);
    for (ModuleSpec module : modules) {
      definitions.put("module_" + module.name(), arguments(module));
      Map<String, Object> use = Map.of("$ref", "#/$defs/module_" + module.name());
      task.put(module.name(), use);
      task.put("pbrun." + module.family() + "." + module.name(), use);
      if (module.family().equals("builtin")) {
        task.put("ansible.builtin." + module.name(), use);
      }
    }
    Map<String, Object> tasks = Map.of("type", "array", "items", Map.of("$ref", "#/$defs/task"));
    for (String section : List.of("block", "rescue", "always")) {
      task.put(section, tasks);
    }
    definitions.put("task", object(task, List.of(), false));
    Map<String, Object> play = new LinkedHashMap<>(playKeywords);
    for (String section : List.of("pre_tasks", "tasks", "post_tasks", "handlers")) {
      play.put(section, tasks);
    }
    play.put("import_playbook", Map.of("type", "string"));
    definitions.put("play", object(play, List.of(), false));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "pbrun playbook or task file");
    schema.put("type", "array");
    schema.put(
        "items",
        Map.of("anyOf", List.of(Map.of("$ref", "#/$defs/play"), Map.of("$ref", "#/$defs/task"))));
    schema.put("$defs", definitions);
    return schema;
  }

  private static Map<String, Object> arguments(ModuleSpec module) {
    Map<String, Object> mapping = options(module.parameters());
    mapping.put("description", module.documentation().summary() + ".");
    List<Object> forms = new ArrayList<>(List.of(mapping));
    // key=value text is allowed for every module, free text for some.
    forms.add(Map.of("type", "string"));
    if (module.parameters().stream().noneMatch(ParameterSpec::required)) {
      forms.add(Map.of("type", "null"));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", module.documentation().summary() + ".");
    schema.put("anyOf", forms);
    return schema;
  }

  private static Map<String, Object> options(List<ParameterSpec> parameters) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (ParameterSpec parameter : parameters) {
      if (parameter.anyKey()) {
        continue;
      }
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("description", ModulePage.meaning(parameter));
      property.putAll(value(parameter.type(), parameter.choices()));
      if (parameter.defaultText() != null) {
        property.put("default", parameter.defaultText());
      }
      properties.put(parameter.name(), property);
      parameter.aliases().forEach(alias -> properties.put(alias, property));
      // An alias may stand for it, which "required" cannot say.
      if (parameter.required() && parameter.aliases().isEmpty()) {
        required.add(parameter.name());
      }
    }
    return object(properties, required, parameters.stream().anyMatch(ParameterSpec::anyKey));
  }

  private static Map<String, Object> value(ParameterType type, List<String> choices) {
    if (type == ParameterType.Plain.ANY) {
      return Map.of();
    }
    List<Object> forms = new ArrayList<>();
    switch (type) {
      case ParameterType.ListOf(ParameterType element) -> {
        Map<String, Object> item = value(element, choices);
        forms.add(
            item.isEmpty() ? Map.of("type", "array") : Map.of("type", "array", "items", item));
        if (!(element instanceof ParameterType.Options)) {
          forms.add(item.isEmpty() ? Map.of("type", List.of("string", "number", "boolean")) : item);
        }
        forms.add(Map.of("type", "string"));
      }
      case ParameterType.Options options -> forms.add(options(options.parameters()));
      case ParameterType.Choice choice -> forms.add(Map.of("enum", choice.words()));
      case ParameterType.Plain plain ->
          forms.add(choices.isEmpty() ? plain(plain) : Map.of("enum", choices));
    }
    forms.add(TEMPLATE);
    return Map.of("anyOf", forms);
  }

  private static Map<String, Object> plain(ParameterType.Plain type) {
    return switch (type) {
      case STR -> Map.of("type", List.of("string", "number", "boolean"));
      case BOOL -> Map.of("type", "boolean");
      case INT, LONG -> Map.of("type", "integer");
      case FLOAT -> Map.of("type", "number");
      case DURATION ->
          Map.of(
              "anyOf",
              List.of(
                  Map.of("type", "number"),
                  Map.of("type", "string", "pattern", "^\\s*(\\d+(\\.\\d+)?(d|h|m|s|ms)?\\s*)+$")));
      case MODE -> Map.of("type", List.of("string", "integer"));
      case DICT -> Map.of("type", List.of("object", "string"));
      case ANY -> Map.of();
    };
  }

  private static Map<String, Object> object(
      Map<String, ?> properties, List<String> required, boolean open) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", properties);
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    object.put("additionalProperties", open);
    return object;
  }
}
