package io.pbrun.kubernetes;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how a Cluster API management cluster and a workload cluster in it are (runbook rules 1, 5,
 * 9).
 */
@ModuleDoc(
    summary = "Says which layer of a Cluster API stack is the lowest red one, and why",
    description =
        """
        Reads the nodes, the controllers' pods, and the Cluster, OpenStackCluster and Machines of a namespace, bottom up, and
        gives one verdict. Both sets of conditions of Cluster API are read right, in v1beta1 and in v1beta2. Everything above
        a red layer is red because of it: repair that layer first. A look alone never fails because something is red; with
        wait_for_available the task waits until all is green, and fails at once when the cluster is paused or the
        credentials are refused, because waiting does not help then. It never writes.

        Verdicts: green; unreachable (API server); refused (credentials); nodes_not_ready; controllers_not_running;
        capi_missing (the kinds are not served); cluster_missing; paused (nothing heals until it is unpaused); lb_blocked
        (the API's load balancer is the cause: repair it in Octavia first, the condition clears itself, allow ten minutes);
        infrastructure_not_ready; remediating (machines are being replaced); machines_not_running; cluster_not_available.
        """,
    example =
        """
        - name: How is the Cluster API stack
          capi_status:
            kubeconfig: ~/capi-mgmt.kubeconfig
            namespace: magnum-674171fd28d446d3a37073b6a761e910
          register: capi

        - name: Wait until Cluster API has seen the repaired load balancer
          capi_status:
            kubeconfig: ~/capi-mgmt.kubeconfig
            namespace: magnum-674171fd28d446d3a37073b6a761e910
            wait_for_available: 15m
        """,
    returns = {
      @Returned(name = "verdict", value = "One word for the whole; see the description."),
      @Returned(name = "green", type = "bool", value = "Whether the verdict is green."),
      @Returned(
          name = "lowest_red_layer",
          value =
              "kubernetes_api, nodes, controllers, cluster_api, load_balancer, infrastructure, machines or cluster; null when green."),
      @Returned(
          name = "reasons",
          type = "list",
          value = "What is red, one sentence each, lowest layer first."),
      @Returned(
          name = "nodes_ready",
          type = "bool",
          value = "Whether all nodes of the management cluster are Ready; null when unknown."),
      @Returned(
          name = "controllers_ready",
          type = "bool",
          value = "Whether all controllers' pods are running and ready; null when unknown."),
      @Returned(
          name = "cluster_available",
          type = "bool",
          value = "Whether all Clusters of the namespace are Available; null when unknown."),
      @Returned(
          name = "openstackcluster_ready",
          type = "bool",
          value = "Whether all OpenStackClusters are ready; null when unknown."),
      @Returned(
          name = "machines_running",
          type = "bool",
          value = "Whether all Machines are Running; null when unknown."),
      @Returned(
          name = "loadbalancer_id",
          value =
              "Id of the load balancer that is to blame, as a message names it or as the OpenStackCluster has it; null when"
                  + " none is."),
      @Returned(name = "nodes", type = "list", value = "Each node: name, ready, reason."),
      @Returned(
          name = "controllers",
          type = "list",
          value = "Each controller's pod: namespace, name, phase, ready, reason."),
      @Returned(
          name = "clusters",
          type = "list",
          value = "Each Cluster: namespace, name, phase, available, paused, message."),
      @Returned(
          name = "openstackclusters",
          type = "list",
          value = "Each OpenStackCluster: namespace, name, ready, message."),
      @Returned(
          name = "machines",
          type = "list",
          value = "Each Machine: namespace, name, phase, running, message."),
      @Returned(
          name = "api_versions",
          type = "dict",
          value = "The versions that were read, by kind.")
    })
public record CapiStatus(
    @Param(
            "Namespace of the Cluster, OpenStackCluster and Machines (Magnum's is magnum-<project id>). Without it all namespaces.")
        @Nullable String namespace,
    @Param("Name of the one Cluster that is meant. Without it all of the namespace.")
        @Nullable String cluster,
    @Param(
            value =
                "Patterns of the controllers' namespaces, or names of pods. Each must match at least one pod.",
            defaultValue = "[capi-*, capo-*, cert-manager, orc-system]")
        List<String> controllers,
    @Param(
            value =
                "Patterns of namespaces or names of pods that need not be there, but must run when they are.",
            defaultValue = "[cluster-api-addon*, cluster-api-janitor*, addon*, janitor*]")
        List<String> addons,
    @Param("Wait this long for all to be green. Without it one look is taken.")
        @Nullable Duration waitForAvailable,
    @Param(
            "Wait this long for the nodes to be Ready and the controllers to run, whatever is above them.")
        @Nullable Duration waitForControllers,
    @Param(
            value =
                "Longest pause between two looks at everything while waiting. In between, only the objects of the lowest"
                    + " red layer are looked at.",
            defaultValue = "15s")
        Duration interval,
    @Param(
            "Path of the kubeconfig on the control machine. Without it the host's variable kubeconfig.")
        @Nullable String kubeconfig,
    @Param("Context of the kubeconfig. Without it the file's current one.")
        @Nullable String context,
    @Param(value = "Limit for one request.", defaultValue = "10s") Duration requestTimeout)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext task)
      throws ModuleFailure, ConnectionException, InterruptedException {
    KubeApi api = KubeApi.of(task, kubeconfig, context, requestTimeout);
    CapiReader reader =
        new CapiReader(api, namespace, cluster, new Controllers(controllers, addons));
    if (waitForAvailable != null && waitForControllers != null) {
      throw new ModuleFailure("give wait_for_available or wait_for_controllers, not both");
    }
    boolean controllersOnly = waitForControllers != null;
    Duration limit = controllersOnly ? waitForControllers : waitForAvailable;
    if (limit == null) {
      CapiState state = reader.read();
      if (state.verdict() == CapiState.Verdict.UNREACHABLE) {
        task.notAnswering();
      }
      return Plan.settled(Result.ok(state.fields()));
    }
    String awaited =
        controllersOnly
            ? "the Cluster API controllers to run"
            : "Cluster API to be green"
                + (namespace == null ? "" : " in " + namespace)
                + (cluster == null ? "" : ", cluster " + cluster);
    api.endWithin(limit);
    PacedProbe probe =
        new PacedProbe(
            new CapiProbe(reader, controllersOnly, interval, task.time()), task.time(), api);
    return Plan.gate(awaited, limit, CapiProbe.PAUSE, probe);
  }
}
