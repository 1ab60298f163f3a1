package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.TaskModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a script of the control machine on the target. */
@ModuleDoc(
    summary = "Runs a script of the control machine on the target",
    description =
        """
        The script is put into a private file on the target, run, and removed. It needs a `#!` line or `executable`.
        A preview does not run it; with `creates` or `removes` it says whether it would run.\
        """,
    example =
        """
        - name: Prepare the disk
          script:
            cmd: prepare-disk.sh /dev/vdb
            creates: /data/.prepared
        """,
    returns = {
      @Returned(name = "cmd", value = "The script with its arguments, as written."),
      @Returned(name = "rc", value = "Exit status; anything but 0 is a failure.", type = "int"),
      @Returned(name = "stdout", value = "What it wrote to standard output."),
      @Returned(name = "stdout_lines", value = "The same as a list of lines.", type = "list"),
      @Returned(name = "stderr", value = "What it wrote to standard error."),
      @Returned(name = "stderr_lines", value = "The same as a list of lines.", type = "list"),
      @Returned(name = "msg", value = "Why it failed or did not run; else empty.")
    })
record Script(
    @Param(
            value = "Path of the script (looked up in `files/`) and its arguments.",
            required = true,
            freeForm = true)
        String cmd,
    @Param("Directory on the target to run it in.") @Nullable String chdir,
    @Param("Path or glob pattern; when it exists the script does not run.")
        @Nullable String creates,
    @Param("Path or glob pattern; when it does not exist the script does not run.")
        @Nullable String removes,
    @Param("Program that runs it, such as python3.") @Nullable String executable,
    @Param(
            value = "Whether a script that is encrypted with vault is decrypted.",
            defaultValue = "true")
        boolean decrypt)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    List<String> words = ShellWords.split(cmd);
    if (words.isEmpty()) {
      throw new ModuleFailure("no script given");
    }
    Path file = LocalFiles.find(context, "files", words.getFirst());
    byte[] script = decrypt ? LocalFiles.readDecrypted(context, file) : LocalFiles.read(file);
    List<String> arguments = words.subList(1, words.size());
    return new Execution(cmd, new Guards(creates, removes, chdir), true)
        .plan(context, connection -> run(connection, script, arguments));
  }

  private CommandResult run(Connection connection, byte[] script, List<String> arguments)
      throws ModuleFailure, ConnectionException, InterruptedException {
    String path = connection.files().createTemporary("/tmp", "pbrun-script-", "", false);
    try {
      connection.files().write(path, script, new FileAttributes(null, null, "0700"));
      List<String> argv =
          new ArrayList<>(executable == null ? List.of() : ShellWords.split(executable));
      argv.add(path);
      argv.addAll(arguments);
      return connection.run(Command.of(argv).in(chdir));
    } finally {
      connection.files().remove(path);
    }
  }
}
