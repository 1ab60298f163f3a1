package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.Diff;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Provision;
import io.pbrun.engine.module.Result;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that is to have a content: the common half of {@code copy}, {@code template}, {@code
 * lineinfile} and {@code uri}.
 *
 * @param path where it is to stand; its folder must exist when the change is made
 * @param validate command that must accept the new content before it is put in place; {@code %s} is
 *     its path
 * @param force whether a file of other content is replaced
 * @param follow whether a symbolic link at the path is followed
 */
record FileContent(
    String path,
    byte[] content,
    Ownership ownership,
    boolean backup,
    @Nullable String validate,
    boolean force,
    boolean follow) {
  private static final DateTimeFormatter BACKUP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss", Locale.ROOT);
  private static final int BINARY_PROBE = 8000;

  /** What has to be done; null when the file stands as it should. */
  @Nullable Change change(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    FileContent real = followed(context.connection().files());
    Change change = real.withoutFlags(context);
    Change flags = FileChanges.flags(context, real.path, ownership.flags());
    return change == null || flags == null
        ? change == null ? flags : change
        : FileChanges.both(change, flags);
  }

  /** The same for what a link at the path points to, where links are followed. */
  private FileContent followed(TargetFiles files) throws ConnectionException, InterruptedException {
    String real = follow ? TargetPaths.real(files, path) : path;
    return real.equals(path)
        ? this
        : new FileContent(real, content, ownership, backup, validate, force, follow);
  }

  private @Nullable Change withoutFlags(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TargetFiles files = context.connection().files();
    FileFacts is = files.stat(path, follow);
    if (is == null) {
      return new Change(
              "create " + path,
              Change.Kind.CREATE,
              Change.Foreseen.CERTAIN,
              List.of(diff(new byte[0])),
              predicted(),
              acting -> write(acting, null))
          .providing(Provision.file(path, content));
    }
    if (is.type() == FileFacts.Type.DIRECTORY) {
      throw new ModuleFailure("cannot write " + path + ": it is a directory");
    }
    boolean isLink = is.type() == FileFacts.Type.LINK;
    byte[] old = is.type() == FileFacts.Type.FILE ? files.read(path) : new byte[0];
    if ((isLink || !Arrays.equals(old, content)) && force) {
      return new Change(
              "update " + path,
              Change.Kind.UPDATE,
              Change.Foreseen.CERTAIN,
              List.of(diff(old)),
              predicted(),
              acting -> write(acting, is))
          .providing(Provision.file(path, content));
    }
    FileAttributes missing = ownership.missing(is);
    return missing == null ? null : FileChanges.attributes(path, is, missing, fields(content));
  }

  /** The fields of a result that found the file as it should be. */
  Map<String, @Nullable Object> settledFields(ModuleContext context)
      throws ConnectionException, InterruptedException {
    TargetFiles files = context.connection().files();
    FileFacts is = files.stat(path, true);
    byte[] there =
        is != null && is.type() == FileFacts.Type.FILE && !force ? files.read(path) : content;
    return Fields.and(fields(there), is == null ? Map.of() : FileFields.of(is));
  }

  private Map<String, @Nullable Object> fields(byte[] bytes) {
    return Fields.of("dest", path, "checksum", Checksums.sha1(bytes));
  }

  private Map<String, Object> predicted() {
    return Map.of(
        "dest",
        path,
        "checksum",
        Checksums.sha1(content),
        "md5sum",
        Checksums.md5(content),
        "size",
        (long) content.length,
        "state",
        "file");
  }

  private Diff diff(byte[] old) {
    return Diff.of(path, shown(old), shown(content));
  }

  private static String shown(byte[] bytes) {
    int probed = Math.min(bytes.length, BINARY_PROBE);
    for (int i = 0; i < probed; i++) {
      if (bytes[i] == 0) {
        return "(binary, " + bytes.length + " bytes, sha1 " + Checksums.sha1(bytes) + ")\n";
      }
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Result write(ModuleContext acting, @Nullable FileFacts is)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Connection connection = acting.connection();
    TargetFiles files = connection.files();
    FileFacts parent = files.stat(TargetPaths.parent(path), true);
    if (parent == null || parent.type() != FileFacts.Type.DIRECTORY) {
      throw new ModuleFailure(
          "Destination directory " + TargetPaths.parent(path) + " does not exist");
    }
    if (validate != null) {
      validate(connection, validate);
    }
    Map<String, @Nullable Object> fields = fields(content);
    fields.put("md5sum", Checksums.md5(content));
    if (backup && is != null && is.type() == FileFacts.Type.FILE) {
      fields.put("backup_file", keepCopy(acting, is));
    }
    FileAttributes attributes = is == null ? ownership.forNew(false) : ownership.missing(is);
    new SafeWrite(connection, path, content, ownership.unsafeWrites())
        .perform(attributes == null ? FileAttributes.UNCHANGED : attributes);
    return Result.changed(Fields.and(fields, FileFields.now(files, path)));
  }

  private void validate(Connection connection, String command)
      throws ModuleFailure, ConnectionException, InterruptedException {
    if (!command.contains("%s")) {
      throw new ModuleFailure("validate must contain %s: " + command);
    }
    String trial = connection.files().createTemporary("/tmp", "pbrun-", "", false);
    try {
      connection.files().write(trial, content, FileAttributes.UNCHANGED);
      List<String> words =
          ShellWords.split(command).stream().map(word -> word.replace("%s", trial)).toList();
      CommandResult judged = connection.run(Command.of(words));
      if (!judged.succeeded()) {
        throw new ModuleFailure(
            "failed to validate: rc:" + judged.exitCode() + " error:" + judged.stderr().strip(),
            Fields.of(
                "exit_status",
                (long) judged.exitCode(),
                "stdout",
                judged.stdout(),
                "stderr",
                judged.stderr()));
      }
    } finally {
      connection.files().remove(trial);
    }
  }

  private String keepCopy(ModuleContext acting, FileFacts is)
      throws ConnectionException, InterruptedException {
    String stamp = BACKUP.format(acting.time().now().atZone(ZoneId.systemDefault()));
    String copy = path + "." + ProcessHandle.current().pid() + "." + stamp + "~";
    TargetFiles files = acting.connection().files();
    files.write(
        copy, files.read(path), new FileAttributes(is.owner(), is.group(), Modes.octal(is.mode())));
    return copy;
  }
}
