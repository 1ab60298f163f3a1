package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.ApiFault;

/** JSON merge patches (strategic ones are taken as such) and the common JSON patch operations. */
final class Patches {
  private Patches() {}

  static ObjectNode apply(ObjectNode object, JsonNode patch) {
    ObjectNode result = object.deepCopy();
    if (patch instanceof ObjectNode merge) {
      merge(result, merge);
    } else {
      patch.forEach(operation -> operate(result, operation));
    }
    return result;
  }

  private static void merge(ObjectNode into, ObjectNode patch) {
    patch
        .properties()
        .forEach(entry -> {
          JsonNode value = entry.getValue();
          if (value.isNull()) {
            into.remove(entry.getKey());
          } else if (value instanceof ObjectNode child) {
            JsonNode below = into.get(entry.getKey());
            merge(
                below instanceof ObjectNode object ? object : into.putObject(entry.getKey()),
                child);
          } else {
            into.set(entry.getKey(), value);
          }
        });
  }

  private static void operate(ObjectNode object, JsonNode operation) {
    String path = operation.path("path").asText();
    int slash = path.lastIndexOf('/');
    JsonNode parent = slash < 0 ? object : object.at(path.substring(0, slash));
    String field = path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
    switch (operation.path("op").asText()) {
      case "add", "replace" -> {
        if (parent instanceof ObjectNode map) {
          map.set(field, operation.path("value"));
        } else if (parent instanceof ArrayNode list && field.equals("-")) {
          list.add(operation.path("value"));
        } else {
          throw new ApiFault(422, "the server rejected our request: no such path " + path);
        }
      }
      case "remove" -> {
        if (!(parent instanceof ObjectNode map) || map.remove(field) == null) {
          throw new ApiFault(422, "the server rejected our request: no such path " + path);
        }
      }
      case "test" -> {
        if (!object.at(path).equals(operation.path("value"))) {
          throw new ApiFault(422, "the server rejected our request: test failed at " + path);
        }
      }
      default ->
          throw new ApiFault(
              400, "the sandbox knows no JSON patch operation " + operation.path("op").asText());
    }
  }
}
