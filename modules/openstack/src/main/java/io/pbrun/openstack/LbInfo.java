package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.LoadBalancer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code lb_info}. */
@ModuleDoc(
    summary = "Reads load balancers and says which need repair",
    description =
        "A load balancer in ERROR whose operating status is ONLINE still serves and is repaired without haste (runbook rule 5)."
            + " OFFLINE says nothing by itself: it stays so where no health manager runs.",
    example =
        """
        - name: Look at the project's load balancers
          lb_info:
            project: capi-mgmt
          register: lbs
        """,
    requiredOneOf = "scope|project",
    mutuallyExclusive = {"scope|project", "name|id"},
    returns = {
      @Returned(
          name = "load_balancers",
          type = "list",
          value =
              "Each: id, name, project_id, provisioning_status, operating_status, provider, admin_state_up, vip_address, created_at, updated_at, verdict."),
      @Returned(name = "count", type = "int", value = "How many were found."),
      @Returned(
          name = "all_active",
          type = "bool",
          value = "Whether there is at least one and every one is ACTIVE."),
      @Returned(
          name = "damaged",
          type = "list",
          value = "Names of those in ERROR that a failover can repair."),
      @Returned(name = "damaged_ids", type = "list", value = "Their ids."),
      @Returned(
          name = "pending",
          type = "list",
          value = "Names of those that Octavia is at work on."),
      @Returned(
          name = "stuck",
          type = "list",
          value = "Names of those that Octavia will never finish."),
      @Returned(
          name = "unknown",
          type = "list",
          value = "Names of those in a state that pbrun does not know."),
      @Returned(
          name = "verdicts",
          type = "dict",
          value =
              "Name to verdict: healthy, repair, repair_without_haste, degraded, pending, stuck_pending, disabled, other_provider, unknown."),
      @Returned(name = "msg", value = "The finding in one sentence.")
    })
public record LbInfo(
    @Param("The load balancer's exact name.") @Nullable String name,
    @Param("The load balancer's id.") @Nullable String id,
    @Param("'admin' to read the load balancers of all projects.") @Nullable ScopeChoice scope,
    @Param("The project that owns them, by name or id.") @Nullable String project,
    @Param("Whether finding none is a failure.") boolean required)
    implements CloudModule {

  @Override
  public Plan look(ModuleContext context) throws ModuleFailure, InterruptedException {
    Cloud cloud = Cloud.open(context, ScopeChoice.of(scope, project));
    List<LoadBalancer> found = LoadBalancers.find(cloud, name, id, null);
    Instant now = context.time().now();
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    Map<String, @Nullable Object> verdicts = new LinkedHashMap<>();
    for (LoadBalancer lb : found) {
      Map<String, @Nullable Object> map = lb.toMap();
      String verdict = LbVerdict.of(lb, now).word();
      map.put("verdict", verdict);
      shown.add(map);
      verdicts.put(lb.name(), verdict);
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("load_balancers", shown);
    fields.put("count", (long) found.size());
    fields.put(
        "all_active",
        !found.isEmpty()
            && found.stream()
                .allMatch(
                    lb -> lb.provisioning().is(io.pbrun.openstack.api.ProvisioningStatus.ACTIVE)));
    fields.put("damaged", names(found, now, LbVerdict::damaged));
    fields.put(
        "damaged_ids",
        found.stream()
            .filter(lb -> LbVerdict.of(lb, now).damaged())
            .map(LoadBalancer::id)
            .toList());
    fields.put(
        "pending", names(found, now, v -> v == LbVerdict.PENDING || v == LbVerdict.STUCK_PENDING));
    fields.put("stuck", names(found, now, v -> v == LbVerdict.STUCK_PENDING));
    fields.put("unknown", names(found, now, v -> v == LbVerdict.UNKNOWN));
    fields.put("verdicts", verdicts);
    if (found.isEmpty()) {
      String why = LoadBalancers.noneFound(cloud, name, id);
      if (required) {
        throw new ModuleFailure(why, fields);
      }
      fields.put("msg", why);
    } else {
      fields.put(
          "msg",
          String.join(
              "; ",
              found.stream()
                  .map(lb ->
                      "%s is %s (%s)"
                          .formatted(lb.name(), lb.state(), LbVerdict.of(lb, now).word()))
                  .toList()));
    }
    return Plan.settled(Result.ok(fields));
  }

  private static List<String> names(
      List<LoadBalancer> found, Instant now, java.util.function.Predicate<LbVerdict> which) {
    return found.stream()
        .filter(lb -> which.test(LbVerdict.of(lb, now)))
        .map(LoadBalancer::name)
        .toList();
  }
}
