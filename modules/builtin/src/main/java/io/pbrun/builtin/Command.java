package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.TaskModule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs a program without a shell. */
@ModuleDoc(
    summary = "Runs a command without a shell",
    description =
        """
        Pipes, redirections and `&&` are not understood: use `shell` for those. `$HOME` and a leading `~` are expanded on
        the target. A preview does not run the command; with `creates` or `removes` it says whether it would run.\
        """,
    example =
        """
        - name: Show the load of the target
          command: uptime
          changed_when: false

        - name: Unpack once
          command:
            argv: [tar, xf, /tmp/tools.tar, -C, /opt]
            creates: /opt/tools
        """,
    mutuallyExclusive = "cmd|argv",
    requiredOneOf = "cmd|argv",
    groupsBind = false,
    returns = {
      @Returned(name = "cmd", value = "The words of the command.", type = "list"),
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
record Command(
    @Param(value = "The command with its arguments, as one line.", freeForm = true)
        @Nullable String cmd,
    @Param("The command with its arguments, as a list.") List<String> argv,
    @Param("Directory to run it in.") @Nullable String chdir,
    @Param("Path or glob pattern; when it exists the command does not run.")
        @Nullable String creates,
    @Param("Path or glob pattern; when it does not exist the command does not run.")
        @Nullable String removes,
    @Param("Text for its standard input.") @Nullable String stdin,
    @Param(value = "Whether a line end follows the text of `stdin`.", defaultValue = "true")
        boolean stdinAddNewline,
    @Param(
            value = "Whether empty lines at the end of the output are dropped.",
            defaultValue = "true")
        boolean stripEmptyEnds,
    @Param(
            value = "Whether `$NAME` and a leading `~` are expanded on the target.",
            defaultValue = "true")
        boolean expandArgumentVars,
    @Param("Not taken: it belongs to `shell`, and brings a warning here.")
        @Nullable String executable)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    if (executable != null) {
      context.warn(
          "The parameter 'executable' is no longer supported with the 'command' module. Not using '"
              + executable
              + "'.");
    }
    String line = cmd == null || cmd.isBlank() ? null : cmd;
    if (line == null && argv.isEmpty()) {
      throw new ModuleFailure("no command given", Execution.nothingRan(null));
    }
    if (line != null && !argv.isEmpty()) {
      throw new ModuleFailure(
          "only command or argv can be given, not both", Execution.nothingRan(null));
    }
    List<String> words = line == null ? argv : ShellWords.split(line);
    Execution execution = new Execution(words, new Guards(creates, removes, chdir), stripEmptyEnds);
    return execution.plan(context, connection -> connection.run(command(words)));
  }

  private io.pbrun.engine.connection.Command command(List<String> words) {
    boolean expand = expandArgumentVars && words.stream().anyMatch(ShellWords::wantsExpansion);
    io.pbrun.engine.connection.Command command =
        expand
            ? io.pbrun.engine.connection.Command.shell(
                "exec "
                    + words.stream().map(ShellWords::expanding).collect(Collectors.joining(" ")))
            : io.pbrun.engine.connection.Command.of(words);
    return command.in(chdir).withStdin(input(stdin, stdinAddNewline));
  }

  static byte @Nullable [] input(@Nullable String text, boolean addNewline) {
    return text == null
        ? null
        : (addNewline && !text.endsWith("\n") ? text + "\n" : text)
            .getBytes(StandardCharsets.UTF_8);
  }
}
