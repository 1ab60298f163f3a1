package io.pbrun.sandbox.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Nova server. Its state is changed by {@link Compute} only. */
public final class Server {
  /** Why a server fell into ERROR. */
  public record Fault(int code, String message, Instant at) {}

  /**
   * What somebody asked of the server, or what the host did to it.
   *
   * @param userId null for what no API call asked for
   */
  public record Action(
      String action,
      String requestId,
      @Nullable String userId,
      @Nullable String projectId,
      Instant at,
      @Nullable String message,
      List<Event> events) {}

  /** One step of an action; result null while it runs. */
  public record Event(
      String name, Instant start, @Nullable Instant finish, @Nullable String result) {}

  /** An address of the server on a network. */
  public record Address(String network, String address, String mac, boolean floating) {}

  final String id;
  final String name;
  final String projectId;
  final String userId;
  final Site.Flavor flavor;
  final Site.Image image;
  @Nullable String host;
  String vmState = "active";
  @Nullable String taskState;
  int powerState = 1;
  @Nullable Fault fault;
  Instant created;
  Instant updated;
  @Nullable Instant launched;
  boolean locked;
  @Nullable String lockedReason;
  final Map<String, String> metadata = new LinkedHashMap<>();
  final List<String> tags = new ArrayList<>();
  final List<Address> addresses = new ArrayList<>();
  final List<Action> actions = new ArrayList<>();

  Server(
      String id,
      String name,
      String projectId,
      String userId,
      Site.Flavor flavor,
      Site.Image image,
      @Nullable String host,
      Instant created) {
    this.id = id;
    this.name = name;
    this.projectId = projectId;
    this.userId = userId;
    this.flavor = flavor;
    this.image = image;
    this.host = host;
    this.created = created;
    this.updated = created;
    this.launched = created;
  }

  /** What the API shows as status, from vm_state and task_state. */
  public String status() {
    return switch (vmState) {
      case "active" ->
          "rebooting".equals(taskState)
              ? "REBOOT"
              : "reboot_started_hard".equals(taskState) ? "HARD_REBOOT" : "ACTIVE";
      case "stopped" -> "SHUTOFF";
      case "building" -> "BUILD";
      case "error" -> "ERROR";
      case "paused" -> "PAUSED";
      default -> "UNKNOWN";
    };
  }

  /** True while the guest itself runs. */
  public boolean running() {
    return powerState == 1 && vmState.equals("active");
  }

  /** Server id. */
  public String id() {
    return id;
  }

  /** Server name. */
  public String name() {
    return name;
  }

  /** Owner's project id. */
  public String projectId() {
    return projectId;
  }

  /** Id of the user who created it. */
  public String userId() {
    return userId;
  }

  /** Its flavor. */
  public Site.Flavor flavor() {
    return flavor;
  }

  /** Its image. */
  public Site.Image image() {
    return image;
  }

  /** Its hypervisor, null when it never got one. */
  public @Nullable String host() {
    return host;
  }

  /** OS-EXT-STS:vm_state. */
  public String vmState() {
    return vmState;
  }

  /** OS-EXT-STS:task_state. */
  public @Nullable String taskState() {
    return taskState;
  }

  /** OS-EXT-STS:power_state: 0 none, 1 running, 4 shut down. */
  public int powerState() {
    return powerState;
  }

  /** The fault, in ERROR only. */
  public @Nullable Fault fault() {
    return fault;
  }

  /** When it was created. */
  public Instant created() {
    return created;
  }

  /** When its row last changed. */
  public Instant updated() {
    return updated;
  }

  /** When it first ran. */
  public @Nullable Instant launched() {
    return launched;
  }

  /** Locked against its owner (not against admins). */
  public boolean locked() {
    return locked;
  }

  /** Why it is locked. */
  public @Nullable String lockedReason() {
    return lockedReason;
  }

  /** Locks or unlocks it. */
  public void lock(boolean on, @Nullable String reason) {
    locked = on;
    lockedReason = on ? reason : null;
  }

  /** Metadata, to be changed in place. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Tags, to be changed in place. */
  public List<String> tags() {
    return tags;
  }

  /** Its addresses. */
  public List<Address> addresses() {
    return addresses;
  }

  /** What was done to it, oldest first. */
  public List<Action> actions() {
    return actions;
  }
}
