package io.pbrun.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.http.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A flavor; memory in MB, disk in GB. */
public record Flavor(
    String id,
    String name,
    @Nullable Long ramMb,
    @Nullable Long vcpus,
    @Nullable Long diskGb,
    Map<String, String> extraSpecs) {
  static Flavor from(JsonNode node) {
    String id = Json.requiredText(node, "id", "a flavor");
    return new Flavor(
        id,
        Json.requiredText(node, "name", "flavor " + id),
        Json.number(node, "ram"),
        Json.number(node, "vcpus"),
        Json.number(node, "disk"),
        Json.texts(node.get("extra_specs")));
  }
}
