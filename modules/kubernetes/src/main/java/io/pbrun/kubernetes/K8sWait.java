package io.pbrun.kubernetes;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.TaskModule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits for a condition. */
@ModuleDoc(
    summary = "Waits until Kubernetes objects have a condition",
    description =
        """
        Knows which conditions are good when False (Paused, Remediating, MemoryPressure, ...), finds Cluster API's
        conditions in their old and new places, and does not trust a condition that speaks of an earlier generation of the
        object. While the API server does not answer it waits on; it gives up at once when credentials are refused, and
        after appear_within when the kind, the object's condition type or the object itself does not appear. An object that
        is paused will not change by itself: that ends the wait with verdict paused. At most one request a second.
        """,
    example =
        """
        - name: The workload cluster is available again
          k8s_wait:
            kubeconfig: ~/capi-mgmt.kubeconfig
            api_version: cluster.x-k8s.io
            kind: Cluster
            namespace: magnum-674171fd28d446d3a37073b6a761e910
            name: capi-test-1
            condition: Available
            timeout: 15m
        """,
    returns = {
      @Returned(
          name = "verdict",
          value = "met, absent, pending, missing, paused, or the kind of error."),
      @Returned(
          name = "condition",
          type = "dict",
          value =
              "The condition of the last object looked at: type, status, reason, message, last_transition_time, stale."),
      @Returned(name = "objects", type = "list", value = "Names of the objects (namespace/name)."),
      @Returned(name = "elapsed", type = "int", value = "Seconds waited.")
    },
    requiredOneOf = {"name|label_selectors"},
    mutuallyExclusive = {"name|label_selectors"})
public record K8sWait(
    @Param(
            value = "Kind of the object, or the resource's plural, singular or short name.",
            required = true)
        String kind,
    @Param(
            value =
                "API group and version, or the group alone for the version that the server prefers.",
            aliases = {"api", "version"})
        @Nullable String apiVersion,
    @Param("Name of the object.") @Nullable String name,
    @Param(
            "Labels of the objects: all that have them must have the condition, and there must be at least one.")
        @Nullable List<String> labelSelectors,
    @Param("Namespace of the object; none for kinds that have none.") @Nullable String namespace,
    @Param(value = "Type of the condition.", defaultValue = "Ready") String condition,
    @Param(
            value =
                "Status to wait for. Without it the good one: True, or False for a type such as Paused.",
            choices = {"True", "False", "Unknown"})
        @Nullable String status,
    @Param("Reason that the condition must have as well.") @Nullable String reason,
    @Param(
            value = "Whether an object that does not exist ends the wait well.",
            defaultValue = "false")
        boolean absentOk,
    @Param(value = "Limit for the wait.", defaultValue = "10m") Duration timeout,
    @Param(value = "Longest pause between two looks.", defaultValue = "2s") Duration interval,
    @Param(
            value =
                "How long the kind, the object or the condition type may be missing before the wait gives up.",
            defaultValue = "1m")
        Duration appearWithin,
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
    String good = status == null ? Condition.goodStatus(condition) : status;
    String which =
        name != null
            ? " " + name
            : " with " + String.join(",", labelSelectors == null ? List.of() : labelSelectors);
    String awaited =
        condition
            + "="
            + good
            + " of "
            + kind
            + which
            + (namespace == null ? "" : " in " + namespace);
    ConditionProbe probe = new ConditionProbe(this, good, api, task.time());
    Duration pause =
        interval.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : interval;
    api.endWithin(timeout);
    return Plan.gate(awaited, timeout, pause, new PacedProbe(probe, task.time(), api));
  }
}
