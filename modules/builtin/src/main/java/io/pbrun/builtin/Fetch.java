package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Provision;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings a file of the target to the control machine. */
@ModuleDoc(
    summary = "Brings a file of the target to the control machine",
    description =
        "It is written to `dest/<host>/<path>`, so that files of several hosts do not collide; with `flat` to `dest` itself.",
    example =
        """
        - name: Keep the log
          fetch:
            src: /var/log/cloud-init.log
            dest: logs
        """,
    returns = {
      @Returned(name = "dest", value = "Where it stands on the control machine."),
      @Returned(name = "file", value = "The path on the target."),
      @Returned(name = "checksum", value = "SHA-1 of the content."),
      @Returned(name = "remote_checksum", value = "SHA-1 of the content on the target."),
      @Returned(name = "md5sum", value = "MD5 of the content."),
      @Returned(name = "msg", value = "Why nothing was brought.")
    })
record Fetch(
    @Param(value = "The file on the target.", required = true) String src,
    @Param(value = "Folder of the control machine, relative to the playbook's.", required = true)
        String dest,
    @Param("Whether `dest` is the file itself, or, with a slash at its end, its folder.")
        boolean flat,
    @Param(value = "Whether a file that is not there is a failure.", defaultValue = "true")
        boolean failOnMissing)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TargetFiles target = context.connection().files();
    FileFacts facts = target.stat(src, true);
    if (facts == null) {
      if (failOnMissing) {
        throw new ModuleFailure("the remote file does not exist", Fields.of("file", src));
      }
      return Plan.settled(
          Result.ok(
              Fields.of(
                  "msg",
                  "the remote file does not exist, not transferring, ignored",
                  "file",
                  src)));
    }
    if (facts.type() == FileFacts.Type.DIRECTORY) {
      throw new ModuleFailure(
          "remote file is a directory, fetch cannot work on directories", Fields.of("file", src));
    }
    byte[] content = target.read(src);
    String path = destination(context);
    TargetFiles here = context.controller().files();
    FileFacts old = here.stat(path, true);
    String sum = Checksums.sha1(content);
    Map<String, @Nullable Object> fields =
        Fields.of("dest", path, "file", src, "checksum", sum, "md5sum", Checksums.md5(content));
    if (old != null
        && old.type() == FileFacts.Type.FILE
        && Checksums.sha1(here.read(path)).equals(sum)) {
      return Plan.settled(Result.ok(fields));
    }
    fields.put("remote_checksum", sum);
    Change change =
        Change.of(
            old == null ? Change.Kind.CREATE : Change.Kind.UPDATE,
            "write " + path + " on the control machine",
            acting -> {
              TargetFiles files = acting.controller().files();
              files.makeDirectories(TargetPaths.parent(path), FileAttributes.UNCHANGED);
              files.write(path, content, FileAttributes.UNCHANGED);
              return Result.changed(fields);
            });
    return Plan.change(
        change
            .predicting(Map.of("dest", path, "file", src, "checksum", sum))
            .providing(Provision.file(path, content).onController()));
  }

  private String destination(ModuleContext context) {
    String folder =
        dest.startsWith("~") ? dest : context.playbookDirectory().resolve(dest).toString();
    if (!flat) {
      return TargetPaths.join(
          TargetPaths.join(folder, context.host()), src.replaceFirst("^[/~]+", ""));
    }
    return dest.endsWith("/") ? TargetPaths.join(folder, TargetPaths.name(src)) : folder;
  }
}
