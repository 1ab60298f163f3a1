package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.time.Duration;
import java.time.Instant;

/** Waits until tasks can run on the target. */
@ModuleDoc(
    summary = "Waits until tasks can run on the target",
    description = "Each look logs in and runs an empty shell command. A preview looks once.",
    example =
        """
        - name: Until the VM lets us in
          wait_for_connection:
            delay: 5
            timeout: 5m
        """,
    returns = {
      @Returned(name = "elapsed", value = "Seconds waited.", type = "int"),
      @Returned(name = "seen", value = "What the last look met.")
    })
record WaitForConnection(
    @Param(value = "The longest time to wait.", defaultValue = "600") Duration timeout,
    @Param(value = "Time before the first look.", defaultValue = "0") Duration delay,
    @Param(value = "The longest pause between two looks.", defaultValue = "1") Duration sleep,
    @Param(value = "How long one look may take.", defaultValue = "5") Duration connectTimeout)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) {
    Instant first = context.time().now().plus(delay);
    return Plan.gate(
        "a connection to " + context.target(),
        timeout,
        sleep,
        () ->
            context.time().now().isBefore(first)
                ? Observation.pending("not looked yet")
                : look(context));
  }

  private Observation look(ModuleContext context) throws InterruptedException {
    String seen;
    try {
      CommandResult answer =
          context.connection().run(Command.shell(":").declaredReadOnly().within(connectTimeout));
      if (answer.succeeded()) {
        return Observation.reached(Result.ok(Fields.of("seen", "connected")));
      }
      seen = "the shell answered with rc " + answer.exitCode();
    } catch (ConnectionException e) {
      seen = String.valueOf(e.getMessage());
    }
    return Observation.pending(seen, Result.ok(Fields.of("seen", seen)));
  }
}
