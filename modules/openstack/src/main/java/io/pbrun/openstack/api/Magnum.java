package io.pbrun.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Magnum's calls. */
public final class Magnum {
  private final Rest rest;

  Magnum(Rest rest) {
    this.rest = rest;
  }

  /**
   * A cluster.
   *
   * @param healthReason component to its state; empty when Magnum has none, and always in lists
   */
  public record Cluster(
      String id,
      String name,
      @Nullable String status,
      @Nullable String healthStatus,
      Map<String, String> healthReason,
      @Nullable String apiAddress,
      @Nullable String projectId,
      @Nullable Instant updated) {

    static Cluster from(JsonNode node) {
      String id = Json.requiredText(node, "uuid", "a Magnum cluster");
      JsonNode reason = node.get("health_status_reason");
      Map<String, String> reasons = new LinkedHashMap<>(Json.texts(reason));
      if (reason != null && reason.isTextual() && !reason.asText().isBlank()) {
        reasons.put("reason", reason.asText());
      }
      return new Cluster(
          id,
          String.valueOf(Json.text(node, "name")),
          Json.text(node, "status"),
          Json.text(node, "health_status"),
          reasons,
          Json.text(node, "api_address"),
          Json.text(node, "project_id"),
          Json.instant(node, "updated_at"));
    }

    public Map<String, @Nullable Object> toMap() {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("id", id);
      map.put("name", name);
      map.put("status", status);
      map.put("api_address", apiAddress);
      map.put("project_id", projectId);
      return map;
    }
  }

  /**
   * All clusters that the scope may see, without the reasons of their health: the list has none.
   */
  public List<Cluster> clusters() throws InterruptedException {
    return rest.list("/clusters", "clusters").stream().map(Cluster::from).toList();
  }

  /** A cluster by id, with the reason of its health; null when there is none. */
  public @Nullable Cluster cluster(String id) throws InterruptedException {
    JsonNode found = rest.find("/clusters/" + id);
    return found == null ? null : Cluster.from(found);
  }
}
