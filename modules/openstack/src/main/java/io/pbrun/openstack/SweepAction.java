package io.pbrun.openstack;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.Wait;
import io.pbrun.openstack.SweepFacts.Finding;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.Neutron.Port;
import io.pbrun.openstack.api.Server;
import io.pbrun.openstack.api.ServerStatus;
import io.pbrun.openstack.auth.Scope;
import io.pbrun.openstack.http.OpenStackException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deletes one orphan, after everything that made it one was read again (runbook rule 6). */
record SweepAction(Finding orphan, String projectId, Duration timeout) implements Change.Action {

  @Override
  public Result perform(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Cloud cloud = Cloud.open(context, new Scope.Admin());
    SweepReader reader = new SweepReader(cloud, projectId);
    Server now = cloud.nova().server(orphan.server().id());
    if (now == null || now.status().is(ServerStatus.DELETED)) {
      return Result.ok(Map.of("msg", orphan.server().described() + " is gone already"));
    }
    recheck(reader, now);
    context.inFlight("the deletion of " + now.described());
    try {
      cloud.nova().delete(now.id());
    } catch (OpenStackException e) {
      if (!e.outcomeUnknown()) {
        throw e;
      }
      context.warn(
          "the answer to the deletion of "
              + now.described()
              + " was lost; it is not sent again, only looked for");
    }
    context.await(
        new Wait(
            "server " + now.id() + " to be gone",
            timeout,
            Duration.ofSeconds(5),
            CloudModule.probing(() -> {
              Server left = cloud.nova().server(now.id());
              return left == null || left.status().is(ServerStatus.DELETED)
                  ? Observation.reached(Result.ok())
                  : Observation.pending(left.state());
            })));
    return Result.changed(fields(now, dangling(context, reader)));
  }

  private void recheck(SweepReader reader, Server now) throws ModuleFailure, InterruptedException {
    SweepFacts again = reader.read();
    if (again.known(now)) {
      throw new ModuleFailure(
          "the sweep was stopped: amphora %s, whose server %s was to be deleted, has appeared in Octavia's list; nothing more is deleted"
              .formatted(orphan.amphoraId(), now.id()));
    }
    reader.refuseIfKnown(orphan);
    String pending = again.pendingGate();
    if (pending != null) {
      throw new ModuleFailure(
          "the sweep was stopped before %s: %s".formatted(now.described(), pending));
    }
    boolean same =
        now.name().equals(orphan.server().name())
            && now.projectId().equals(projectId)
            && now.status().equals(orphan.server().status())
            && now.taskState() == null;
    String kept = SweepFacts.kept(now);
    if (!same || kept != null) {
      throw new ModuleFailure(
          "the sweep was stopped: %s is not as it was when it was judged (%s%s)"
              .formatted(now.described(), now.state(), kept == null ? "" : "; " + kept));
    }
  }

  private List<Port> dangling(ModuleContext context, SweepReader reader)
      throws InterruptedException {
    try {
      return reader.dangling(orphan.amphoraId());
    } catch (OpenStackException e) {
      context.warn("Neutron could not be asked for ports left behind: " + e.getMessage());
      return List.of();
    }
  }

  static Map<String, Object> fields(Server server, List<Port> dangling) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("deleted", server.id());
    boolean claims = server.host() != null && server.flavorRamMb() != null;
    fields.put(
        "freed_mb", claims ? java.util.Objects.requireNonNullElse(server.flavorRamMb(), 0L) : 0L);
    fields.put("dangling_ports", dangling.stream().map(SweepAction::shown).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> shown(Port port) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", port.id());
    map.put("name", port.name());
    map.put("network_id", port.networkId());
    return map;
  }
}
