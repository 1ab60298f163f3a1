package io.pbrun.sandbox.world;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Magnum's conductor: looks at the management cluster once a minute and writes what it saw. */
public final class ContainerInfra {
  private final Timeline timeline;
  private final Scenario scenario;
  private final ManagementCluster cluster;
  private String status = "UNHEALTHY";
  private Map<String, String> reason = Map.of();
  private Instant updated;
  private boolean reachable;

  ContainerInfra(
      Timeline timeline, Scenario scenario, ManagementCluster cluster, Instant unreachableSince) {
    this.timeline = timeline;
    this.scenario = scenario;
    this.cluster = cluster;
    this.updated = unreachableSince;
    this.reachable = scenario.magnum().health().equals("reachable");
    if (reachable) {
      look();
    } else if (scenario.magnum().whenUnreachable().equals("unchanged")) {
      status = "HEALTHY";
      reason = components("Ready", "Ready");
    }
    schedule();
  }

  /** health_status. */
  public String status() {
    return status;
  }

  /** health_status_reason; empty while the conductor cannot reach the management API. */
  public Map<String, String> reason() {
    return reason;
  }

  /** When the row was last written. */
  public Instant updated() {
    return updated;
  }

  private void schedule() {
    timeline.in(
        Duration.ofSeconds(scenario.timings().magnumPollSeconds()),
        () -> {
          poll();
          schedule();
        });
  }

  private void poll() {
    boolean was = reachable;
    reachable = cluster.ready();
    if (reachable) {
      look();
    } else if (was && scenario.magnum().whenUnreachable().equals("empty_reason")) {
      status = "UNHEALTHY";
      reason = Map.of();
      updated = timeline.now();
    }
  }

  private void look() {
    boolean infrastructureReady = cluster.infrastructureReady();
    String infrastructure =
        !scenario.magnum().driverFindsInfrastructure()
            ? "Infrastructure resource not found."
            : infrastructureReady ? "Ready" : "Infrastructure not ready.";
    reason =
        components(
            infrastructureReady ? "Ready" : "Waiting on ['InfrastructureReady', 'Ready']",
            infrastructure);
    status = reason.values().stream().allMatch("Ready"::equals) ? "HEALTHY" : "UNHEALTHY";
    updated = timeline.now();
  }

  private static Map<String, String> components(String cluster, String infrastructure) {
    Map<String, String> reason = new LinkedHashMap<>();
    reason.put("cluster", cluster);
    reason.put("infrastructure", infrastructure);
    reason.put("controlplane", "Ready");
    reason.put("nodegroup", "Ready");
    return reason;
  }
}
