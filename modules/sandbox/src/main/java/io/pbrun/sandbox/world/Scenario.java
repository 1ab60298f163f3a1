package io.pbrun.sandbox.world;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a site stands when the sandbox opens, and how it will behave; read from a file by {@link
 * ScenarioFile}. Durations carry their unit in the name.
 */
public record Scenario(
    String description,
    Map<String, String> projects,
    List<Flavor> flavors,
    List<Host> hypervisors,
    double ramAllocationRatio,
    double cpuAllocationRatio,
    int reservedHostMemoryMb,
    List<Guest> servers,
    ManagementVm managementVm,
    List<Balancer> loadBalancers,
    List<Orphan> orphans,
    ClusterApi clusterApi,
    Magnum magnum,
    Timings timings,
    Twists twists) {

  /** A Nova flavor. */
  public record Flavor(String name, int ramMb, int vcpus, int diskGb) {}

  /** A hypervisor's physical size. */
  public record Host(String name, int memoryMb, int vcpus, int diskGb) {}

  /** A tenant's server that is there and stays as it is. */
  public record Guest(String name, String project, String flavor, String host, String network) {}

  /**
   * The server under the management cluster.
   *
   * @param state active, stopped or error
   * @param changedMinutesAgo when it was started or stopped (or fell into the error)
   * @param changedBy user who did that through the API
   * @param fault text of Nova's fault in state error
   */
  public record ManagementVm(
      String name,
      String project,
      String flavor,
      String specifiedFlavor,
      String host,
      String network,
      String fixedIp,
      String state,
      long changedMinutesAgo,
      String changedBy,
      @Nullable String fault) {}

  /**
   * An Octavia load balancer with its amphorae.
   *
   * @param topology SINGLE or ACTIVE_STANDBY
   * @param amphora status of its amphora rows
   * @param provider amphora, or ovn (which has no amphorae and no failover)
   */
  public record Balancer(
      String name,
      @Nullable String id,
      String project,
      String topology,
      String provider,
      String provisioning,
      String operating,
      String amphora,
      String host,
      String vip,
      long updatedMinutesAgo) {}

  /**
   * An amphora server without a row in Octavia.
   *
   * @param status ERROR (a failed spawn; no host, no claim) or ACTIVE (a zombie)
   */
  public record Orphan(String status, @Nullable String host, long createdMinutesAgo) {}

  /**
   * The workload cluster's objects.
   *
   * @param version served version of cluster.x-k8s.io: v1beta1 or v1beta2
   * @param infrastructureReady what CAPO last wrote
   * @param paused spec.paused of the Cluster
   */
  public record ClusterApi(
      String cluster,
      String version,
      String kubernetesVersion,
      int controlPlanes,
      int workers,
      boolean infrastructureReady,
      boolean paused) {}

  /**
   * The Magnum cluster.
   *
   * @param driverFindsInfrastructure false: the driver asks for a version CAPO no longer serves
   *     (D-042)
   * @param whenUnreachable empty_reason (runbook rule 2) or unchanged (the conductor writes
   *     nothing)
   */
  public record Magnum(
      String cluster, boolean driverFindsInfrastructure, String whenUnreachable, String health) {}

  /** How long things take, in simulated time. Defaults are the runbook's verified timings. */
  public record Timings(
      long serverActiveSeconds,
      long serverStopSeconds,
      long sshdSeconds,
      long sshdStallSeconds,
      long apiListensSeconds,
      long kubernetesReadySeconds,
      long controllersSeconds,
      long failoverSeconds,
      long failoverFailsSeconds,
      long capoResyncSeconds,
      long magnumPollSeconds,
      long tokenLifetimeSeconds) {}

  /**
   * What goes wrong on purpose.
   *
   * @param startRaces somebody else's start wins by a moment: our first os-start answers 409
   * @param startFailsSilently os-start is accepted and the server stays SHUTOFF
   * @param zombieReturnsAfterLookups the zombie's amphora row appears after so many 404s for its id
   * @param zombieReturnsAfterListings or after so many full amphora listings (0: never)
   */
  public record Twists(
      boolean startRaces,
      boolean startFailsSilently,
      int zombieReturnsAfterLookups,
      int zombieReturnsAfterListings) {}
}
