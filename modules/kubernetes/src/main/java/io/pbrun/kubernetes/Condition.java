package io.pbrun.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition of an object, in its old or its new place.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param stale whether it speaks of an earlier generation of the object than the one that stands
 */
record Condition(
    String type, String status, String reason, String message, String since, boolean stale) {

  /** Types that are good when they are False. */
  private static final Set<String> GOOD_WHEN_FALSE =
      Set.of(
          // Cluster API
          "RollingOut",
          "ScalingUp",
          "ScalingDown",
          "Remediating",
          "Deleting",
          "Paused",
          "Updating",
          // nodes
          "MemoryPressure",
          "DiskPressure",
          "PIDPressure",
          "NetworkUnavailable",
          // workloads and others
          "ReplicaFailure",
          "Failed",
          "Suspended",
          "DisruptionTarget",
          "Terminating",
          "NonStructuralSchema",
          "Stalled",
          "Reconciling",
          "Degraded",
          "Issuing");

  /** The status that is good news for a type. */
  static String goodStatus(String type) {
    return GOOD_WHEN_FALSE.contains(type) ? "False" : "True";
  }

  boolean isTrue() {
    return status.equals("True") && !stale;
  }

  boolean isFalse() {
    return status.equals("False") && !stale;
  }

  /**
   * An object's condition. Cluster API keeps two sets: through v1beta1 the new ones are in {@code
   * status.v1beta2.conditions}; through v1beta2 the old ones are in {@code
   * status.deprecated.v1beta1.conditions}. The new ones win.
   *
   * @return null when the object has none of that type
   */
  static @Nullable Condition of(Map<String, Object> object, String type) {
    for (List<Object> place : places(object)) {
      for (Object each : place) {
        if (Tree.text(each, "type").equals(type)) {
          return read(object, each);
        }
      }
    }
    return null;
  }

  /** The types of all conditions that an object has. */
  static List<String> types(Map<String, Object> object) {
    return places(object).stream()
        .flatMap(List::stream)
        .map(c -> Tree.text(c, "type"))
        .distinct()
        .toList();
  }

  private static List<List<Object>> places(Map<String, Object> object) {
    return List.of(
        Tree.list(Tree.at(object, "status", "v1beta2", "conditions")),
        Tree.list(Tree.at(object, "status", "conditions")),
        Tree.list(Tree.at(object, "status", "deprecated", "v1beta1", "conditions")));
  }

  private static Condition read(Map<String, Object> object, Object condition) {
    long generation = Tree.number(object, "metadata", "generation");
    Object own = Tree.at(condition, "observedGeneration");
    Object ofObject = Tree.at(object, "status", "observedGeneration");
    Object observed = own != null ? own : ofObject;
    boolean stale = observed instanceof Number n && n.longValue() < generation;
    return new Condition(
        Tree.text(condition, "type"),
        Tree.text(condition, "status"),
        Tree.text(condition, "reason"),
        Tree.text(condition, "message"),
        Tree.text(condition, "lastTransitionTime"),
        stale);
  }

  /** {@code Available=False (NotAvailable): the message}. */
  String described() {
    return type
        + "="
        + status
        + (reason.isEmpty() ? "" : " (" + reason + ")")
        + (message.isEmpty() ? "" : ": " + message.strip().replaceAll("\\s*\\n\\s*", " "))
        + (stale ? " [of an earlier generation]" : "");
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", type);
    fields.put("status", status);
    fields.put("reason", reason);
    fields.put("message", message);
    fields.put("last_transition_time", since);
    fields.put("stale", stale);
    return fields;
  }
}
