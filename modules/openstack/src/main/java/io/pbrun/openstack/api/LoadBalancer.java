package io.pbrun.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A load balancer as Octavia shows it. */
public record LoadBalancer(
    String id,
    String name,
    @Nullable String projectId,
    Reported<ProvisioningStatus> provisioning,
    Reported<OperatingStatus> operating,
    @Nullable String provider,
    boolean adminStateUp,
    @Nullable String vipAddress,
    @Nullable String vipPortId,
    @Nullable String vipNetworkId,
    @Nullable Instant created,
    @Nullable Instant updated) {

  static LoadBalancer from(JsonNode node) {
    String id = Json.requiredText(node, "id", "a load balancer");
    return new LoadBalancer(
        id,
        String.valueOf(Json.text(node, "name")),
        Json.text(node, "project_id"),
        Reported.of(ProvisioningStatus.class, Json.text(node, "provisioning_status")),
        Reported.of(OperatingStatus.class, Json.text(node, "operating_status")),
        Json.text(node, "provider"),
        !Boolean.FALSE.equals(Json.flag(node, "admin_state_up")),
        Json.text(node, "vip_address"),
        Json.text(node, "vip_port_id"),
        Json.text(node, "vip_network_id"),
        Json.instant(node, "created_at"),
        Json.instant(node, "updated_at"));
  }

  public boolean pending() {
    return provisioning.known() != null && provisioning.known().pending();
  }

  /**
   * Whether it is made of amphorae; the provider {@code octavia} is the old name of {@code
   * amphora}.
   */
  public boolean ofAmphorae() {
    return provider == null || provider.startsWith("amphora") || provider.equals("octavia");
  }

  public String described() {
    return "load balancer " + name + " (" + id + ")";
  }

  /** {@code ERROR/ONLINE}. */
  public String state() {
    return provisioning.raw() + "/" + operating.raw();
  }

  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("name", name);
    map.put("project_id", projectId);
    map.put("provisioning_status", provisioning.raw());
    map.put("operating_status", operating.raw());
    map.put("provider", provider);
    map.put("admin_state_up", adminStateUp);
    map.put("vip_address", vipAddress);
    map.put("created_at", Server.text(created));
    map.put("updated_at", Server.text(updated));
    return map;
  }
}
