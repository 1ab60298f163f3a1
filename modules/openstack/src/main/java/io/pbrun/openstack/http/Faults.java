package io.pbrun.openstack.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the error bodies of the services, each of which has its own shape. */
final class Faults {
  private Faults() {}

  /**
   * @param code the service's word for it; null when it gives none
   */
  record Fault(@Nullable String code, @Nullable String text) {}

  static Fault in(Answer answer) {
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(answer.body());
    } catch (IOException notJson) {
      return new Fault(null, firstLine(answer.body()));
    }
    if (body == null || !body.isObject()) {
      return new Fault(null, firstLine(answer.body()));
    }
    if (body.has("faultstring")) { // Octavia (wsme)
      return new Fault(Json.text(body, "faultcode"), Json.text(body, "faultstring"));
    }
    JsonNode errors = body.get("errors"); // Placement, Magnum
    if (errors != null && errors.isArray() && !errors.isEmpty()) {
      JsonNode first = errors.get(0);
      String detail = Json.text(first, "detail");
      return new Fault(
          Json.text(first, "code"), detail != null ? detail : Json.text(first, "title"));
    }
    JsonNode only = body.size() == 1 ? body.iterator().next() : body; // Keystone, Nova, Neutron
    String name = body.size() == 1 ? body.fieldNames().next() : null;
    if (only.isObject()) {
      String type = Json.text(only, "type");
      String title = Json.text(only, "title");
      return new Fault(
          type != null ? type : title != null ? title : name, Json.text(only, "message"));
    }
    return new Fault(name, only.isTextual() ? only.asText() : null);
  }

  private static @Nullable String firstLine(byte[] body) {
    String text =
        new String(body, StandardCharsets.UTF_8)
            .replaceAll("<[^>]*>", " ")
            .replaceAll("\\s+", " ")
            .strip();
    return text.isEmpty() ? null : text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
