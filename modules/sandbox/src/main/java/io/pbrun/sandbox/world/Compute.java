package io.pbrun.sandbox.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nova and its scheduler: what may be done to a server in which state, and what comes of it. */
public final class Compute {
  private static final int POWER_NONE = 0;
  private static final int POWER_RUNNING = 1;
  private static final int POWER_SHUTDOWN = 4;
  private static final long BUILD_SECONDS = 18;
  private static final long DELETE_SECONDS = 4;
  private static final long REBOOT_SECONDS = 12;

  private final Timeline timeline;
  private final Scenario scenario;
  private final Ids ids;
  private final Map<String, Server> servers = new LinkedHashMap<>();
  private PowerListener powerListener = (server, running) -> {};
  private boolean startRaces;

  /** Hears when a guest begins or ceases to run. */
  interface PowerListener {
    void changed(Server server, boolean running);
  }

  Compute(Timeline timeline, Scenario scenario, Ids ids) {
    this.timeline = timeline;
    this.scenario = scenario;
    this.ids = ids;
    this.startRaces = scenario.twists().startRaces();
  }

  void onPower(PowerListener listener) {
    powerListener = listener;
  }

  void add(Server server) {
    servers.put(server.id, server);
  }

  /** Every server that is not deleted. */
  public Collection<Server> servers() {
    return servers.values();
  }

  /** The server with that id. */
  public Optional<Server> server(String id) {
    return Optional.ofNullable(servers.get(id));
  }

  /** The hypervisors with what is claimed now; stopped servers keep their claim. */
  public List<Hypervisor> hypervisors() {
    List<Hypervisor> hypervisors = new ArrayList<>();
    int number = 0;
    for (Scenario.Host host : scenario.hypervisors()) {
      List<Server> here =
          servers.values().stream().filter(s -> host.name().equals(s.host)).toList();
      hypervisors.add(
          new Hypervisor(
              Ids.uuid("hypervisor " + host.name()),
              host.name(),
              "10.12.8." + (11 + number++),
              host.memoryMb(),
              host.vcpus(),
              host.diskGb(),
              scenario.reservedHostMemoryMb(),
              scenario.ramAllocationRatio(),
              scenario.cpuAllocationRatio(),
              here.stream().mapToInt(s -> s.flavor.ramMb()).sum(),
              here.stream().mapToInt(s -> s.flavor.vcpus()).sum(),
              here.stream().mapToInt(s -> s.flavor.diskGb()).sum(),
              here.size(),
              (int) here.stream().filter(Server::running).count()));
    }
    return hypervisors;
  }

  /**
   * Boots a server: BUILD, then ACTIVE, or ERROR with NoValidHost when no hypervisor has room.
   *
   * @return false when the scheduler found no host
   */
  boolean build(Server server) {
    server.vmState = "building";
    server.taskState = "scheduling";
    server.powerState = POWER_NONE;
    server.launched = null;
    add(server);
    Who nova = new Who(server.userId, server.projectId, ids.next("req"));
    Optional<Hypervisor> host =
        hypervisors().stream()
            .filter(
                h -> h.fits(server.flavor.ramMb(), server.flavor.vcpus(), server.flavor.diskGb()))
            .findFirst();
    if (host.isEmpty()) {
      note(server, "create", nova, "Error");
      timeline.in(3, () -> fail(server, 500, "No valid host was found. "));
      return false;
    }
    server.host = host.get().name();
    server.taskState = "spawning";
    note(server, "create", nova, null);
    timeline.in(
        BUILD_SECONDS,
        () -> {
          if (alive(server)) {
            server.launched = timeline.now();
            settle(server, "active", POWER_RUNNING);
          }
        });
    return true;
  }

  /** os-start. */
  public void start(Server server, Who who) {
    if (startRaces && server.vmState.equals("stopped") && server.taskState == null) {
      startRaces = false;
      powerOn(server, new Who(Ids.hex("user nova"), server.projectId, "req-" + ids.next("req")));
    }
    requireState(server, "start", Set.of("stopped"));
    powerOn(server, who);
  }

  private void powerOn(Server server, Who who) {
    touch(server, "powering-on");
    note(server, "start", who, null);
    if (scenario.twists().startFailsSilently()) {
      timeline.in(
          scenario.timings().serverActiveSeconds(),
          () -> {
            finish(server, "Error");
            touch(server, null);
          });
      return;
    }
    timeline.in(
        scenario.timings().serverActiveSeconds(), () -> settle(server, "active", POWER_RUNNING));
  }

  /** os-stop. */
  public void stop(Server server, Who who) {
    requireState(server, "stop", Set.of("active", "error"));
    touch(server, "powering-off");
    note(server, "stop", who, null);
    timeline.in(
        scenario.timings().serverStopSeconds(),
        () -> {
          server.fault = null;
          settle(server, "stopped", POWER_SHUTDOWN);
        });
  }

  /** reboot, SOFT or HARD. */
  public void reboot(Server server, boolean hard, Who who) {
    requireState(
        server, "reboot", hard ? Set.of("active", "stopped", "paused", "error") : Set.of("active"));
    touch(server, hard ? "reboot_started_hard" : "rebooting");
    note(server, "reboot", who, null);
    powerListener.changed(server, false);
    timeline.in(
        REBOOT_SECONDS,
        () -> {
          server.fault = null;
          settle(server, "active", POWER_RUNNING);
        });
  }

  /** os-resetState: writes the vm_state and clears the task, nothing else. */
  public void resetState(Server server, String state) {
    server.vmState = state;
    if (!state.equals("error")) {
      server.fault = null;
    }
    touch(server, null);
  }

  /** DELETE: accepted in any state; gone a few seconds later, its claim with it. */
  public void delete(Server server, Who who) {
    if ("deleting".equals(server.taskState)) {
      return;
    }
    touch(server, "deleting");
    note(server, "delete", who, null);
    timeline.in(
        DELETE_SECONDS,
        () -> {
          servers.remove(server.id);
          powerListener.changed(server, false);
        });
  }

  void fail(Server server, int code, String message) {
    if (alive(server)) {
      server.fault = new Server.Fault(code, message, timeline.now());
      server.powerState = POWER_NONE;
      server.vmState = "error";
      touch(server, null);
    }
  }

  private boolean alive(Server server) {
    return servers.containsKey(server.id) && !"deleting".equals(server.taskState);
  }

  private void settle(Server server, String vmState, int powerState) {
    if (!alive(server)) {
      return;
    }
    server.vmState = vmState;
    server.powerState = powerState;
    touch(server, null);
    finish(server, "Success");
    powerListener.changed(server, server.running());
  }

  private void touch(Server server, @Nullable String taskState) {
    server.taskState = taskState;
    server.updated = timeline.now();
  }

  private static void requireState(Server server, String action, Set<String> allowed) {
    if (!allowed.contains(server.vmState)) {
      throw new Refused(
          "Cannot '%s' instance %s while it is in vm_state %s"
              .formatted(action, server.id, server.vmState));
    }
    if (server.taskState != null) {
      throw new Refused(
          "Cannot '%s' instance %s while it is in task_state %s"
              .formatted(action, server.id, server.taskState));
    }
  }

  private void note(Server server, String action, Who who, @Nullable String result) {
    Instant now = timeline.now();
    server.actions.add(
        new Server.Action(
            action,
            who.requestId(),
            who.userId(),
            who.projectId(),
            now,
            "Error".equals(result) ? "Error" : null,
            List.of(
                new Server.Event(eventName(action), now, result == null ? null : now, result))));
  }

  private void finish(Server server, String result) {
    int last = server.actions.size() - 1;
    if (last < 0) {
      return;
    }
    Server.Action action = server.actions.get(last);
    Server.Event event = action.events().getLast();
    if (event.finish() == null) {
      server.actions.set(
          last,
          new Server.Action(
              action.action(),
              action.requestId(),
              action.userId(),
              action.projectId(),
              action.at(),
              result.equals("Error") ? "Error" : null,
              List.of(new Server.Event(event.name(), event.start(), timeline.now(), result))));
    }
  }

  static String eventName(String action) {
    return switch (action) {
      case "create" -> "compute__do_build_and_run_instance";
      case "delete" -> "compute_terminate_instance";
      default -> "compute_" + action + "_instance";
    };
  }
}
