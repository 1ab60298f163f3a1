package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.TaskModule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends a line to the target as it is. */
@ModuleDoc(
    summary = "Sends a command line to the target as it is",
    description =
        "Like `shell`, without options and without touching the output. A preview does not run it.",
    example =
        """
        - name: Look at a target that has nothing installed
          raw: cat /etc/os-release
          changed_when: false
        """,
    returns = {
      @Returned(name = "cmd", value = "The line."),
      @Returned(name = "rc", value = "Exit status; anything but 0 is a failure.", type = "int"),
      @Returned(name = "stdout", value = "What it wrote to standard output."),
      @Returned(name = "stdout_lines", value = "The same as a list of lines.", type = "list"),
      @Returned(name = "stderr", value = "What it wrote to standard error."),
      @Returned(name = "stderr_lines", value = "The same as a list of lines.", type = "list"),
      @Returned(name = "msg", value = "Why it failed; else empty.")
    })
record Raw(
    @Param(value = "The line.", required = true, freeForm = true) String freeForm,
    @Param("Absolute path of the shell; /bin/sh when not given.") @Nullable String executable)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) throws ConnectionException, InterruptedException {
    Command command =
        executable == null
            ? Command.shell(freeForm)
            : Command.of(List.of(executable, "-c", freeForm));
    return new Execution(freeForm, new Guards(null, null, null), false)
        .plan(context, connection -> connection.run(command));
  }
}
