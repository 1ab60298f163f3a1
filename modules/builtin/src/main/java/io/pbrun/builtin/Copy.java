package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.FileMode;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.value.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts files onto the target. */
@ModuleDoc(
    summary = "Copies files, folders or a text to the target",
    description =
        """
        A file is replaced in one step and only when its content differs. A folder whose `src` ends with a slash gives its
        content, else itself. A preview shows the difference.\
        """,
    example =
        """
        - name: Put the kubeconfig in place
          copy:
            src: capi.kubeconfig
            dest: ~/capi-mgmt.kubeconfig
            mode: "0600"

        - name: Leave a note
          copy:
            content: "parked by {{ ansible_user_id }}\\n"
            dest: /etc/motd
            backup: true
        """,
    mutuallyExclusive = "src|content",
    requiredOneOf = "src|content",
    returns = {
      @Returned(name = "dest", value = "Where it stands on the target."),
      @Returned(name = "src", value = "Where it came from."),
      @Returned(name = "checksum", value = "SHA-1 of the content."),
      @Returned(name = "md5sum", value = "MD5 of the content, when it was written."),
      @Returned(name = "backup_file", value = "Where the earlier content was kept."),
      @Returned(name = "size", value = "Bytes.", type = "int"),
      @Returned(name = "state", value = "`file` or `directory`."),
      @Returned(name = "mode", value = "Permissions, octal."),
      @Returned(name = "owner", value = "Owner's name."),
      @Returned(name = "group", value = "Group's name."),
      @Returned(name = "uid", value = "Owner's number.", type = "int"),
      @Returned(name = "gid", value = "Group's number.", type = "int")
    })
record Copy(
    @Param(
            "File or folder of the control machine, looked up in `files/`; with `remote_src`, of the target.")
        @Nullable String src,
    @Param("The content itself; a list or mapping is written as JSON.") @Nullable Object content,
    @Param(value = "Where to put it; a folder takes the file under its own name.", required = true)
        String dest,
    @Param("Whether `src` is on the target.") boolean remoteSrc,
    @Param(value = "Whether a file of other content is replaced.", defaultValue = "true")
        boolean force,
    @Param("Whether the earlier file is kept under a name with the time.") boolean backup,
    @Param("Command that must accept the new content; `%s` is its path.") @Nullable String validate,
    @Param("Permissions; `preserve` takes those of the source.") @Nullable FileMode mode,
    @Param("Permissions of folders that are made.") @Nullable FileMode directoryMode,
    @Param("Owner's name.") @Nullable String owner,
    @Param("Group's name.") @Nullable String group,
    @Param("Whether a symbolic link at `dest` is followed.") boolean follow,
    @Param(
            value = "Whether files that are encrypted with vault are decrypted.",
            defaultValue = "true")
        boolean decrypt)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TargetFiles files = context.connection().files();
    if (src == null) {
      String text =
          content instanceof String plain ? plain : content == null ? "" : Json.write(content);
      if (dest.endsWith("/")) {
        throw new ModuleFailure("can not use content with a dir as dest");
      }
      FileFacts there = files.stat(dest, true);
      if (there != null && there.type() == FileFacts.Type.DIRECTORY) {
        throw new ModuleFailure("can not use content with a dir as dest");
      }
      return one(context, dest, text.getBytes(StandardCharsets.UTF_8), ownership(mode), null);
    }
    SourceTree source = remoteSrc ? SourceTree.onTarget(files, src) : local(context, src);
    if (source.isDirectory()) {
      return tree(context, source);
    }
    return one(
        context,
        fileDestination(files, source.name()),
        source.read(""),
        ownership(mode(source)),
        src);
  }

  private SourceTree local(ModuleContext context, String name) throws ModuleFailure {
    Path found = LocalFiles.find(context, "files", TargetPaths.trim(name));
    return decrypt ? SourceTree.decrypted(context, found) : SourceTree.local(found);
  }

  private Plan one(
      ModuleContext context, String path, byte[] bytes, Ownership ownership, @Nullable String from)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Map<String, @Nullable Object> extra = from == null ? Map.of() : Fields.of("src", from);
    List<Change> changes = new ArrayList<>();
    TargetFiles files = context.connection().files();
    String folder = TargetPaths.parent(path);
    if (files.stat(folder, true) == null) {
      if (!dest.endsWith("/")) {
        throw new ModuleFailure(
            "Destination directory " + folder + " does not exist", Fields.of("dest", path));
      }
      changes.add(makeDirectory(folder));
    }
    FileContent file = new FileContent(path, bytes, ownership, backup, validate, force, follow);
    Change change = file.change(context);
    if (change == null) {
      return Plan.settled(Result.ok(Fields.and(file.settledFields(context), extra)));
    }
    changes.add(change);
    return Plan.changes(changes, results -> Results.last(results, extra));
  }

  private Plan tree(ModuleContext context, SourceTree source)
      throws ModuleFailure, ConnectionException, InterruptedException {
    String root =
        String.valueOf(src).endsWith("/")
            ? TargetPaths.trim(dest)
            : TargetPaths.join(dest, source.name());
    TargetFiles files = context.connection().files();
    List<Change> changes = new ArrayList<>();
    List<String> folders = new ArrayList<>(List.of(""));
    folders.addAll(source.directories());
    for (String folder : folders) {
      String path = folder.isEmpty() ? root : TargetPaths.join(root, folder);
      FileFacts is = files.stat(path, true);
      if (is == null) {
        changes.add(makeDirectory(path));
      } else if (is.type() != FileFacts.Type.DIRECTORY) {
        throw new ModuleFailure("cannot copy into " + path + ": it is no directory");
      }
    }
    for (String name : source.files()) {
      Ownership ownership =
          ownership(mode != null && mode.text().equals("preserve") ? source.mode(name) : mode);
      Change change =
          new FileContent(
                  TargetPaths.join(root, name),
                  source.read(name),
                  ownership,
                  backup,
                  validate,
                  force,
                  follow)
              .change(context);
      if (change != null) {
        changes.add(change);
      }
    }
    Map<String, @Nullable Object> fields =
        Fields.of("dest", root, "src", src, "state", "directory");
    return changes.isEmpty()
        ? Plan.settled(Result.ok(fields))
        : Plan.changes(
            changes,
            results -> Result.changedIf(results.stream().anyMatch(Result::changed), fields));
  }

  private Change makeDirectory(String path) {
    return Change.of(
        Change.Kind.CREATE,
        "create directory " + path,
        acting -> {
          acting
              .connection()
              .files()
              .makeDirectories(path, new Ownership(owner, group, directoryMode).forNew(true));
          return Result.changed(Fields.of("dest", path));
        });
  }

  private String fileDestination(TargetFiles files, String name)
      throws ConnectionException, InterruptedException {
    if (dest.endsWith("/")) {
      return TargetPaths.join(dest, name);
    }
    FileFacts there = files.stat(dest, true);
    return there != null && there.type() == FileFacts.Type.DIRECTORY
        ? TargetPaths.join(dest, name)
        : dest;
  }

  private @Nullable FileMode mode(SourceTree source)
      throws ModuleFailure, ConnectionException, InterruptedException {
    return mode != null && mode.text().equals("preserve") ? source.mode("") : mode;
  }

  private Ownership ownership(@Nullable FileMode wanted) {
    return new Ownership(owner, group, wanted);
  }
}
