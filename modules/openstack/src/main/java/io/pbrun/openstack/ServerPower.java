package io.pbrun.openstack;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.Change.Kind;
import io.pbrun.engine.module.Diff;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Provision;
import io.pbrun.engine.module.Result;
import io.pbrun.openstack.NovaServerState.FromError;
import io.pbrun.openstack.NovaServerState.RebootKind;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.InstanceAction;
import io.pbrun.openstack.api.Server;
import io.pbrun.openstack.api.ServerStatus;
import io.pbrun.openstack.auth.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what has to be done for a server to be in the asked state; {@link ServerPowerAction} does
 * it.
 */
final class ServerPower {
  private final NovaServerState asked;
  private final Scope scope;

  ServerPower(NovaServerState asked, Scope scope) {
    this.asked = asked;
    this.scope = scope;
  }

  Plan plan(ModuleContext context) throws ModuleFailure, ConnectionException, InterruptedException {
    Cloud cloud = Cloud.open(context, scope);
    Server server = Servers.one(cloud, asked.name(), asked.id());
    ServerStatus status = server.status().orStop(server.described());
    return switch (asked.state()) {
      case STARTED -> start(context, cloud, server, status);
      case STOPPED -> stop(context, cloud, server, status);
      case REBOOTED -> reboot(context, cloud, server, status);
    };
  }

  private Plan start(ModuleContext context, Cloud cloud, Server server, ServerStatus status)
      throws ModuleFailure, InterruptedException {
    if (server.running()) {
      return Plan.settled(settled(server, "is running"));
    }
    ServerPowerAction action = action(context, cloud, server);
    return switch (status) {
      case ACTIVE, BUILD, REBOOT, HARD_REBOOT, REBUILD -> gate(action, server);
      case SHUTOFF -> {
        if ("powering-on".equals(server.taskState())) {
          yield gate(action, server);
        }
        guardLock(server);
        String story = story(cloud, server, context.time().now());
        yield change(
            Kind.UPDATE,
            server,
            "start server %s (%s)".formatted(server.name(), story),
            "ACTIVE",
            action::start);
      }
      case ERROR -> {
        guardError(server);
        guardLock(server);
        yield change(
            Kind.RESTART,
            server,
            "stop and start server %s (%s)".formatted(server.name(), server.state()),
            "ACTIVE",
            action::stopAndStart);
      }
      default -> throw refused(server, "start");
    };
  }

  private Plan stop(ModuleContext context, Cloud cloud, Server server, ServerStatus status)
      throws ModuleFailure, InterruptedException {
    ServerPowerAction action = action(context, cloud, server);
    if (server.off()) {
      if (action.record() == null || ParkedRecord.of(server) != null) {
        return Plan.settled(settled(server, "is off"));
      }
      return change(
          Kind.UPDATE,
          server,
          "record on server %s, which is off, why it is parked: %s"
              .formatted(server.name(), action.record().reason()),
          "SHUTOFF",
          action::recordOnly);
    }
    switch (status) {
      case ACTIVE, SHUTOFF -> guardLock(server);
      case ERROR -> {
        guardError(server);
        guardLock(server);
      }
      default -> throw refused(server, "stop");
    }
    String why = action.record() == null ? "" : ", and record why: " + action.record().reason();
    return change(
        Kind.UPDATE,
        server,
        "stop server %s (%s)%s".formatted(server.name(), server.state(), why),
        "SHUTOFF",
        action::stop);
  }

  private Plan reboot(ModuleContext context, Cloud cloud, Server server, ServerStatus status)
      throws ModuleFailure, InterruptedException {
    if (status != ServerStatus.ACTIVE || server.taskState() != null) {
      throw refused(server, "reboot");
    }
    guardLock(server);
    boolean hard = asked.rebootType() == RebootKind.HARD;
    ServerPowerAction action = action(context, cloud, server);
    return change(
        Kind.RESTART,
        server,
        "reboot server %s%s".formatted(server.name(), hard ? " (hard)" : ""),
        "ACTIVE",
        context2 -> action.reboot(context2, hard));
  }

  private ServerPowerAction action(ModuleContext context, Cloud cloud, Server server)
      throws InterruptedException {
    ParkedRecord record = null;
    if (asked.record() != null) {
      String by = Objects.requireNonNullElse(asked.record().by(), cloud.token().userName());
      record =
          new ParkedRecord(
              by,
              context.time().now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString(),
              asked.record().reason());
    }
    return new ServerPowerAction(asked, scope, cloud, server, record);
  }

  private Plan gate(ServerPowerAction action, Server server) {
    return new Plan.Gate(action.untilRunning(null, server));
  }

  private Plan change(
      Kind kind, Server server, String summary, String after, Change.Action action) {
    Change change =
        Change.of(kind, summary, CloudModule.acting(action))
            .with(
                Diff.ofFields(
                    "server " + server.name(),
                    "status: " + server.state() + "\n",
                    "status: " + after + "\n"))
            .predicting(fields(server, after));
    return Plan.change(
        after.equals("ACTIVE") ? change.providing(Provision.machine(server.name())) : change);
  }

  private static Map<String, Object> fields(Server server, String after) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("previous_status", server.status().raw());
    fields.put("status", after);
    return fields;
  }

  static Result settled(Server server, String is) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("server", server.toMap());
    fields.put("status", server.status().raw());
    fields.put("previous_status", server.status().raw());
    fields.put("raced", false);
    fields.put("request_id", null);
    fields.put("parked", server.off() ? ParkedRecord.mapOf(server) : null);
    fields.put("elapsed", 0L);
    fields.put("msg", "server " + server.name() + " " + is);
    return Result.ok(fields);
  }

  /** {@code SHUTOFF since 09:12 UTC, stopped by admin}. */
  private static String story(Cloud cloud, Server server, Instant now) throws InterruptedException {
    List<InstanceAction> actions = cloud.nova().actions(server.id());
    StopStory story = StopStory.of(server, actions);
    String since =
        server.state()
            + " since "
            + Moments.text(story.since() != null ? story.since() : server.updated(), now);
    return switch (story.verdict()) {
      case PARKED -> since + ", parked by " + Objects.requireNonNull(story.record()).by();
      case STOPPED_BY_API -> {
        InstanceAction stop = Objects.requireNonNull(story.by());
        String user = Users.name(cloud, stop.userId());
        yield since + ", stopped by " + (user != null ? user : "user id " + stop.userId());
      }
      case HOST_EVENT -> since + ", not stopped through the API";
      default -> since;
    };
  }

  private void guardLock(Server server) throws ModuleFailure {
    if (server.locked() && !asked.ignoreLock()) {
      throw new ModuleFailure(
          "%s is locked%s; find out who locked it and why, then unlock it or set ignore_lock"
              .formatted(
                  server.described(),
                  server.lockedReason() == null ? "" : " (" + server.lockedReason() + ")"));
    }
  }

  private void guardError(Server server) throws ModuleFailure {
    if (asked.fromError() == FromError.FAIL) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("server", server.toMap());
      fields.put("fault", server.fault() == null ? null : server.fault().message());
      throw new ModuleFailure(
          "%s is in ERROR: %s. Find the cause on its host first; 'from_error: stop_start' then powers it off and on"
              .formatted(
                  server.described(),
                  server.fault() == null ? "Nova gives no fault" : server.fault().message()),
          fields);
    }
  }

  private static ModuleFailure refused(Server server, String what) {
    return new ModuleFailure(
        "%s is %s, from where pbrun does not %s it; bring it to ACTIVE or SHUTOFF by hand first"
            .formatted(server.described(), server.state(), what),
        Map.of("server", server.toMap()));
  }
}
