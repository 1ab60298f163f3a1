package io.pbrun.openstack;

import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.Diff;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.value.Unknown;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.LoadBalancer;
import io.pbrun.openstack.api.ProvisioningStatus;
import io.pbrun.openstack.auth.Scope;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code lb_failover}. */
@ModuleDoc(
    summary = "Fails over a load balancer in ERROR and proves that its amphorae were replaced",
    description =
        "One at a time on the whole cloud, and only with room for one more amphora, checked right before (runbook rules 7 and"
            + " 8). A failover that fails is never tried again in the run. Refused: other providers than amphora, disabled load"
            + " balancers, unknown states, one that hangs in PENDING. An ACTIVE load balancer is left alone unless 'force' says so.",
    example =
        """
        - name: Repair the kube-api load balancer
          lb_failover:
            name: kube-api
            ram_allocation_ratio: 1.5
            reserved_host_memory_mb: 8192
        """,
    requiredOneOf = "name|id",
    mutuallyExclusive = "name|id",
    returns = {
      @Returned(
          name = "load_balancer",
          type = "dict",
          value = "The load balancer afterwards, as lb_info shows it."),
      @Returned(
          name = "previous_state",
          value = "Its provisioning and operating status before: 'ERROR/ONLINE'."),
      @Returned(
          name = "operating_status",
          value =
              "Its operating status afterwards; it follows heartbeats and says nothing without a health manager."),
      @Returned(name = "topology", value = "SINGLE, ACTIVE_STANDBY or UNKNOWN."),
      @Returned(
          name = "amphorae_before",
          type = "list",
          value = "Its amphorae before, as amphora_info shows them."),
      @Returned(name = "amphorae_after", type = "list", value = "Its amphorae afterwards."),
      @Returned(
          name = "headroom",
          type = "dict",
          value = "The headroom right before, as hypervisor_headroom shows it."),
      @Returned(
          name = "headroom_fits",
          type = "bool",
          value = "Whether one more amphora had room when it was looked."),
      @Returned(
          name = "adopted",
          type = "bool",
          value = "Whether somebody else (the health manager) had begun the failover."),
      @Returned(
          name = "elapsed",
          type = "int",
          value = "Seconds from the request to ACTIVE or ERROR."),
      @Returned(
          name = "fast_failure",
          type = "bool",
          value = "In a failure: whether it fell to ERROR at once, as without headroom."),
      @Returned(
          name = "evidence",
          type = "list",
          value = "In a failure: what was seen of new servers and amphorae."),
      @Returned(
          name = "refused",
          value =
              "In a refusal, its reason: no_headroom, stuck_pending, pending, other_pending, provider, disabled or earlier_failure.")
    })
public record LbFailover(
    @Param("The load balancer's exact name.") @Nullable String name,
    @Param("The load balancer's id.") @Nullable String id,
    @Param(value = "A failover is asked for as the cloud's administrator.", defaultValue = "admin")
        ScopeChoice scope,
    @Param("The project that owns it, by name or id, when its name is used in several.")
        @Nullable String lbProject,
    @Param(
            value =
                "The longest that the failover may take; Octavia's own waits add up to 30 minutes for a pair.",
            defaultValue = "35m")
        Duration timeout,
    @Param(value = "The longest pause between two looks.", defaultValue = "2s") Duration interval,
    @Param(
            value = "How long to wait while this or another load balancer is PENDING.",
            defaultValue = "10m")
        Duration pendingTimeout,
    @Param(
            value =
                "A fall to ERROR within this time is an early failure, usually for want of room.",
            defaultValue = "30s")
        Duration fastFailureWindow,
    @Param("Memory of one amphora in MB; by default that of its flavor, else 1024.")
        @Nullable Long requiredMb,
    @Param(value = "Which figure decides about the headroom.", defaultValue = "both")
        HeadroomRule headroomRule,
    @Param("The site's ram_allocation_ratio; by default what Placement says of each host.")
        @Nullable Double ramAllocationRatio,
    @Param("The site's reserved_host_memory in MB; by default what Placement says of each host.")
        @Nullable Long reservedHostMemoryMb,
    @Param("Whether an ACTIVE load balancer is failed over as well.") boolean force)
    implements CloudModule {

  @Override
  public Plan look(ModuleContext context) throws ModuleFailure, InterruptedException {
    Cloud cloud = Cloud.open(context, new Scope.Admin());
    String owner = lbProject == null ? null : cloud.identityService().projectId(lbProject);
    LoadBalancer lb = LoadBalancers.one(cloud, name, id, owner);
    ProvisioningStatus status = lb.provisioning().orStop(lb.described());
    if (status == ProvisioningStatus.ACTIVE && !force) {
      return Plan.settled(unchanged(context, lb));
    }
    LbFailoverAction action = new LbFailoverAction(this, lb);
    action.guard(context, lb);
    AmphoraSet amphorae = new AmphoraSet(cloud.octavia().amphoraeOf(lb.id()));
    Headroom headroom = action.headroom(cloud, amphorae);
    boolean fits = headroom.slots() > 0;
    if (!fits) { // a change planned before this one may free it; the action looks again and then
      // refuses
      context.warn(
          "as things are, the failover of %s would be refused: %s"
              .formatted(lb.name(), headroom.text()));
    }
    if (amphorae.topology().equals("SINGLE")) {
      context.warn(
          lb.name()
              + " has one amphora only: its address does not answer for a moment while the new one takes over");
    }
    return Plan.change(
        Change.of(
                Change.Kind.FAILOVER,
                summary(lb, status, amphorae, context),
                CloudModule.acting(action))
            .with(
                Diff.ofFields(
                    "load balancer " + lb.name(),
                    "provisioning_status: %s\namphorae: %s\n"
                        .formatted(lb.provisioning(), amphorae.text()),
                    "provisioning_status: ACTIVE\namphorae: replaced\n"))
            .predicting(predicted(lb, amphorae, headroom, fits)));
  }

  private String summary(
      LoadBalancer lb, ProvisioningStatus status, AmphoraSet amphorae, ModuleContext context) {
    String what =
        "fail over load balancer %s (%s), replacing %s"
            .formatted(lb.name(), lb.state(), amphorae.text());
    return status.pending()
        ? "wait for load balancer %s (%s since %s) and, if it ends in ERROR, fail it over"
            .formatted(
                lb.name(), lb.provisioning(), Moments.text(lb.updated(), context.time().now()))
        : what;
  }

  private static Map<String, Object> predicted(
      LoadBalancer lb, AmphoraSet amphorae, Headroom headroom, boolean fits) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("previous_state", lb.state());
    fields.put("topology", amphorae.topology());
    fields.put("amphorae_before", amphorae.toList());
    fields.put("amphorae_after", new Unknown("the failover of " + lb.name()));
    fields.put("headroom", headroom.toMap());
    fields.put("headroom_fits", fits);
    return fields;
  }

  private static Result unchanged(ModuleContext context, LoadBalancer lb) {
    LbVerdict verdict = LbVerdict.of(lb, context.time().now());
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("load_balancer", lb.toMap());
    fields.put("previous_state", lb.state());
    fields.put("operating_status", lb.operating().raw());
    fields.put("elapsed", 0L);
    fields.put("msg", "load balancer %s is %s".formatted(lb.name(), lb.state()));
    if (verdict == LbVerdict.DEGRADED) {
      context.warn(
          "load balancer %s is ACTIVE but its operating status is %s: look at its members and amphorae; 'force' fails it over"
              .formatted(lb.name(), lb.operating()));
    }
    return Result.ok(fields);
  }
}
