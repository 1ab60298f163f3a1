package io.pbrun.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An amphora as Octavia's table has it.
 *
 * @param computeId the server's id; null until Nova has made it, after the row was written
 * @param role {@code STANDALONE}, {@code MASTER} or {@code BACKUP}; null while it boots
 */
public record Amphora(
    String id,
    @Nullable String loadBalancerId,
    @Nullable String computeId,
    Reported<AmphoraStatus> status,
    @Nullable String role,
    @Nullable String lbNetworkIp,
    @Nullable String imageId,
    @Nullable String computeFlavor,
    @Nullable Instant created,
    @Nullable Instant updated) {

  static Amphora from(JsonNode node) {
    return new Amphora(
        Json.requiredText(node, "id", "an amphora"),
        Json.text(node, "loadbalancer_id"),
        Json.text(node, "compute_id"),
        Reported.of(AmphoraStatus.class, Json.text(node, "status")),
        Json.text(node, "role"),
        Json.text(node, "lb_network_ip"),
        Json.text(node, "image_id"),
        Json.text(node, "compute_flavor"),
        Json.instant(node, "created_at"),
        Json.instant(node, "updated_at"));
  }

  /** {@code 3f2a… ALLOCATED (STANDALONE)}. */
  public String described() {
    return id + " " + status.raw() + (role == null ? "" : " (" + role + ")");
  }

  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("loadbalancer_id", loadBalancerId);
    map.put("compute_id", computeId);
    map.put("status", status.raw());
    map.put("role", role);
    map.put("lb_network_ip", lbNetworkIp);
    map.put("image_id", imageId);
    map.put("compute_flavor", computeFlavor);
    map.put("created_at", Server.text(created));
    map.put("updated_at", Server.text(updated));
    return map;
  }
}
