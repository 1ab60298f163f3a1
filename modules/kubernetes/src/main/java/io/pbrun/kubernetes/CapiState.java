package io.pbrun.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one look at a Cluster API stack has found so far. */
final class CapiState {

  /** The verdicts, each with the layer that is red. */
  enum Verdict {
    UNREACHABLE("kubernetes_api"),
    REFUSED("kubernetes_api"),
    NODES_NOT_READY("nodes"),
    CONTROLLERS_NOT_RUNNING("controllers"),
    CAPI_MISSING("cluster_api"),
    CLUSTER_MISSING("cluster"),
    PAUSED("cluster"),
    LB_BLOCKED("load_balancer"),
    INFRASTRUCTURE_NOT_READY("infrastructure"),
    REMEDIATING("machines"),
    MACHINES_NOT_RUNNING("machines"),
    CLUSTER_NOT_AVAILABLE("cluster"),
    GREEN("");

    private final String layer;

    Verdict(String layer) {
      this.layer = layer;
    }
  }

  /** One thing that is red. */
  private record Finding(Verdict verdict, String reason) {}

  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, @Nullable Object> facts = new LinkedHashMap<>();

  private @Nullable String namedBalancer;
  private @Nullable String usedBalancer;

  CapiState() {
    for (String name :
        List.of(
            "nodes_ready",
            "controllers_ready",
            "cluster_available",
            "openstackcluster_ready",
            "machines_running",
            "loadbalancer_id")) {
      facts.put(name, null);
    }
    for (String name :
        List.of("nodes", "controllers", "clusters", "openstackclusters", "machines")) {
      facts.put(name, List.of());
    }
    facts.put("api_versions", Map.of());
  }

  void red(Verdict verdict, String reason) {
    findings.add(new Finding(verdict, reason));
  }

  void fact(String name, @Nullable Object value) {
    facts.put(name, value);
  }

  /** The lowest red layer's: verdicts are declared bottom up. */
  Verdict verdict() {
    return findings.stream().map(Finding::verdict).min(Enum::compareTo).orElse(Verdict.GREEN);
  }

  boolean openstackClusterReady() {
    return Boolean.TRUE.equals(facts.get("openstackcluster_ready"));
  }

  /** A message names this load balancer as the one that is not well. */
  void balancerNamed(String id) {
    namedBalancer = id;
  }

  /** The OpenStackCluster that is not ready has this load balancer before its API. */
  void balancerInUse(String id) {
    usedBalancer = id;
  }

  /** Whether the nodes are Ready and the controllers run, whatever is above them. */
  boolean controllersRun() {
    return Boolean.TRUE.equals(facts.get("nodes_ready"))
        && Boolean.TRUE.equals(facts.get("controllers_ready"));
  }

  /** All reasons, lowest layer first. */
  List<String> reasons() {
    return findings.stream()
        .sorted((a, b) -> a.verdict.compareTo(b.verdict))
        .map(Finding::reason)
        .distinct()
        .toList();
  }

  Map<String, @Nullable Object> fields() {
    Verdict verdict = verdict();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("verdict", verdict.name().toLowerCase(Locale.ROOT));
    fields.put("green", verdict == Verdict.GREEN);
    fields.put("lowest_red_layer", verdict.layer.isEmpty() ? null : verdict.layer);
    fields.put("reasons", reasons());
    fields.putAll(facts);
    if (findings.stream().anyMatch(f -> f.verdict == Verdict.LB_BLOCKED)) {
      fields.put("loadbalancer_id", namedBalancer != null ? namedBalancer : usedBalancer);
    }
    return fields;
  }
}
