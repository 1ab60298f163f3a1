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
  private final Map<String, ObjectNode> written = new LinkedHashMap<>();
  private final Map<String, ObjectNode> made = new LinkedHashMap<>();
  private final Set<String> deleted = new LinkedHashSet<>();

  List<ObjectNode> all(ResourceType type) {
    Stream<ObjectNode> derived =
        type.derived().get().stream()
            .filter(o -> !deleted.contains(key(type, o)))
            .map(o -> overlay(o, written.get(key(type, o))));
    Stream<ObjectNode> own =
        made.entrySet().stream()
            .filter(e -> e.getKey().startsWith(type.qualified() + "/"))
            .map(e -> e.getValue().deepCopy());
    return Stream.concat(derived, own).toList();
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
