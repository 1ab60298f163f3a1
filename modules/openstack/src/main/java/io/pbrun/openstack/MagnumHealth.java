package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.openstack.MagnumVerdict.Verdict;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.Magnum.Cluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code magnum_health}. */
@ModuleDoc(
    summary = "Tells what Magnum's health of a cluster means",
    description =
        "UNHEALTHY has three causes that look alike (runbook rule 2): without a reason the conductor cannot reach the"
            + " management API; the infrastructure not found and all else Ready is a known false negative (D-042); anything else is"
            + " real. What the playbook knows from elsewhere makes the verdict surer: hand over whether the management VM is parked"
            + " or runs (nova_server_actions, nova_server_info) and whether the OpenStackCluster is Ready (capi_status). Fails only"
            + " when Magnum cannot be read; the playbook decides what a verdict means.",
    example =
        """
        - name: What does Magnum say, and what does it mean?
          magnum_health:
            name: capi-test-1
            project: capi-mgmt
            infrastructure_ready: true
          register: magnum
          failed_when: not magnum.good
        """,
    requiredOneOf = {"scope|project", "name|id"},
    mutuallyExclusive = {"scope|project", "name|id"},
    returns = {
      @Returned(
          name = "verdict",
          value = "healthy, cosmetic, real, conductor_blind, stale or parked."),
      @Returned(
          name = "good",
          type = "bool",
          value = "Whether the verdict is healthy, or an accepted one."),
      @Returned(
          name = "excuse_verified",
          type = "bool",
          value =
              "For cosmetic: whether the OpenStackCluster was said to be Ready; null for other verdicts."),
      @Returned(
          name = "problems",
          type = "list",
          value = "The components that are not well, as 'component: state'."),
      @Returned(name = "health_status", value = "Magnum's own word."),
      @Returned(
          name = "health_status_reason",
          type = "dict",
          value = "Magnum's reason, component to state; empty when it gives none."),
      @Returned(name = "updated_at", value = "When Magnum last wrote the cluster."),
      @Returned(
          name = "cluster",
          type = "dict",
          value = "The cluster: id, name, status, api_address, project_id."),
      @Returned(name = "msg", value = "The meaning in one sentence.")
    })
public record MagnumHealth(
    @Param("The cluster's exact name.") @Nullable String name,
    @Param("The cluster's id.") @Nullable String id,
    @Param("'admin' to ask as the cloud's administrator, who sees the clusters of all projects.")
        @Nullable ScopeChoice scope,
    @Param("The project that owns the cluster, by name or id.") @Nullable String project,
    @Param("Whether the management VM is parked, where the playbook knows.")
        @Nullable Boolean parked,
    @Param(
            "Whether the management VM runs, where the playbook knows; while it does not, a reading is stale.")
        @Nullable Boolean managementRunning,
    @Param("Whether the OpenStackCluster is Ready, where the playbook knows (capi_status).")
        @Nullable Boolean infrastructureReady,
    @Param(value = "Verdicts beside healthy that count as good.", defaultValue = "cosmetic")
        List<Verdicts> accept,
    @Param(
            "A reading older than this is stale. Magnum touches updated_at only when the health changes, so by default its age says nothing.")
        @Nullable Duration staleAfter,
    @Param(
            "Wait this long for the verdict to be healthy or an accepted one. Without it one look is taken.")
        @Nullable Duration waitForGood,
    @Param(value = "Longest pause between two looks of a wait.", defaultValue = "2s")
        Duration interval)
    implements CloudModule {
  private static final Set<String> STATUSES = Set.of("HEALTHY", "UNHEALTHY", "UNKNOWN");

  /** Verdicts that a playbook may accept. */
  public enum Verdicts {
    COSMETIC,
    CONDUCTOR_BLIND,
    STALE,
    PARKED
  }

  @Override
  public Plan look(ModuleContext context) throws ModuleFailure, InterruptedException {
    Cloud cloud = Cloud.open(context, ScopeChoice.of(scope, project));
    if (waitForGood == null) {
      return Plan.settled(read(context, cloud));
    }
    String awaited = "Magnum to call cluster " + (name == null ? id : name) + " good";
    return Plan.gate(
        awaited, waitForGood, interval, CloudModule.probing(() -> judged(read(context, cloud))));
  }

  private static Observation judged(Result reading) {
    return Boolean.TRUE.equals(reading.fields().get("good"))
        ? Observation.reached(reading)
        : Observation.pending(String.valueOf(reading.fields().get("msg")), withoutWords(reading));
  }

  /** The wait has its own words for its end. */
  private static Result withoutWords(Result reading) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(reading.fields());
    fields.remove("msg");
    return Result.ok(fields);
  }

  private Result read(ModuleContext context, Cloud cloud)
      throws ModuleFailure, InterruptedException {
    Cluster cluster = cluster(cloud);
    if (cluster.healthStatus() != null && !STATUSES.contains(cluster.healthStatus())) {
      throw new ModuleFailure(
          "Magnum says health_status '%s' of cluster %s, which pbrun does not know; it stops here rather than guess"
              .formatted(cluster.healthStatus(), cluster.name()));
    }
    MagnumVerdict verdict =
        MagnumVerdict.of(
            cluster,
            new MagnumVerdict.Known(parked, managementRunning, infrastructureReady, staleAfter),
            context.time().now());
    boolean accepted =
        accept.stream().anyMatch(word -> word.name().equals(verdict.verdict().name()));
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("verdict", verdict.verdict().word());
    fields.put("good", verdict.verdict() == Verdict.HEALTHY || accepted);
    fields.put("excuse_verified", verdict.excuseVerified());
    fields.put("problems", verdict.problems());
    fields.put("health_status", cluster.healthStatus());
    fields.put(
        "health_status_reason",
        new LinkedHashMap<String, @Nullable Object>(cluster.healthReason()));
    fields.put("updated_at", cluster.updated() == null ? null : cluster.updated().toString());
    fields.put("cluster", cluster.toMap());
    fields.put(
        "msg",
        "cluster %s: %s (%s)".formatted(cluster.name(), verdict.verdict().word(), verdict.text()));
    return Result.ok(fields);
  }

  /** The list has no reasons, so that the cluster is read by its id. */
  private Cluster cluster(Cloud cloud) throws ModuleFailure, InterruptedException {
    String wanted = id;
    if (wanted == null) {
      List<Cluster> named =
          cloud.magnum().clusters().stream().filter(c -> c.name().equals(name)).toList();
      if (named.size() > 1) {
        throw new ModuleFailure(
            "%d Magnum clusters are named '%s' (%s); give the id"
                .formatted(
                    named.size(),
                    name,
                    String.join(", ", named.stream().map(Cluster::id).toList())));
      }
      wanted = named.isEmpty() ? null : named.getFirst().id();
    }
    Cluster found = wanted == null ? null : cloud.magnum().cluster(wanted);
    if (found == null) {
      throw new ModuleFailure(
          "there is no Magnum cluster %s for %s. An empty answer usually means the wrong project"
              .formatted(id != null ? id : "'" + name + "'", cloud.identity().line()));
    }
    return found;
  }
}
