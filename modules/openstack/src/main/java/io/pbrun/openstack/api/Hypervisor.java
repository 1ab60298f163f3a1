package io.pbrun.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * A hypervisor as Nova shows it. A figure that is missing (microversion 2.88 and later give none)
 * is null, never 0.
 *
 * @param id the uuid that Placement knows it by (microversion 2.53 and later)
 */
public record Hypervisor(
    String id,
    String hostname,
    boolean up,
    boolean enabled,
    @Nullable Long memoryMb,
    @Nullable Long memoryMbUsed,
    @Nullable Long runningVms) {

  static Hypervisor from(JsonNode node) {
    return new Hypervisor(
        Json.requiredText(node, "id", "a hypervisor"),
        Json.requiredText(node, "hypervisor_hostname", "a hypervisor"),
        "up".equals(Json.text(node, "state")),
        "enabled".equals(Json.text(node, "status")),
        Json.number(node, "memory_mb"),
        Json.number(node, "memory_mb_used"),
        Json.number(node, "running_vms"));
  }
}
