package io.pbrun.openstack.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading JSON trees strictly: what is missing is null, never zero or empty. */
public final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The text of a field; null when it is absent or null. */
  public static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return (value == null || value.isNull()) ? null : value.asText();
  }

  /** The text of a field that must be there. */
  public static String requiredText(JsonNode node, String field, String what) {
    String text = text(node, field);
    if (text == null) {
      throw OpenStackException.unexpected(what + " has no '" + field + "': " + abridged(node));
    }
    return text;
  }

  public static @Nullable Long number(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return (value == null || !value.isNumber()) ? null : value.asLong();
  }

  public static @Nullable Double decimal(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return (value == null || !value.isNumber()) ? null : value.asDouble();
  }

  public static @Nullable Boolean flag(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return (value == null || !value.isBoolean()) ? null : value.asBoolean();
  }

  /**
   * A moment, with or without a zone (OpenStack means UTC when it gives none); null when absent.
   */
  public static @Nullable Instant instant(JsonNode node, String field) {
    String text = text(node, field);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      String iso = text.replace(' ', 'T');
      boolean zoned = iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d:?\\d\\d$");
      return zoned
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException noDate) {
      return null;
    }
  }

  public static List<JsonNode> items(@Nullable JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    if (array != null) {
      array.forEach(all::add);
    }
    return all;
  }

  public static Map<String, String> texts(@Nullable JsonNode object) {
    Map<String, String> all = new LinkedHashMap<>();
    if (object != null && object.isObject()) {
      object.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
    }
    return all;
  }

  /** The tree as values of the language. */
  public static @Nullable Object plain(@Nullable JsonNode node) {
    if (node == null || node.isNull() || node.isMissingNode()) {
      return null;
    }
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      node.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(item -> list.add(plain(item)));
      return list;
    }
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    if (node.isIntegralNumber()) {
      return node.canConvertToLong() ? (Object) node.asLong() : node.bigIntegerValue();
    }
    return node.isNumber() ? (Object) node.asDouble() : node.asText();
  }

  static String abridged(JsonNode node) {
    String text = node.toString();
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
