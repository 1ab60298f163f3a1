package io.pbrun.openstack;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.Wait;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.InstanceAction;
import io.pbrun.openstack.api.Nova;
import io.pbrun.openstack.api.Server;
import io.pbrun.openstack.api.ServerStatus;
import io.pbrun.openstack.auth.Scope;
import io.pbrun.openstack.http.Answer;
import io.pbrun.openstack.http.OpenStackException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts, stops or reboots one server. It looks again before it writes, never sends a write a
 * second time whose outcome is not known, and treats a 409 as the news that somebody else was
 * faster.
 */
final class ServerPowerAction {
  private static final int MOST_CONFLICTS = 3;
  private static final Duration SETTLING = Duration.ofMinutes(3);

  private final NovaServerState asked;
  private final Scope scope;
  private final Server before;
  private final @Nullable ParkedRecord record;
  private Cloud cloud;

  /**
   * @param cloud what is looked at until an action opens the cloud for itself
   */
  ServerPowerAction(
      NovaServerState asked,
      Scope scope,
      Cloud cloud,
      Server before,
      @Nullable ParkedRecord record) {
    this.cloud = cloud;
    this.asked = asked;
    this.scope = scope;
    this.before = before;
    this.record = record;
  }

  @Nullable ParkedRecord record() {
    return record;
  }

  private interface Write {
    Answer send(Nova nova) throws InterruptedException;
  }

  /**
   * @param requestId null when none of ours was accepted; somebody else acted, or the answer was
   *     lost
   */
  record Sent(boolean ours, boolean raced, @Nullable String requestId) {}

  Result start(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    open(context);
    return started(context, false);
  }

  Result stopAndStart(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    open(context);
    Sent stop = send(context, "stop", "powering-off", nova -> nova.stop(before.id()));
    context.await(until("be off", Server::off, stop, "stop"));
    return started(context, true);
  }

  Result stop(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    open(context);
    if (record != null) { // first, so that whoever finds it off finds out why
      nova().addMetadata(before.id(), record.metadata());
    }
    Sent sent = send(context, "stop", "powering-off", nova -> nova.stop(before.id()));
    Result reached = context.await(until("be off", Server::off, sent, "stop"));
    return finished(reached, sent, record != null, "is off");
  }

  Result recordOnly(ModuleContext context) throws ModuleFailure, InterruptedException {
    open(context);
    nova().addMetadata(before.id(), java.util.Objects.requireNonNull(record).metadata());
    return finished(
        Result.ok(Map.of("elapsed", 0L)),
        new Sent(false, false, null),
        true,
        "is off; its parking is recorded");
  }

  Result reboot(ModuleContext context, boolean hard)
      throws ModuleFailure, ConnectionException, InterruptedException {
    open(context);
    Sent sent = send(context, "reboot", "reboot", nova -> nova.reboot(before.id(), hard));
    context.inFlight("the reboot of " + before.described());
    Result reached = context.await(until("run again", Server::running, sent, "reboot"));
    return finished(reached, sent, false, "has rebooted");
  }

  private Result started(ModuleContext context, boolean alreadyChanged)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Sent sent = send(context, "start", "powering-on", nova -> nova.start(before.id()));
    if (sent.ours()) {
      context.inFlight("the start of " + before.described());
    }
    Result reached = context.await(untilRunning(sent, before));
    boolean cleared = false;
    if (asked.clearRecord() && ParkedRecord.of(now()) != null) {
      for (String key : ParkedRecord.KEYS) {
        nova().deleteMetadata(before.id(), key);
      }
      cleared = true;
    }
    return finished(reached, sent, alreadyChanged || cleared, "is running");
  }

  private void open(ModuleContext context) {
    cloud = Cloud.open(context, scope);
  }

  private Nova nova() {
    return cloud.nova();
  }

  private Server now() throws ModuleFailure, InterruptedException {
    Server now = nova().server(before.id());
    if (now == null) {
      throw new ModuleFailure(before.described() + " is gone: Nova answers 404");
    }
    now.status().orStop(now.described());
    return now;
  }

  /** Sends a write when the server, looked at again, still needs it. */
  private Sent send(ModuleContext context, String verb, String ourTask, Write write)
      throws ModuleFailure, ConnectionException, InterruptedException {
    boolean raced = false;
    for (int conflicts = 0; ; ) {
      Server now = now();
      if (reached(verb, now) || (now.taskState() != null && now.taskState().startsWith(ourTask))) {
        return new Sent(false, raced || !now.status().equals(before.status()), null);
      }
      if (now.taskState() != null) {
        raced = true;
        context.await(
            until("finish '" + now.taskState() + "'", s -> s.taskState() == null, null, verb));
        continue;
      }
      try {
        return new Sent(true, raced, write.send(nova()).requestId());
      } catch (OpenStackException e) {
        if (e.status() == 409 && ++conflicts < MOST_CONFLICTS) {
          raced = true;
          context.progress("Nova: " + e.faultText() + "; looking again");
          context.pause(Duration.ofSeconds(1));
        } else if (e.outcomeUnknown()) {
          return afterLostAnswer(context, verb, now, e);
        } else {
          throw e;
        }
      }
    }
  }

  private static boolean reached(String verb, Server now) {
    return switch (verb) {
      case "start" -> now.running();
      case "stop" -> now.off();
      default -> false;
    };
  }

  /** The answer was lost: whether the write arrived shows in the server. It is never sent again. */
  private Sent afterLostAnswer(
      ModuleContext context, String verb, Server unchanged, OpenStackException lost)
      throws ModuleFailure, InterruptedException {
    for (int look = 0; look < 5; look++) {
      Server now = now();
      if (now.taskState() != null || !now.status().equals(unchanged.status())) {
        return new Sent(true, false, null);
      }
      context.pause(Duration.ofSeconds(2));
    }
    throw new ModuleFailure(
        "the %s of %s was sent, its answer was lost, and the server is still %s; it was not sent again. %s"
            .formatted(verb, before.described(), unchanged.state(), lost.getMessage()));
  }

  /**
   * @param sent null when it is only waited for what somebody else began
   */
  Wait untilRunning(@Nullable Sent sent, Server server) {
    return until("be ACTIVE with its power on", Server::running, sent, "start");
  }

  private interface Condition {
    boolean holds(Server server);
  }

  private Wait until(String awaited, Condition condition, @Nullable Sent sent, String verb) {
    int[] looks = {0};
    boolean[] sawWork = {false};
    boolean rebooting = verb.equals("reboot");
    Duration limit = awaited.startsWith("finish") ? SETTLING : asked.timeout();
    return new Wait(
        "server " + before.name() + " to " + awaited,
        limit,
        asked.interval(),
        CloudModule.probing(() -> {
          Server now = now();
          looks[0]++;
          sawWork[0] |= now.taskState() != null || !now.status().equals(before.status());
          boolean believable = !rebooting || sawWork[0] || looks[0] > 3;
          if (condition.holds(now) && believable) {
            return Observation.reached(Result.ok(Map.of("server", now.toMap())));
          }
          if (now.status().is(ServerStatus.ERROR) && !before.status().is(ServerStatus.ERROR)) {
            throw failed(
                now,
                "went to ERROR: "
                    + (now.fault() == null ? "Nova gives no fault" : now.fault().message()));
          }
          boolean backWhereItWas =
              now.off() && verb.equals("start") && (sawWork[0] || looks[0] > 3);
          if (sent != null && backWhereItWas) {
            throw failed(
                now,
                "was to start, Nova's task has ended, and it is still SHUTOFF: " + whySilent(sent));
          }
          return Observation.pending(now.state(), Result.ok(Map.of("server", now.toMap())));
        }));
  }

  /**
   * Nova accepts a start and may fail afterwards without a word in the server's status; its record
   * tells.
   */
  private String whySilent(Sent sent) throws InterruptedException {
    InstanceAction last = null;
    if (sent.requestId() != null) {
      last = nova().action(before.id(), sent.requestId());
    }
    if (last == null) {
      last =
          nova().actions(before.id()).stream()
              .filter(a -> a.action().equals("start"))
              .findFirst()
              .orElse(null);
      if (last != null) {
        InstanceAction detailed = nova().action(before.id(), last.requestId());
        last = detailed != null ? detailed : last;
      }
    }
    String failure = last == null ? null : last.failure();
    return (failure != null ? failure : "Nova records no reason")
        + ". Look at nova-compute.log on its host"
        + (last == null ? "" : " (request " + last.requestId() + ")");
  }

  private ModuleFailure failed(Server now, String what) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("server", now.toMap());
    fields.put("status", now.status().raw());
    fields.put("fault", now.fault() == null ? null : now.fault().message());
    return new ModuleFailure(now.described() + " " + what, fields);
  }

  private Result finished(Result reached, Sent sent, boolean alsoChanged, String is)
      throws ModuleFailure, InterruptedException {
    Server after = now();
    Map<String, @Nullable Object> fields =
        new LinkedHashMap<>(ServerPower.settled(after, is).fields());
    fields.put("previous_status", before.status().raw());
    fields.put("raced", sent.raced());
    fields.put("request_id", sent.requestId());
    fields.put("elapsed", reached.fields().get("elapsed"));
    if (sent.raced()) {
      fields.put("msg", fields.get("msg") + "; somebody else acted on it at the same time");
    }
    return Result.changedIf(sent.ours() || alsoChanged, fields);
  }
}
