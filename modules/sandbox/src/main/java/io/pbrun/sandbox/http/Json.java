package io.pbrun.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON trees in one line: {@code Json.object("id", id, "links", List.of())}. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** An object of the given keys and values, in that order. */
  public static ObjectNode object(@Nullable Object... keysAndValues) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.set(String.valueOf(keysAndValues[i]), node(keysAndValues[i + 1]));
    }
    return object;
  }

  /** An array of the given values. */
  public static ArrayNode array(Collection<?> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(node(value)));
    return array;
  }

  /** The JSON form of a tree, string, number, boolean, collection, map or null. */
  public static JsonNode node(@Nullable Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case null -> nodes.nullNode();
      case JsonNode json -> json;
      case Boolean bool -> nodes.booleanNode(bool);
      case Integer number -> nodes.numberNode(number);
      case Long number -> nodes.numberNode(number);
      case Double number -> nodes.numberNode(number);
      case Collection<?> collection -> array(collection);
      case Map<?, ?> map -> {
        ObjectNode object = nodes.objectNode();
        map.forEach((key, item) -> object.set(String.valueOf(key), node(item)));
        yield object;
      }
      default -> nodes.textNode(value.toString());
    };
  }

  /** Reads a body; empty text is an empty object. */
  public static JsonNode parse(byte[] body) throws IOException {
    return body.length == 0 ? object() : MAPPER.readTree(body);
  }

  /** The text of a tree. */
  public static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  /** The text of a tree, for people. */
  public static String pretty(JsonNode node) {
    return node.toPrettyString();
  }
}
