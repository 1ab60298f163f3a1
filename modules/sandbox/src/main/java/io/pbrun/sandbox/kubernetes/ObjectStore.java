package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects as clients see them: those that follow from the site's state, with what clients wrote
 * into their labels, annotations and spec, and those that clients made.
 */
final class ObjectStore {
  private static final long FIRST_VERSION = 48_213;

  private final Map<String, ObjectNode> written = new LinkedHashMap<>();
  private final Map<String, ObjectNode> made = new LinkedHashMap<>();
  private final Set<String> deleted = new LinkedHashSet<>();

  /** How each object looked when its version was given. */
  private final Map<String, ObjectNode> versioned = new LinkedHashMap<>();

  private long version = FIRST_VERSION;

  List<ObjectNode> all(ResourceType type) {
    Stream<ObjectNode> derived =
        type.derived().get().stream()
            .filter(o -> !deleted.contains(key(type, o)))
            .map(o -> overlay(o, written.get(key(type, o))));
    Stream<ObjectNode> own =
        made.entrySet().stream()
            .filter(e -> e.getKey().startsWith(type.qualified() + "/"))
            .map(e -> e.getValue().deepCopy());
    List<ObjectNode> all = Stream.concat(derived, own).toList();
    all.forEach(o -> stamp(key(type, o), o));
    return all;
  }

  /** The version of the newest object, which lists bear. */
  String version() {
    return Long.toString(version);
  }

  /** Gives an object that is not as it was another version, as each write does on a real server. */
  private void stamp(String key, ObjectNode object) {
    ObjectNode metadata = object.withObject("/metadata");
    metadata.remove("resourceVersion");
    ObjectNode before = versioned.get(key);
    if (before != null) {
      ObjectNode then = before.deepCopy();
      String had = then.path("metadata").path("resourceVersion").asText();
      then.withObject("/metadata").remove("resourceVersion");
      if (then.equals(object)) {
        metadata.put("resourceVersion", had);
        return;
      }
    }
    metadata.put("resourceVersion", Long.toString(++version));
    versioned.put(key, object.deepCopy());
  }

  Optional<ObjectNode> find(ResourceType type, String namespace, String name) {
    String key = type.key(namespace, name);
    return all(type).stream().filter(o -> key(type, o).equals(key)).findFirst();
  }

  void make(ResourceType type, ObjectNode object) {
    made.put(key(type, object), object.deepCopy());
  }

  void write(ResourceType type, ObjectNode object) {
    String key = key(type, object);
    (made.containsKey(key) ? made : written).put(key, object.deepCopy());
  }

  void delete(ResourceType type, ObjectNode object) {
    String key = key(type, object);
    // a controller's pod comes back by itself
    if (made.remove(key) == null && !type.plural().equals("pods")) {
      deleted.add(key);
    }
  }

  private static ObjectNode overlay(ObjectNode derived, @Nullable ObjectNode write) {
    if (write == null) {
      return derived;
    }
    ObjectNode metadata = (ObjectNode) derived.path("metadata");
    for (String field : List.of("labels", "annotations")) {
      if (write.path("metadata").has(field)) {
        metadata.set(field, write.path("metadata").path(field));
      }
    }
    if (write.has("spec")) {
      derived.set("spec", write.path("spec"));
    }
    return derived;
  }

  private static String key(ResourceType type, ObjectNode object) {
    return type.key(
        object.at("/metadata/namespace").asText(""), object.at("/metadata/name").asText());
  }
}
