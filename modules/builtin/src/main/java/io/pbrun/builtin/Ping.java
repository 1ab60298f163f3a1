package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;

/** Proves that tasks can run on the target. */
@ModuleDoc(
    summary = "Checks that tasks can run on the target",
    description = "Logs in and runs an empty shell command. It sends no ICMP.",
    example =
        """
        - name: Is the target there?
          ping:
        """,
    returns = @Returned(name = "ping", value = "The text of `data`."))
record Ping(
    @Param(
            value = "What it answers; `crash` makes it fail, for tests of playbooks.",
            defaultValue = "pong")
        String data)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    if (data.equals("crash")) {
      throw new ModuleFailure(
          "boom", Fields.of("module_stdout", "", "module_stderr", "Exception: boom\n", "rc", 1L));
    }
    CommandResult answer = context.connection().run(Command.shell(":").declaredReadOnly());
    if (!answer.succeeded()) {
      throw new ModuleFailure(
          "the login works, but the shell on the target does not: rc "
              + answer.exitCode()
              + ", "
              + answer.stderr().strip());
    }
    return Plan.settled(Result.ok(Fields.of("ping", data)));
  }
}
