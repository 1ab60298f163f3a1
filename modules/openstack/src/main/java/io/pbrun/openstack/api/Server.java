package io.pbrun.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server as Nova shows it. Memory is in MB; what Nova did not say is null.
 *
 * @param host the hypervisor's host; only administrators are told
 * @param flavor the flavor's name, or its id where Nova says no more (before microversion 2.47)
 */
public record Server(
    String id,
    String name,
    Reported<ServerStatus> status,
    @Nullable String taskState,
    @Nullable String vmState,
    @Nullable Long powerState,
    @Nullable Fault fault,
    String projectId,
    @Nullable String host,
    @Nullable Instant created,
    @Nullable Instant updated,
    boolean locked,
    @Nullable String lockedReason,
    Map<String, String> metadata,
    List<String> tags,
    @Nullable String flavor,
    @Nullable Long flavorRamMb,
    @Nullable String imageId,
    List<String> addresses) {

  /** Nova's power state of a running guest. */
  static final long RUNNING = 1;

  /** Why a server is in ERROR. */
  public record Fault(@Nullable Long code, String message, @Nullable Instant created) {}

  public Server {
    metadata = Map.copyOf(metadata);
    tags = List.copyOf(tags);
    addresses = List.copyOf(addresses);
  }

  static Server from(JsonNode node) {
    String id = Json.requiredText(node, "id", "a server");
    JsonNode fault = node.get("fault");
    JsonNode flavor = node.path("flavor");
    JsonNode image = node.path("image");
    List<String> addresses = new ArrayList<>();
    node.path("addresses")
        .forEach(net -> net.forEach(a -> addresses.add(String.valueOf(Json.text(a, "addr")))));
    List<String> tags = Json.items(node.get("tags")).stream().map(JsonNode::asText).toList();
    String named = Json.text(flavor, "original_name");
    return new Server(
        id,
        Json.requiredText(node, "name", "server " + id),
        Reported.of(ServerStatus.class, Json.text(node, "status")),
        Json.text(node, "OS-EXT-STS:task_state"),
        Json.text(node, "OS-EXT-STS:vm_state"),
        Json.number(node, "OS-EXT-STS:power_state"),
        fault == null || !fault.isObject()
            ? null
            : new Fault(
                Json.number(fault, "code"),
                String.valueOf(Json.text(fault, "message")),
                Json.instant(fault, "created")),
        Json.requiredText(node, "tenant_id", "server " + id),
        Json.text(node, "OS-EXT-SRV-ATTR:host"),
        Json.instant(node, "created"),
        Json.instant(node, "updated"),
        Boolean.TRUE.equals(Json.flag(node, "locked")),
        Json.text(node, "locked_reason"),
        Json.texts(node.get("metadata")),
        tags,
        named != null ? named : Json.text(flavor, "id"),
        Json.number(flavor, "ram"),
        Json.text(image, "id"),
        addresses);
  }

  /** Whether it runs and nothing is under way with it: ACTIVE, no task, power on. */
  public boolean running() {
    return status.is(ServerStatus.ACTIVE)
        && taskState == null
        && powerState != null
        && powerState == RUNNING;
  }

  /** Whether it is off and nothing is under way with it. */
  public boolean off() {
    return status.is(ServerStatus.SHUTOFF) && taskState == null;
  }

  public boolean active() {
    return status.is(ServerStatus.ACTIVE);
  }

  /** {@code server capi-mgmt-v2 (6f1c…)}. */
  public String described() {
    return "server " + name + " (" + id + ")";
  }

  /** Its state in one phrase: {@code ACTIVE, task powering-on}. */
  public String state() {
    StringBuilder state = new StringBuilder(status.raw());
    if (taskState != null) {
      state.append(", task ").append(taskState);
    }
    if (active() && powerState != null && powerState != RUNNING) {
      state.append(", power state ").append(powerState == 4 ? "off" : powerState.toString());
    }
    if (fault != null && status.is(ServerStatus.ERROR)) {
      state.append(": ").append(fault.message());
    }
    return state.toString();
  }

  /** As a value of the language. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("name", name);
    map.put("status", status.raw());
    map.put("task_state", taskState);
    map.put("vm_state", vmState);
    map.put("power_state", powerState);
    map.put("fault", fault == null ? null : fault.message());
    map.put("project_id", projectId);
    map.put("host", host);
    map.put("created", text(created));
    map.put("updated", text(updated));
    map.put("locked", locked);
    map.put("locked_reason", lockedReason);
    map.put("metadata", new LinkedHashMap<String, @Nullable Object>(metadata));
    map.put("tags", new ArrayList<@Nullable Object>(tags));
    map.put("flavor", flavor);
    map.put("flavor_ram_mb", flavorRamMb);
    map.put("image_id", imageId);
    map.put("addresses", new ArrayList<@Nullable Object>(addresses));
    return map;
  }

  static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
