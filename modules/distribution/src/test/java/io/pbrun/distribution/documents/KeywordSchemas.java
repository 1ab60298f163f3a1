package io.pbrun.distribution.documents;

import io.pbrun.engine.playbook.Keyword;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The language's keywords as JSON Schema, for editors: from {@link Keyword}, like the parser. */
final class KeywordSchemas {
  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> TEMPLATE =
      Map.of("type", "string", "pattern", "\\{\\{|\\{%");

  /** Tasks that the engine does itself; they are no modules and have no record. */
  private static final Map<String, String> NATIVE =
      Map.of(
          "import_tasks", "Puts the tasks of a file here, before the run.",
          "include_tasks", "Puts the tasks of a file here, when the run gets here.",
          "import_role", "Puts a role here, before the run.",
          "include_role", "Puts a role here, when the run gets here.",
          "meta", "Steers the run, as flush_handlers or end_play do.");

  private static final List<String> LOOPS =
      List.of(
          "cartesian",
          "config",
          "csvfile",
          "dict",
          "env",
          "file",
          "fileglob",
          "first_found",
          "flattened",
          "indexed_items",
          "ini",
          "inventory_hostnames",
          "items",
          "lines",
          "list",
          "nested",
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

  private KeywordSchemas() {}

  /** What may stand beside the module in a task, in a block, or in a handler. */
  static Map<String, Map<String, Object>> ofTasks() {
    Map<String, Map<String, Object>> schemas = new LinkedHashMap<>();
    for (Keyword keyword : Keyword.values()) {
      if (keyword.levels().stream()
          .anyMatch(level -> level != Keyword.Level.PLAY && level != Keyword.Level.ROLE)) {
        schemas.put(keyword.word(), schema(keyword));
      }
    }
    NATIVE.forEach((name, meaning) -> {
      schemas.put(name, Map.of("description", meaning));
      schemas.put("ansible.builtin." + name, Map.of("description", meaning));
    });
    LOOPS.forEach(lookup -> schemas.put("with_" + lookup, Map.of()));
    return schemas;
  }

  /** What may stand in a play. */
  static Map<String, Map<String, Object>> ofPlays() {
    Map<String, Map<String, Object>> schemas = new LinkedHashMap<>();
    for (Keyword keyword : Keyword.values()) {
      if (keyword.allowedAt(Keyword.Level.PLAY)) {
        schemas.put(keyword.word(), schema(keyword));
      }
    }
    // Beside import_playbook.
    schemas.put(Keyword.WHEN.word(), schema(Keyword.WHEN));
    schemas.put("ansible.builtin.import_playbook", TEXT);
    return schemas;
  }

  private static Map<String, Object> schema(Keyword keyword) {
    return switch (keyword.type()) {
      case TEXT, NAME_TEXT -> Map.of("type", List.of("string", "number", "boolean", "null"));
      case BOOL -> orTemplate(Map.of("type", "boolean"));
      case INT -> orTemplate(Map.of("type", "integer"));
      case DURATION ->
          orTemplate(
              Map.of("type", "number"),
              Map.of("type", "string", "pattern", "^\\s*(\\d+(\\.\\d+)?(d|h|m|s|ms)?\\s*)+$"));
      case PERCENT -> Map.of("type", List.of("number", "string"));
      case LIST, HOSTS -> Map.of("type", List.of("array", "string", "number", "null"));
      case VARS, LOOP_CONTROL -> Map.of("type", List.of("object", "null"));
      case CONDITIONS -> Map.of("type", List.of("string", "boolean", "array"));
      case ENVIRONMENT -> Map.of("type", List.of("object", "array", "string"));
      case PROMPTS, ROLES, TASKS -> Map.of("type", List.of("array", "null"));
      case ANY -> Map.of();
    };
  }

  @SafeVarargs
  private static Map<String, Object> orTemplate(Map<String, Object>... literals) {
    List<Object> forms = new java.util.ArrayList<>(List.of(literals));
    forms.add(TEMPLATE);
    return Map.of("anyOf", forms);
  }
}
