package io.pbrun.openstack;

import io.pbrun.openstack.api.Magnum.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Magnum's health of a cluster means (runbook rule 2). Pure.
 *
 * @param excuseVerified whether the cosmetic reading was confirmed by the OpenStackCluster; null
 *     when it is none
 * @param problems the components that are not well, as {@code component: state}
 */
record MagnumVerdict(
    Verdict verdict, @Nullable Boolean excuseVerified, List<String> problems, String text) {
  static final String READY = "Ready";

  /**
   * What the driver says when it asks for a version of the OpenStackCluster that CAPO no longer
   * serves (D-042).
   */
  static final String NOT_FOUND = "Infrastructure resource not found.";

  private static final String INFRASTRUCTURE = "infrastructure";

  enum Verdict {
    HEALTHY,
    /** UNHEALTHY by a known false negative of the driver: to be treated as good. */
    COSMETIC,
    /** Something is wrong. */
    REAL,
    /** The conductor cannot reach the management cluster. */
    CONDUCTOR_BLIND,
    /** Magnum shows what was once; the conductor writes nothing while it cannot look. */
    STALE,
    /** The management VM is parked. */
    PARKED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is known beside Magnum; null where it is not.
   *
   * @param parked whether the management VM is parked
   * @param managementRunning whether it runs
   * @param infrastructureReady whether the OpenStackCluster is Ready
   * @param staleAfter an older reading is stale
   */
  record Known(
      @Nullable Boolean parked,
      @Nullable Boolean managementRunning,
      @Nullable Boolean infrastructureReady,
      @Nullable Duration staleAfter) {}

  static MagnumVerdict of(Cluster cluster, Known known, Instant now) {
    Map<String, String> reason = cluster.healthReason();
    String status = cluster.healthStatus() == null ? "null" : cluster.healthStatus();
    if (Boolean.TRUE.equals(known.parked())) {
      return new MagnumVerdict(
          Verdict.PARKED,
          null,
          List.of(),
          "the management VM is parked: Magnum's %s says nothing of the workload cluster, which goes on serving"
              .formatted(status));
    }
    boolean blind = reason.isEmpty() && !status.equals("HEALTHY");
    if (blind) {
      return new MagnumVerdict(
          Verdict.CONDUCTOR_BLIND,
          null,
          List.of(),
          "%s without a reason: Magnum's conductor cannot reach the management API (its VM is off, booting, or its network is broken)"
              .formatted(status));
    }
    boolean off = Boolean.FALSE.equals(known.managementRunning());
    boolean old =
        known.staleAfter() != null
            && (cluster.updated() == null
                || Duration.between(cluster.updated(), now).compareTo(known.staleAfter()) > 0);
    if (off || old) {
      return new MagnumVerdict(
          Verdict.STALE,
          null,
          problems(reason),
          "%s is a reading of %s%s"
              .formatted(
                  status,
                  Moments.text(cluster.updated(), now),
                  off
                      ? "; the management VM does not run, so nothing newer can have been read"
                      : ""));
    }
    if (status.equals("HEALTHY")) {
      return new MagnumVerdict(Verdict.HEALTHY, null, List.of(), "HEALTHY");
    }
    List<String> problems = problems(reason);
    boolean signature = problems.size() == 1 && NOT_FOUND.equals(reason.get(INFRASTRUCTURE));
    if (signature && !Boolean.FALSE.equals(known.infrastructureReady())) {
      boolean verified = Boolean.TRUE.equals(known.infrastructureReady());
      return new MagnumVerdict(
          Verdict.COSMETIC,
          verified,
          problems,
          "%s by the known false negative (D-042): the driver does not find the OpenStackCluster, everything else is Ready; %s"
              .formatted(
                  status,
                  verified
                      ? "the OpenStackCluster itself is Ready"
                      : "not verified against the OpenStackCluster"));
    }
    if (signature) {
      return new MagnumVerdict(
          Verdict.REAL,
          false,
          List.of("infrastructure: the OpenStackCluster is not Ready"),
          "it looks like the known false negative, but the OpenStackCluster itself is not Ready: check Octavia first");
    }
    if (problems.isEmpty()) {
      return new MagnumVerdict(
          Verdict.REAL,
          null,
          List.of("health_status: " + status),
          status + " although every component is Ready");
    }
    boolean octavia = problems.stream().anyMatch(MagnumVerdict::pointsAtOctavia);
    return new MagnumVerdict(
        Verdict.REAL,
        null,
        problems,
        "%s: %s%s"
            .formatted(
                status, String.join("; ", problems), octavia ? ". Check Octavia first" : ""));
  }

  private static List<String> problems(Map<String, String> reason) {
    return reason.entrySet().stream()
        .filter(part -> !well(part.getValue()))
        .map(part -> part.getKey() + ": " + part.getValue())
        .toList();
  }

  /** The Cluster API driver says Ready; the older drivers say ok and True. */
  private static boolean well(String state) {
    return state.equals(READY) || state.equalsIgnoreCase("ok") || state.equalsIgnoreCase("true");
  }

  private static boolean pointsAtOctavia(String problem) {
    String text = problem.toLowerCase(Locale.ROOT);
    return text.startsWith(INFRASTRUCTURE)
        || text.contains("loadbalancer")
        || text.contains("load balancer")
        || text.contains("octavia");
  }
}
