package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.TaskModule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a line in a shell. */
@ModuleDoc(
    summary = "Runs a command line in a shell",
    description =
        """
        The line goes to `/bin/sh` on the target, or to `executable`. Values of variables belong through the `quote`
        filter. A preview does not run it; with `creates` or `removes` it says whether it would run.\
        """,
    example =
        """
        - name: Count the errors in the log
          shell: grep -c ERROR /var/log/syslog || true
          register: errors
          changed_when: false
        """,
    requiredOneOf = "cmd",
    groupsBind = false,
    returns = {
      @Returned(name = "cmd", value = "The line."),
      @Returned(name = "rc", value = "Exit status; anything but 0 is a failure.", type = "int"),
      @Returned(name = "stdout", value = "What it wrote to standard output."),
      @Returned(name = "stdout_lines", value = "The same as a list of lines.", type = "list"),
      @Returned(name = "stderr", value = "What it wrote to standard error."),
      @Returned(name = "stderr_lines", value = "The same as a list of lines.", type = "list"),
      @Returned(name = "start", value = "When it began, by the control machine's clock."),
      @Returned(name = "end", value = "When it ended."),
      @Returned(name = "delta", value = "How long it took, as h:mm:ss.micros."),
      @Returned(name = "msg", value = "Why it failed or did not run; else empty.")
    })
record Shell(
    @Param(value = "The line.", freeForm = true) @Nullable String cmd,
    @Param("Directory to run it in.") @Nullable String chdir,
    @Param("Path or glob pattern; when it exists the line does not run.") @Nullable String creates,
    @Param("Path or glob pattern; when it does not exist the line does not run.")
        @Nullable String removes,
    @Param("Absolute path of the shell, such as /bin/bash; /bin/sh when not given.")
        @Nullable String executable,
    @Param("Text for its standard input.") @Nullable String stdin,
    @Param(value = "Whether a line end follows the text of `stdin`.", defaultValue = "true")
        boolean stdinAddNewline,
    @Param(
            value = "Whether empty lines at the end of the output are dropped.",
            defaultValue = "true")
        boolean stripEmptyEnds)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    String line = cmd == null ? "" : cmd;
    if (line.isBlank()) {
      throw new ModuleFailure("no command given", Execution.nothingRan(null));
    }
    Command command =
        executable == null ? Command.shell(line) : Command.of(List.of(executable, "-c", line));
    byte[] input = io.pbrun.builtin.Command.input(stdin, stdinAddNewline);
    Execution execution = new Execution(line, new Guards(creates, removes, chdir), stripEmptyEnds);
    return execution.plan(
        context, connection -> connection.run(command.in(chdir).withStdin(input)));
  }
}
