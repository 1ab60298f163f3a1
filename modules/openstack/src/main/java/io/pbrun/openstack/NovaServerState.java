package io.pbrun.openstack;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code nova_server_state}. */
@ModuleDoc(
    summary = "Starts, stops or reboots a server, and proves that it did",
    description =
        "A server is started when it is ACTIVE with no task and its power on; that sshd answers is another question (tcp_wait)."
            + " A start that Nova accepts and does not do is detected by the server's instance actions. A 409 because somebody else"
            + " was faster is no failure. A server in ERROR is left alone unless 'from_error' says otherwise, one in an unknown state"
            + " always. Stopping with 'record' leaves who, when and why in the server's metadata (runbook rule 3); starting removes it.",
    example =
        """
        - name: Start the management VM
          nova_server_state:
            name: capi-mgmt-v2
            project: capi-mgmt
            state: started

        - name: Park the management VM
          nova_server_state:
            name: capi-mgmt-v2
            project: capi-mgmt
            state: stopped
            record:
              reason: hypervisor maintenance
        """,
    requiredOneOf = {"scope|project", "name|id"},
    mutuallyExclusive = {"scope|project", "name|id"},
    returns = {
      @Returned(
          name = "server",
          type = "dict",
          value = "The server afterwards, as nova_server_info shows it."),
      @Returned(name = "status", value = "Its status afterwards."),
      @Returned(name = "previous_status", value = "Its status when the task began."),
      @Returned(
          name = "raced",
          type = "bool",
          value = "Whether somebody else acted on it at the same time."),
      @Returned(name = "request_id", value = "Nova's id of the request; null when none was made."),
      @Returned(
          name = "parked",
          type = "dict",
          value = "The parking record {by, at, reason} that it carries afterwards; null for none."),
      @Returned(name = "elapsed", type = "int", value = "Seconds waited for it.")
    })
public record NovaServerState(
    @Param("The server's exact name; there must be exactly one in the project.")
        @Nullable String name,
    @Param("The server's id.") @Nullable String id,
    @Param(value = "What it should be.", required = true) State state,
    @Param("'admin' to act as the cloud's administrator.") @Nullable ScopeChoice scope,
    @Param("The project that owns the server, by name or id.") @Nullable String project,
    @Param(value = "The longest that reaching the state may take.", defaultValue = "10m")
        Duration timeout,
    @Param(value = "The longest pause between two looks.", defaultValue = "2s") Duration interval,
    @Param(
            value =
                "What to do with a server in ERROR: 'fail' with its fault, or 'stop_start' (power it off and, for 'started', on).",
            defaultValue = "fail")
        FromError fromError,
    @Param(value = "How 'rebooted' is done.", defaultValue = "soft") RebootKind rebootType,
    @Param(
            "With 'stopped': leaves this record in the server's metadata, also when it is off already.")
        @Nullable Parking record,
    @Param(value = "With 'started': whether a parking record is removed.", defaultValue = "true")
        boolean clearRecord,
    @Param(
            "Whether to act on a locked server. Nova lets administrators do that unasked; pbrun does not.")
        boolean ignoreLock)
    implements CloudModule {

  /** What a server should be. */
  public enum State {
    STARTED,
    STOPPED,
    REBOOTED
  }

  /** What to do with a server in ERROR. */
  public enum FromError {
    FAIL,
    STOP_START
  }

  /** How to reboot. */
  public enum RebootKind {
    SOFT,
    HARD
  }

  /** The record that parking leaves. */
  public record Parking(
      @Param(value = "Why it is parked.", required = true) String reason,
      @Param("Who parks it; by default the cloud's user that pbrun signs in as.")
          @Nullable String by) {}

  @Override
  public Plan look(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    if (record != null && state != State.STOPPED) {
      throw new ModuleFailure("'record' goes with 'state: stopped'");
    }
    return new ServerPower(this, ScopeChoice.of(scope, project)).plan(context);
  }
}
