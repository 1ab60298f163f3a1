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
 * Something that was done to a server, as Nova recorded it.
 *
 * @param userId who asked; null when nobody did and Nova acted by itself (it found the guest off)
 * @param events the steps; null where only the list was read
 */
public record InstanceAction(
    String action,
    String requestId,
    @Nullable String userId,
    @Nullable String projectId,
    @Nullable Instant started,
    @Nullable Instant updated,
    @Nullable String message,
    @Nullable List<Event> events) {

  /**
   * One step of an action; {@code result} is {@code Success}, {@code Error} or null while it runs.
   */
  public record Event(
      String event,
      @Nullable String result,
      @Nullable Instant finished,
      @Nullable String details) {}

  static InstanceAction from(JsonNode node) {
    List<Event> events = null;
    if (node.get("events") != null && node.get("events").isArray()) {
      events = new ArrayList<>();
      for (JsonNode event : node.get("events")) {
        String details = Json.text(event, "details");
        events.add(
            new Event(
                String.valueOf(Json.text(event, "event")),
                Json.text(event, "result"),
                Json.instant(event, "finish_time"),
                details != null ? details : lastLine(Json.text(event, "traceback"))));
      }
    }
    return new InstanceAction(
        Json.requiredText(node, "action", "an instance action"),
        Json.requiredText(node, "request_id", "an instance action"),
        Json.text(node, "user_id"),
        Json.text(node, "project_id"),
        Json.instant(node, "start_time"),
        Json.instant(node, "updated_at"),
        Json.text(node, "message"),
        events);
  }

  private static @Nullable String lastLine(@Nullable String traceback) {
    return traceback == null ? null : traceback.strip().lines().reduce((a, b) -> b).orElse(null);
  }

  /** Why it failed; null when it did not, or nobody knows. */
  public @Nullable String failure() {
    if (events != null) {
      for (Event event : events) {
        if ("Error".equalsIgnoreCase(event.result())) {
          return event.details() != null
              ? event.details()
              : message != null ? message : event.event() + " failed";
        }
      }
    }
    return message;
  }

  /** Whether every step has ended. */
  public boolean finished() {
    return events != null
        && !events.isEmpty()
        && events.stream().allMatch(event -> event.finished() != null);
  }

  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("action", action);
    map.put("start_time", Server.text(started));
    map.put("updated_at", Server.text(updated));
    map.put("user_id", userId);
    map.put("project_id", projectId);
    map.put("request_id", requestId);
    map.put("message", message);
    return map;
  }
}
