package io.pbrun.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A status, headers and a body. */
public record Response(int status, Map<String, String> headers, byte[] body) {
  /** A JSON answer. */
  public static Response json(int status, JsonNode body) {
    return new Response(
        status,
        Map.of("Content-Type", "application/json"),
        Json.text(body).getBytes(StandardCharsets.UTF_8));
  }

  /** A JSON answer with status 200. */
  public static Response ok(JsonNode body) {
    return json(200, body);
  }

  /** An answer without a body. */
  public static Response empty(int status) {
    return new Response(status, Map.of(), new byte[0]);
  }

  /** A text answer. */
  public static Response text(int status, String contentType, String body) {
    return new Response(
        status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with one more header. */
  public Response header(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Response(status, all, body);
  }
}
