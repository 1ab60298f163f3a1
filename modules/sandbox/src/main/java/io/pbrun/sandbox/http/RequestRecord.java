package io.pbrun.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every request the sandbox answered, in order, without secrets. */
public final class RequestRecord {
  private static final Set<String> SECRET_KEYS =
      Set.of("password", "secret", "adminpass", "original_password", "user_data", "token");

  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

  /** Adds a request. */
  public void add(RecordedRequest request) {
    requests.add(request);
  }

  /** All requests so far. */
  public List<RecordedRequest> all() {
    return List.copyOf(requests);
  }

  /** Those that asked for a change. */
  public List<RecordedRequest> writes() {
    return requests.stream().filter(RecordedRequest::writes).toList();
  }

  /** Forgets what was recorded. */
  public void clear() {
    requests.clear();
  }

  /** A body fit to be kept: JSON with secrets blanked, anything else by its size only. */
  static String withoutSecrets(byte[] body) {
    if (body.length == 0) {
      return "";
    }
    try {
      JsonNode tree = Json.parse(body);
      blank(tree);
      return Json.text(tree);
    } catch (IOException e) {
      return "(" + new String(body, StandardCharsets.UTF_8).length() + " characters, not JSON)";
    }
  }

  private static void blank(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String key : List.copyOf(iterable(object))) {
        JsonNode value = object.get(key);
        if (SECRET_KEYS.contains(key.toLowerCase(Locale.ROOT)) && value.isValueNode()) {
          object.put(key, "***");
        } else if (key.equals("token") && value instanceof ObjectNode token) {
          token.put("id", "***");
        } else {
          blank(value);
        }
      }
    } else {
      node.forEach(RequestRecord::blank);
    }
  }

  private static List<String> iterable(ObjectNode object) {
    return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
  }
}
