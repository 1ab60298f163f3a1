package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;

/**
 * A kind the API serves.
 *
 * @param group empty for the core group
 * @param columns what a table of it shows after its name
 * @param derived the objects that follow from the site's state
 */
record ResourceType(
    String group,
    String version,
    String plural,
    String kind,
    List<String> shortNames,
    boolean namespaced,
    List<Column> columns,
    Supplier<List<ObjectNode>> derived) {
  String groupVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Whether its group is one that a custom resource definition brought. */
  boolean custom() {
    return group.contains(".");
  }

  /** Fields that a selector may name besides name and namespace. */
  List<String> selectableFields() {
    return switch (kind) {
      case "Pod" ->
          List.of(
              "spec.nodeName",
              "spec.restartPolicy",
              "spec.schedulerName",
              "spec.serviceAccountName",
              "status.phase",
              "status.podIP",
              "status.nominatedNodeName");
      case "Node" -> List.of("spec.unschedulable");
      case "Namespace" -> List.of("status.phase");
      case "Secret" -> List.of("type");
      case "Event" ->
          List.of(
              "involvedObject.kind",
              "involvedObject.namespace",
              "involvedObject.name",
              "reason",
              "type");
      default -> List.of();
    };
  }

  String singular() {
    return kind.toLowerCase(java.util.Locale.ROOT);
  }

  String key(String namespace, String name) {
    return qualified() + "/" + namespace + "/" + name;
  }
}
