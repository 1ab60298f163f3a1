package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.openstack.api.Amphora;
import io.pbrun.openstack.api.AmphoraStatus;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.auth.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code amphora_info}. */
@ModuleDoc(
    summary = "Reads Octavia's amphorae",
    description =
        "Octavia's list is the truth about which amphorae exist (runbook rule 6). After a repair all are ALLOCATED (rule 9).",
    example =
        """
        - name: Are all amphorae in service?
          amphora_info:
          register: amphorae
          failed_when: not amphorae.all_allocated
        """,
    returns = {
      @Returned(
          name = "amphorae",
          type = "list",
          value =
              "Each: id, loadbalancer_id, compute_id, status, role, lb_network_ip, image_id, compute_flavor, created_at, updated_at."),
      @Returned(name = "count", type = "int", value = "How many there are."),
      @Returned(name = "by_status", type = "dict", value = "Status to number."),
      @Returned(
          name = "all_allocated",
          type = "bool",
          value = "Whether there is at least one and every one is ALLOCATED."),
      @Returned(
          name = "not_allocated",
          type = "list",
          value = "Those that are not, as 'id STATUS (ROLE)'."),
      @Returned(name = "msg", value = "The finding in one sentence.")
    })
public record AmphoraInfo(
    @Param(value = "Amphorae are read as the cloud's administrator.", defaultValue = "admin")
        ScopeChoice scope,
    @Param("Only those of this load balancer, by name or id.") @Nullable String loadBalancer)
    implements CloudModule {

  @Override
  public Plan look(ModuleContext context) throws ModuleFailure, InterruptedException {
    Cloud cloud = Cloud.open(context, new Scope.Admin());
    List<Amphora> amphorae;
    if (loadBalancer == null) {
      amphorae = cloud.octavia().amphorae();
    } else {
      String lb =
          cloud.octavia().loadBalancers().stream()
              .filter(known -> known.id().equals(loadBalancer) || known.name().equals(loadBalancer))
              .map(io.pbrun.openstack.api.LoadBalancer::id)
              .reduce((a, b) -> a + "," + b)
              .orElseThrow(
                  () -> new ModuleFailure("there is no load balancer '" + loadBalancer + "'"));
      if (lb.contains(",")) {
        throw new ModuleFailure(
            "several load balancers are named '%s' (%s); give the id".formatted(loadBalancer, lb));
      }
      amphorae = cloud.octavia().amphoraeOf(lb);
    }
    Map<String, @Nullable Object> byStatus = new TreeMap<>();
    amphorae.forEach(a -> byStatus.merge(a.status().raw(), 1L, (x, y) -> (Long) x + (Long) y));
    List<String> others =
        amphorae.stream()
            .filter(a -> !a.status().is(AmphoraStatus.ALLOCATED))
            .map(Amphora::described)
            .toList();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("amphorae", amphorae.stream().map(Amphora::toMap).toList());
    fields.put("count", (long) amphorae.size());
    fields.put("by_status", byStatus);
    fields.put("all_allocated", !amphorae.isEmpty() && others.isEmpty());
    fields.put("not_allocated", others);
    fields.put(
        "msg",
        amphorae.isEmpty()
            ? "there are no amphorae"
            : others.isEmpty()
                ? "all %d amphorae are ALLOCATED".formatted(amphorae.size())
                : "not ALLOCATED: " + String.join(", ", others));
    return Plan.settled(Result.ok(fields));
  }
}
