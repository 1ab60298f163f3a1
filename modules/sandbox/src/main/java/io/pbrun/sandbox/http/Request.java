package io.pbrun.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as a service sees it.
 *
 * @param path without query, decoded
 * @param query parameters in order, decoded
 * @param headers by lower-case name
 * @param vars what the route's {@code {name}} segments matched
 * @param baseUrl scheme, host and port the client used
 */
public record Request(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body,
    Map<String, String> vars,
    String baseUrl) {

  /** A header's value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** A query parameter's first value. */
  public Optional<String> param(String name) {
    List<String> values = query.get(name);
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /** A query parameter that may be given as 1, true, True, yes or without value. */
  public boolean flag(String name) {
    return param(name)
        .map(v ->
            List.of("1", "true", "yes", "on", "t", "y", "").contains(v.toLowerCase(Locale.ROOT)))
        .orElse(false);
  }

  /** What the route's segment of that name matched. */
  public String var(String name) {
    String value = vars.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no {" + name + "}");
    }
    return value;
  }

  /** The body as JSON. */
  public JsonNode json() {
    try {
      return Json.parse(body);
    } catch (IOException e) {
      throw new ApiFault(400, "The request body is not valid JSON");
    }
  }

  /** The same request with the route's variables. */
  Request with(Map<String, String> routeVars) {
    Map<String, String> all = new LinkedHashMap<>(vars);
    all.putAll(routeVars);
    return new Request(method, path, query, headers, body, all, baseUrl);
  }

  /** The same request with one more header. */
  public Request withHeader(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name.toLowerCase(Locale.ROOT), value);
    return new Request(method, path, query, all, body, vars, baseUrl);
  }

  /** The same request at another path. */
  public Request at(String otherPath) {
    return new Request(method, otherPath, query, headers, body, vars, baseUrl);
  }

  /** True for what cannot change anything. */
  public boolean reads() {
    return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
  }

  static @Nullable String first(@Nullable List<String> values) {
    return values == null || values.isEmpty() ? null : values.getFirst();
  }
}
