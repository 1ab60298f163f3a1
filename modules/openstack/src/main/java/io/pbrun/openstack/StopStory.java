package io.pbrun.openstack;

import io.pbrun.openstack.api.InstanceAction;
import io.pbrun.openstack.api.Server;
import io.pbrun.openstack.api.ServerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a server is off: parked on purpose, stopped through the API, or gone down with its host or by
 * itself (runbook rule 3). Pure: told from the server and Nova's record of what was done to it.
 */
record StopStory(Verdict verdict, @Nullable InstanceAction by, @Nullable ParkedRecord record) {
  private static final Set<String> POWER =
      Set.of(
          "create",
          "start",
          "stop",
          "reboot",
          "resume",
          "unpause",
          "unshelve",
          "rebuild",
          "restore",
          "evacuate");

  /** A record is written right before the stop that it explains. */
  private static final Duration SAME_OCCASION = Duration.ofHours(1);

  enum Verdict {
    /** It is not stopped. */
    NOT_STOPPED,
    /** Stopped on purpose, with a record. */
    PARKED,
    /** Somebody stopped it through the API and left no record. */
    STOPPED_BY_API,
    /** Nobody stopped it through the API. */
    HOST_EVENT,
    /** Its last start failed. */
    START_FAILED,
    /** Nova has no record of it. */
    UNKNOWN;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param actions what was done to the server, newest first
   */
  static StopStory of(Server server, List<InstanceAction> actions) {
    ParkedRecord record = ParkedRecord.of(server);
    if (!server.status().is(ServerStatus.SHUTOFF)) {
      return new StopStory(Verdict.NOT_STOPPED, null, record);
    }
    InstanceAction last =
        actions.stream().filter(a -> POWER.contains(a.action())).findFirst().orElse(null);
    if (last == null) {
      return new StopStory(record == null ? Verdict.UNKNOWN : Verdict.PARKED, null, record);
    }
    if (explains(record, last)) {
      return new StopStory(Verdict.PARKED, last, record);
    }
    if (last.action().equals("stop")) {
      // When Nova finds a guest off that should run, it stops it on nobody's behalf.
      return new StopStory(
          last.userId() == null ? Verdict.HOST_EVENT : Verdict.STOPPED_BY_API, last, record);
    }
    return new StopStory(
        last.failure() != null ? Verdict.START_FAILED : Verdict.HOST_EVENT, last, record);
  }

  private static boolean explains(@Nullable ParkedRecord record, InstanceAction last) {
    if (record == null) {
      return false;
    }
    Instant parked = record.when();
    Instant began = last.started();
    if (parked == null || began == null) {
      return last.action().equals("stop");
    }
    return parked.isAfter(began)
        || (last.action().equals("stop") && parked.isAfter(began.minus(SAME_OCCASION)));
  }

  /** When it went off, as far as it is known. */
  @Nullable Instant since() {
    return by != null && by.action().equals("stop")
        ? by.started()
        : record == null ? null : record.when();
  }

  /**
   * @param user the name of who acted, where it is known
   */
  String text(Server server, @Nullable String user, Instant now) {
    String who =
        user != null
            ? user
            : by != null && by.userId() != null ? "user id " + by.userId() : "nobody known";
    String when = Moments.text(since() != null ? since() : server.updated(), now);
    return switch (verdict) {
      case NOT_STOPPED -> "%s is %s".formatted(server.name(), server.state());
      case PARKED ->
          "%s was parked by %s on %s: %s"
              .formatted(
                  server.name(),
                  java.util.Objects.requireNonNull(record).by(),
                  record.at(),
                  record.reason().isEmpty() ? "no reason given" : record.reason());
      case STOPPED_BY_API ->
          "%s was stopped through the API by %s at %s%s; that is a decision, not a fault of its host"
              .formatted(
                  server.name(), who, when, by == null ? "" : " (request " + by.requestId() + ")");
      case HOST_EVENT ->
          "%s is off since %s and nobody stopped it through the API: its host went down or the guest shut itself down"
              .formatted(server.name(), when);
      case START_FAILED ->
          "%s is off: its last %s at %s failed: %s"
              .formatted(
                  server.name(),
                  by == null ? "start" : by.action(),
                  Moments.text(by == null ? null : by.started(), now),
                  by == null ? "" : by.failure());
      case UNKNOWN ->
          "%s is off since %s; Nova keeps no record of why".formatted(server.name(), when);
    };
  }
}
