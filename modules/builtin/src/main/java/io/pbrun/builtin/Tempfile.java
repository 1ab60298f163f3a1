package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import org.jspecify.annotations.Nullable;

/** Makes a private temporary file or folder. */
@ModuleDoc(
    summary = "Makes a temporary file or folder",
    description =
        "It has a new name that nobody can guess and only its owner may read it. Nothing removes it: `file` with `state: absent` does.",
    example =
        """
        - name: A place to unpack to
          tempfile:
            state: directory
            suffix: .unpack
          register: place
        """,
    returns = {
      @Returned(name = "path", value = "The path that was made."),
      @Returned(name = "state", value = "`file` or `directory`."),
      @Returned(name = "mode", value = "Permissions, octal."),
      @Returned(name = "owner", value = "Owner's name."),
      @Returned(name = "group", value = "Group's name."),
      @Returned(name = "uid", value = "Owner's number.", type = "int"),
      @Returned(name = "gid", value = "Group's number.", type = "int"),
      @Returned(name = "size", value = "Bytes.", type = "int")
    })
record Tempfile(
    @Param(value = "What to make.", defaultValue = "file") State state,
    @Param("Folder to make it in; the target's usual one when not given.") @Nullable String path,
    @Param(value = "Beginning of its name.", defaultValue = "ansible.") String prefix,
    @Param("End of its name.") @Nullable String suffix)
    implements TaskModule {
  enum State {
    FILE,
    DIRECTORY
  }

  @Override
  public Plan plan(ModuleContext context) throws ConnectionException, InterruptedException {
    String folder = path == null ? usualFolder(context) : path;
    return Plan.change(
        Change.of(
            Change.Kind.CREATE,
            "make a temporary " + (state == State.FILE ? "file" : "directory") + " in " + folder,
            acting -> {
              TargetFiles files = acting.connection().files();
              String made =
                  files.createTemporary(
                      folder, prefix, suffix == null ? "" : suffix, state == State.DIRECTORY);
              return Result.changed(
                  Fields.and(Fields.of("path", made), FileFields.now(files, made)));
            }));
  }

  /** The target's own place for temporary files. */
  private static String usualFolder(ModuleContext context)
      throws ConnectionException, InterruptedException {
    Command command = Command.shell("printf %s \"${TMPDIR:-/tmp}\"").declaredReadOnly();
    String folder = context.connection().run(command).stdout().strip();
    return folder.isEmpty() ? "/tmp" : folder;
  }
}
