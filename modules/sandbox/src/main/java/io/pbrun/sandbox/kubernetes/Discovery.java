package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the API server says of itself: version, health, groups and kinds (the plain form). */
final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "get", "list", "patch", "update", "watch");

  private final Map<String, JsonNode> documents = new LinkedHashMap<>();

  Discovery(List<ResourceType> types) {
    documents.put(
        "/version",
        Json.object(
            "major", "1",
            "minor", "32",
            "gitVersion", "v1.32.13",
            "gitCommit", "0000000000000000000000000000000000000000",
            "gitTreeState", "clean",
            "buildDate", "2026-05-12T09:41:00Z",
            "goVersion", "go1.23.10",
            "compiler", "gc",
            "platform", "linux/amd64"));
    documents.put(
        "/api",
        Json.object(
            "kind", "APIVersions",
            "versions", List.of("v1"),
            "serverAddressByClientCIDRs", List.of()));
    List<JsonNode> groups = new ArrayList<>();
    types.stream()
        .filter(t -> !t.group().isEmpty())
        .map(ResourceType::group)
        .distinct()
        .forEach(group -> groups.add(group(group, types)));
    groups.forEach(g -> documents.put("/apis/" + g.path("name").asText(), g));
    // In the list they do not say what they are.
    List<ObjectNode> listed = groups.stream().map(g -> ((ObjectNode) g.deepCopy())).toList();
    listed.forEach(g -> g.remove(List.of("kind", "apiVersion")));
    documents.put(
        "/apis", Json.object("kind", "APIGroupList", "apiVersion", "v1", "groups", listed));
    for (ResourceType type : types) {
      String path = (type.group().isEmpty() ? "/api/" : "/apis/") + type.groupVersion();
      ObjectNode list =
          (ObjectNode)
              documents.computeIfAbsent(
                  path,
                  p ->
                      Json.object(
                          "kind",
                          "APIResourceList",
                          "apiVersion",
                          "v1",
                          "groupVersion",
                          type.groupVersion(),
                          "resources",
                          List.of()));
      ObjectNode resource =
          Json.object(
              "name", type.plural(),
              "singularName", type.singular(),
              "namespaced", type.namespaced(),
              "kind", type.kind(),
              "verbs", VERBS);
      if (!type.shortNames().isEmpty()) {
        resource.set("shortNames", Json.node(type.shortNames()));
      }
      list.withArray("/resources").add(resource);
    }
  }

  private static JsonNode group(String name, List<ResourceType> types) {
    List<JsonNode> versions =
        types.stream()
            .filter(t -> t.group().equals(name))
            .map(ResourceType::version)
            .distinct()
            .<JsonNode>map(v -> Json.object("groupVersion", name + "/" + v, "version", v))
            .toList();
    return Json.object(
        "kind",
        "APIGroup",
        "apiVersion",
        "v1",
        "name",
        name,
        "versions",
        versions,
        "preferredVersion",
        versions.getFirst());
  }

  Optional<JsonNode> answer(String path) {
    String plain = path.replaceFirst("(?<=.)/+$", "");
    return Optional.ofNullable(documents.get(plain));
  }
}
