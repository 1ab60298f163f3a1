package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.FileMode;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.ParamGroup;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Provision;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.Values;
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
    groupsBind = false,
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
    @ParamGroup FileParams common,
    @Param("Permissions of the folders of a tree; without it, new ones follow the target's umask.")
        @Nullable FileMode directoryMode,
    @Param("Whether a symbolic link at `dest` is followed.") boolean follow,
    @Param(
            value = "Whether links in a tree of `src` are followed, instead of copied as links.",
            defaultValue = "true")
        boolean localFollow,
    @Param("SHA-1 that the file must have to be put in place.") @Nullable String checksum,
    @Param(
            value = "Whether a file that is encrypted with Vault is put in place decrypted.",
            defaultValue = "true")
        boolean decrypt,
    @Param(
            value = "Name of the file where `dest` is a folder, instead of its own.",
            name = "_original_basename")
        @Nullable String originalBasename)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    checkArguments();
    TargetFiles files = context.connection().files();
    if (src == null) {
      if (dest.endsWith("/") || files.isDirectory(dest)) {
        throw new ModuleFailure("can not use content with a dir as dest");
      }
      return one(context, dest, text().getBytes(StandardCharsets.UTF_8), common, null);
    }
    SourceTree source = remoteSrc ? SourceTree.onTarget(files, src) : local(context, src);
    if (source.isDirectory()) {
      return new CopyTree(this, context, source).plan();
    }
    return one(
        context, fileDestination(files, source.name()), source.read(""), common(source, ""), src);
  }

  private void checkArguments() throws ModuleFailure {
    if ((src == null || src.isEmpty()) && content == null) {
      throw new ModuleFailure("src (or content) is required");
    }
    if (dest.isEmpty()) {
      throw new ModuleFailure("dest is required");
    }
    if (src != null && content != null) {
      throw new ModuleFailure("src and content are mutually exclusive");
    }
  }

  private String text() {
    return content instanceof Map || content instanceof List
        ? Json.write(content)
        : Values.str(content);
  }

  private SourceTree local(ModuleContext context, String name) throws ModuleFailure {
    Path found = LocalFiles.find(context, "files", TargetPaths.trim(name));
    return decrypt ? SourceTree.decrypted(context, found) : SourceTree.local(found);
  }

  private Plan one(
      ModuleContext context, String path, byte[] bytes, FileParams wanted, @Nullable String from)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Map<String, @Nullable Object> extra = from == null ? Map.of() : Fields.of("src", from);
    List<Change> changes = new ArrayList<>();
    TargetFiles files = context.connection().files();
    if (!force && files.stat(path, true) != null) {
      return Plan.settled(
          Result.ok(
              Fields.and(
                  Fields.of("dest", path, "msg", "file already exists"),
                  Fields.and(FileFields.now(files, path), extra))));
    }
    String folder = TargetPaths.parent(path);
    if (!files.isDirectory(folder) && files.stat(folder, true) == null) {
      if (dest.endsWith("/")) {
        changes.add(makeDirectory(context, folder));
      } else if (remoteSrc) {
        throw new ModuleFailure(
            "Destination directory " + folder + " does not exist", Fields.of("dest", path));
      }
    }
    if (checksum != null && !checksum.equals(Checksums.sha1(bytes))) {
      throw new ModuleFailure(
          "Copied file does not match the expected checksum. Transfer failed.",
          Fields.of("checksum", Checksums.sha1(bytes), "expected_checksum", checksum));
    }
    FileContent file =
        new FileContent(path, bytes, wanted.ownership(context), backup, validate, force, follow);
    Change change = file.change(context);
    if (change == null) {
      return Plan.settled(Result.ok(Fields.and(file.settledFields(context), extra)));
    }
    changes.add(change);
    return Plan.changes(changes, results -> Results.last(results, extra));
  }

  Change makeDirectory(ModuleContext context, String path)
      throws ModuleFailure, ConnectionException, InterruptedException {
    FileAttributes wanted = common.ownership(context).withMode(directoryMode).forNew(true);
    return Change.of(
            Change.Kind.CREATE,
            "create directory " + path,
            acting -> {
              acting.connection().files().makeDirectories(path, wanted);
              return Result.changed(Fields.of("dest", path));
            })
        .providing(Provision.directory(path));
  }

  private String fileDestination(TargetFiles files, String sourceName)
      throws ConnectionException, InterruptedException {
    String name = originalBasename == null ? sourceName : originalBasename;
    if (dest.endsWith("/")) {
      return TargetPaths.join(dest, name);
    }
    return files.isDirectory(dest) ? TargetPaths.join(dest, name) : dest;
  }

  /** The parameters for one file of the source, whose mode is perhaps to be kept. */
  FileParams common(SourceTree source, String name)
      throws ModuleFailure, ConnectionException, InterruptedException {
    return common.preservesMode() ? common.withMode(source.mode(name)) : common;
  }
}
