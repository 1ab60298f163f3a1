package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/** A column of a table answer; priority 1 shows with {@code -o wide} only. */
record Column(String name, int priority, Function<JsonNode, Object> value) {
  static Column of(String name, Function<JsonNode, Object> value) {
    return new Column(name, 0, value);
  }

  static Column wide(String name, Function<JsonNode, Object> value) {
    return new Column(name, 1, value);
  }

  /** A column that shows the text at a JSON pointer. */
  static Column at(String name, String pointer) {
    return of(name, object -> object.at(pointer).asText(""));
  }

  /** A column that shows the status of a condition in the list at the pointer. */
  static Column condition(String name, String listPointer, String type) {
    return of(name, object -> conditionStatus(object.at(listPointer), type));
  }

  static String conditionStatus(JsonNode conditions, String type) {
    for (JsonNode condition : conditions) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("status").asText();
      }
    }
    return "";
  }
}
