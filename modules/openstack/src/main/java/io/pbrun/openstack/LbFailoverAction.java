package io.pbrun.openstack;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.Wait;
import io.pbrun.openstack.api.Amphora;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.Flavor;
import io.pbrun.openstack.api.LoadBalancer;
import io.pbrun.openstack.api.ProvisioningStatus;
import io.pbrun.openstack.auth.Scope;
import io.pbrun.openstack.http.OpenStackException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One failover from the last checks to the proof that it succeeded (runbook rules 7 and 8). */
final class LbFailoverAction implements Change.Action {
  private static final long AMPHORA_MB = 1024;
  private static final int MOST_CONFLICTS = 3;
  private static final Duration SETTLING = Duration.ofMinutes(1);
  private static final Duration REPLICA_LAG = Duration.ofSeconds(12);

  private final LbFailover asked;
  private final LoadBalancer planned;

  LbFailoverAction(LbFailover asked, LoadBalancer planned) {
    this.asked = asked;
    this.planned = planned;
  }

  @Override
  public Result perform(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Cloud cloud = Cloud.open(context, new Scope.Admin());
    FailoverLedger ledger =
        context.shared(
            "openstack.failovers:" + cloud.config().authUrl(),
            FailoverLedger.class,
            FailoverLedger::new);
    ReentrantLock lock = ledger.oneAtATime();
    if (!lock.tryLock()) {
      context.progress("waiting for another failover of this run");
      lock.lockInterruptibly();
    }
    try {
      ledger.refuseAfterFailure(planned.described());
      return alone(context, cloud, ledger);
    } finally {
      lock.unlock();
    }
  }

  private Result alone(ModuleContext context, Cloud cloud, FailoverLedger ledger)
      throws ModuleFailure, ConnectionException, InterruptedException {
    for (int conflicts = 0; ; conflicts++) {
      LoadBalancer lb = settled(context, cloud);
      if (lb.provisioning().is(ProvisioningStatus.ACTIVE) && !asked.force()) {
        return Result.ok(
            fields(lb, "load balancer %s has become ACTIVE without us".formatted(lb.name())));
      }
      waitForOthers(context, cloud);
      AmphoraSet before = new AmphoraSet(cloud.octavia().amphoraeOf(lb.id()));
      Headroom headroom = headroom(cloud, before);
      requireRoom(lb, headroom);
      FailoverEvidence evidence = FailoverEvidence.before(cloud, before, context.time());
      LoadBalancer last = read(cloud);
      if (!last.provisioning().equals(lb.provisioning())) {
        if (conflicts >= MOST_CONFLICTS) {
          throw refusal(
              "pending",
              "%s keeps changing under our hands (%s); somebody else is at work on it"
                  .formatted(lb.described(), last.state()));
        }
        continue;
      }
      Boolean adopted = request(context, cloud, last);
      if (adopted == null) {
        if (conflicts >= MOST_CONFLICTS) {
          throw refusal(
              "pending",
              "Octavia refused the failover of %s %d times as being in the way of something else"
                  .formatted(lb.described(), conflicts + 1));
        }
        context.pause(Duration.ofSeconds(2));
        continue;
      }
      context.inFlight(
          "the failover of %s, accepted at %s; Octavia goes on with it without pbrun: look with 'openstack loadbalancer show %s'"
              .formatted(
                  lb.described(),
                  Moments.text(context.time().now(), context.time().now()),
                  lb.id()));
      try {
        return watch(context, cloud, last, before, headroom, evidence, adopted);
      } catch (ModuleFailure | OpenStackException failed) {
        ledger.failed(lb.described());
        throw failed;
      }
    }
  }

  /** Refuses what must not be failed over at all. */
  void guard(ModuleContext context, LoadBalancer lb) throws ModuleFailure {
    ProvisioningStatus status = lb.provisioning().orStop(lb.described());
    if (!lb.ofAmphorae()) {
      throw refusal(
          "provider",
          "%s is of provider %s, which has no amphorae to fail over"
              .formatted(lb.described(), lb.provider()));
    }
    if (!lb.adminStateUp()) {
      throw refusal(
          "disabled",
          lb.described() + " is administratively down; enable it first if it is meant to serve");
    }
    if (LbVerdict.stuck(lb, context.time().now())) {
      throw refusal("stuck_pending", LbVerdict.stuckText(lb, context.time().now()));
    }
    if (status == ProvisioningStatus.DELETED || status == ProvisioningStatus.PENDING_DELETE) {
      throw refusal("pending", lb.described() + " is " + status + ": it is being deleted");
    }
  }

  private static ModuleFailure refusal(String reason, String message) {
    return new ModuleFailure(message, Map.of("refused", reason));
  }

  private LoadBalancer read(Cloud cloud) throws ModuleFailure, InterruptedException {
    LoadBalancer lb = cloud.octavia().loadBalancer(planned.id());
    if (lb == null) {
      throw new ModuleFailure(planned.described() + " is gone: Octavia answers 404");
    }
    lb.provisioning().orStop(lb.described());
    return lb;
  }

  /** Waits while Octavia is at work on the load balancer. */
  private LoadBalancer settled(ModuleContext context, Cloud cloud)
      throws ModuleFailure, ConnectionException, InterruptedException {
    LoadBalancer first = read(cloud);
    guard(context, first);
    if (!first.pending()) {
      return first;
    }
    LoadBalancer[] last = {first};
    await(
        context,
        "Octavia to finish with " + first.name(),
        "pending",
        "it is at work on it, or its worker has died; nothing was asked of it",
        () -> {
          last[0] = read(cloud);
          return last[0].pending()
              ? Observation.pending(last[0].state())
              : Observation.reached(Result.ok());
        });
    guard(context, last[0]);
    return last[0];
  }

  /** A failover takes a slot for a while; another one at the same time could take the same slot. */
  private void waitForOthers(ModuleContext context, Cloud cloud)
      throws ModuleFailure, ConnectionException, InterruptedException {
    await(
        context,
        "other load balancers to be settled",
        "other_pending",
        "one failover at a time on the whole cloud; nothing was asked of " + planned.name(),
        () -> {
          List<String> pending =
              cloud.octavia().loadBalancers().stream()
                  .filter(lb -> lb.pending() && !lb.id().equals(planned.id()))
                  .map(lb ->
                      "%s is %s since %s"
                          .formatted(
                              lb.name(),
                              lb.provisioning(),
                              Moments.text(lb.updated(), context.time().now())))
                  .toList();
          return pending.isEmpty()
              ? Observation.reached(Result.ok())
              : Observation.pending(String.join(", ", pending));
        });
  }

  private void await(
      ModuleContext context,
      String awaited,
      String reason,
      String why,
      io.pbrun.engine.module.Probe probe)
      throws ModuleFailure, ConnectionException, InterruptedException {
    try {
      context.await(
          new Wait(awaited, asked.pendingTimeout(), asked.interval(), CloudModule.probing(probe)));
    } catch (ModuleFailure late) {
      if (!Boolean.TRUE.equals(late.fields().get("timed_out"))) {
        throw late;
      }
      Map<String, @Nullable Object> fields = new LinkedHashMap<>(late.fields());
      fields.put("refused", reason);
      throw new ModuleFailure(late.getMessage() + "; " + why, fields, late);
    }
  }

  Headroom headroom(Cloud cloud, AmphoraSet amphorae) throws InterruptedException {
    Long mb = asked.requiredMb();
    String flavor =
        amphorae.amphorae().stream()
            .map(Amphora::computeFlavor)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    if (mb == null && flavor != null) {
      Flavor known = cloud.nova().flavor(flavor);
      mb = known == null ? null : known.ramMb();
    }
    Headroom.Need need =
        new Headroom.Need(
            mb == null ? AMPHORA_MB : mb,
            1,
            0,
            asked.ramAllocationRatio(),
            asked.reservedHostMemoryMb());
    return HeadroomReader.read(
        cloud, need, asked.headroomRule(), List.of("!COMPUTE_STATUS_DISABLED"));
  }

  private static void requireRoom(LoadBalancer lb, Headroom headroom) throws ModuleFailure {
    if (headroom.slots() < 1) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("refused", "no_headroom");
      fields.put("headroom", headroom.toMap());
      fields.put("headroom_fits", false);
      throw new ModuleFailure(
          "the failover of %s was not tried: it builds the new amphora before it removes the old one, and %s"
              .formatted(lb.described(), headroom.text()),
          fields);
    }
  }

  /**
   * @return false when our request was accepted, true when somebody else's failover runs, null to
   *     look again
   */
  private @Nullable Boolean request(ModuleContext context, Cloud cloud, LoadBalancer lb)
      throws ModuleFailure, InterruptedException {
    try {
      cloud.octavia().failover(lb.id());
      return false;
    } catch (OpenStackException e) {
      if (e.status() == 409) {
        return read(cloud).pending() ? true : null;
      }
      if (!e.outcomeUnknown()) {
        throw e;
      }
      for (int look = 0;
          look < 5;
          look++) { // the row changes before the answer is sent, so a few looks tell
        LoadBalancer now = read(cloud);
        if (now.pending() || !Objects.equals(now.updated(), lb.updated())) {
          return false;
        }
        context.pause(Duration.ofSeconds(2));
      }
      throw new ModuleFailure(
          "the failover of %s was asked for, the answer was lost, and it is still %s; it was not sent again. %s"
              .formatted(lb.described(), lb.state(), e.getMessage()));
    }
  }

  private Result watch(
      ModuleContext context,
      Cloud cloud,
      LoadBalancer last,
      AmphoraSet before,
      Headroom headroom,
      FailoverEvidence evidence,
      boolean adopted)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Instant accepted = context.time().now();
    boolean[] begun = {false};
    Wait end =
        new Wait(
            "the failover of " + last.name(),
            asked.timeout(),
            asked.interval(),
            CloudModule.probing(() -> {
              LoadBalancer now = read(cloud);
              Duration since = Duration.between(accepted, context.time().now());
              // A lagging replica may still show the row as it was before the request.
              begun[0] |=
                  now.pending()
                      || !Objects.equals(now.updated(), last.updated())
                      || since.compareTo(REPLICA_LAG) > 0;
              AmphoraSet amphorae = evidence.look(now.id(), !now.pending());
              String seen = now.state() + "; " + amphorae.text();
              if (now.pending() || !begun[0]) {
                return Observation.pending(seen);
              }
              if (now.provisioning().is(ProvisioningStatus.ERROR)) {
                throw fell(
                    context,
                    cloud,
                    now,
                    before,
                    evidence,
                    Duration.between(accepted, context.time().now()));
              }
              return Observation.reached(Result.ok());
            }));
    context.await(end);
    long elapsed = Duration.between(accepted, context.time().now()).toSeconds();
    AmphoraSet after = proven(context, cloud, last, before);
    LoadBalancer now = read(cloud);
    Map<String, @Nullable Object> fields =
        fields(
            now,
            "load balancer %s is %s; its amphorae were replaced in %d s: %s"
                .formatted(now.name(), now.state(), elapsed, after.text()));
    fields.put("topology", after.topology());
    fields.put("amphorae_before", before.toList());
    fields.put("amphorae_after", after.toList());
    fields.put("headroom", headroom.toMap());
    fields.put("headroom_fits", true);
    fields.put("adopted", adopted);
    fields.put("elapsed", elapsed);
    return Result.changed(fields);
  }

  /**
   * ACTIVE alone proves nothing: the amphorae must be new, as many as the topology has, and in
   * service.
   */
  private AmphoraSet proven(ModuleContext context, Cloud cloud, LoadBalancer lb, AmphoraSet before)
      throws ModuleFailure, ConnectionException, InterruptedException {
    AmphoraSet[] after = {before};
    try {
      context.await(
          new Wait(
              "the new amphorae of " + lb.name(),
              SETTLING,
              asked.interval(),
              CloudModule.probing(() -> {
                after[0] = new AmphoraSet(cloud.octavia().amphoraeOf(lb.id()));
                List<String> wrong = after[0].shortcomings(before);
                return wrong.isEmpty()
                    ? Observation.reached(Result.ok())
                    : Observation.pending(String.join("; ", wrong));
              })));
    } catch (ModuleFailure late) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>(late.fields());
      fields.put("amphorae_before", before.toList());
      fields.put("amphorae_after", after[0].toList());
      throw new ModuleFailure(
          "%s is ACTIVE again, but the failover did not do what it should: %s"
              .formatted(lb.described(), String.join("; ", after[0].shortcomings(before))),
          fields,
          late);
    }
    return after[0];
  }

  private ModuleFailure fell(
      ModuleContext context,
      Cloud cloud,
      LoadBalancer now,
      AmphoraSet before,
      FailoverEvidence evidence,
      Duration elapsed)
      throws InterruptedException {
    boolean fast = elapsed.compareTo(asked.fastFailureWindow()) <= 0;
    Map<String, @Nullable Object> fields = fields(now, "");
    fields.put("elapsed", elapsed.toSeconds());
    fields.put("fast_failure", fast);
    fields.put("evidence", evidence.found());
    fields.put("amphorae_before", before.toList());
    String room = "";
    try {
      Headroom after = headroom(cloud, before);
      fields.put("headroom", after.toMap());
      room = " Headroom now: " + after.text() + ".";
    } catch (OpenStackException notEssential) {
      context.warn(
          "the headroom after the failure could not be read: " + notEssential.getMessage());
    }
    String kind =
        fast
            ? "an early failure, usually because no host had room for the new amphora (NoValidHost)"
            : "a failure within the flow";
    String seen =
        evidence.found().isEmpty() ? "" : " Seen: " + String.join("; ", evidence.found()) + ".";
    return new ModuleFailure(
        "the failover of %s fell to ERROR after %d s: %s.%s%s Octavia's API does not tell why: look for its id in octavia-worker.log. It is not tried again, because each attempt may leave another orphaned amphora (runbook rule 8): sweep orphans, check the headroom, then decide"
            .formatted(now.described(), elapsed.toSeconds(), kind, seen, room),
        fields);
  }

  private Map<String, @Nullable Object> fields(LoadBalancer lb, String message) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("load_balancer", lb.toMap());
    fields.put("previous_state", planned.state());
    fields.put("operating_status", lb.operating().raw());
    fields.put("elapsed", 0L);
    if (!message.isEmpty()) {
      fields.put("msg", message);
    }
    return fields;
  }
}
