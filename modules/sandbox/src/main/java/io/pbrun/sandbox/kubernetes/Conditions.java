package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The two condition lists of a Cluster API object and where each goes: through v1beta1 the metav1
 * list lies in status.v1beta2.conditions, through v1beta2 the old one in status.deprecated.v1beta1.
 */
final class Conditions {
  private final String version;
  private final List<JsonNode> old = new ArrayList<>();
  private final List<JsonNode> current = new ArrayList<>();

  Conditions(String version) {
    this.version = version;
  }

  /** An old condition that holds. */
  Conditions old(String type, Instant since) {
    old.add(Json.object("type", type, "status", "True", "lastTransitionTime", time(since)));
    return this;
  }

  /** An old condition that does not. */
  Conditions oldFalse(String type, Instant since, String reason, String message) {
    old.add(
        Json.object(
            "type",
            type,
            "status",
            "False",
            "severity",
            "Error",
            "reason",
            reason,
            "message",
            message,
            "lastTransitionTime",
            time(since)));
    return this;
  }

  /** A metav1 condition. */
  Conditions set(String type, boolean holds, Instant since, String reason, String message) {
    current.add(
        Json.object(
            "type",
            type,
            "status",
            holds ? "True" : "False",
            "observedGeneration",
            1,
            "reason",
            reason,
            "message",
            message,
            "lastTransitionTime",
            time(since)));
    return this;
  }

  /** The status with both lists in their places. */
  ObjectNode into(ObjectNode status) {
    if (version.equals("v1beta2")) {
      status.set("conditions", Json.array(current));
      status.set("deprecated", Json.object("v1beta1", Json.object("conditions", Json.array(old))));
    } else {
      status.set("conditions", Json.array(old));
      status.set("v1beta2", Json.object("conditions", Json.array(current)));
    }
    return status;
  }

  /** RFC 3339 to the second, as Kubernetes writes it. */
  static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
