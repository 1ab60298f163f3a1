package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.Diff;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Provision;
import io.pbrun.engine.module.Result;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text file of the target that a task edits.
 *
 * @param is how it stands; null when it is not there
 * @param text its content; empty when it is not there
 * @param charset how its bytes are read: bytes that are no text survive an edit
 */
record TextFile(String path, @Nullable FileFacts is, String text, Charset charset) {
  private static final String ATTRIBUTES = "ownership, perms or SE linux context changed";

  /**
   * Reads the file.
   *
   * @param missing what a failure calls the file: {@code Path} or {@code Destination}
   * @throws ModuleFailure when it is a directory, or not there and not to be made
   */
  static TextFile read(ModuleContext context, String path, boolean create, String missing)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TargetFiles files = context.connection().files();
    FileFacts is = files.stat(path, true);
    if (is != null && is.type() == FileFacts.Type.DIRECTORY) {
      throw new ModuleFailure("Path " + path + " is a directory !", Fields.of("rc", 256L));
    }
    if (is == null && !create) {
      throw new ModuleFailure(missing + " " + path + " does not exist !", Fields.of("rc", 257L));
    }
    byte[] bytes = is == null ? new byte[0] : files.read(path);
    String text = new String(bytes, StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
        ? new TextFile(path, is, text, StandardCharsets.UTF_8)
        : new TextFile(
            path, is, new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
  }

  /** A text of the task in the letters of the file. */
  String own(String parameter) {
    return charset.equals(StandardCharsets.ISO_8859_1)
        ? new String(parameter.getBytes(StandardCharsets.UTF_8), charset)
        : parameter;
  }

  /** Its lines, each with its line end. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  /**
   * How the edit is made, and what the result says of it.
   *
   * @param fields of the result, besides {@code msg}
   * @param backupField where the name of a kept copy goes
   * @param diffHeader what the file is called in a diff
   */
  record Editing(
      FileParams common,
      boolean backup,
      @Nullable String validate,
      Map<String, @Nullable Object> fields,
      String backupField,
      String diffHeader) {}

  /** Puts another text in its place. */
  Plan become(ModuleContext context, String after, String message, Editing how)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Ownership ownership = how.common().ownership(context);
    FileAttributes missing = is == null ? null : ownership.missing(is);
    boolean flagged = FileChanges.flags(context, path, ownership.flags()) != null;
    boolean edited = is == null || !after.equals(text);
    FileContent file =
        new FileContent(
            path, after.getBytes(charset), ownership, how.backup(), how.validate(), true, true);
    Change change = file.change(context);
    boolean attributes = missing != null || flagged || (is == null && asksForMode(ownership));
    String said =
        !attributes ? message : message.isEmpty() ? ATTRIBUTES : message + " and " + ATTRIBUTES;
    List<Diff> diffs = List.of(Diff.of(how.diffHeader(), text, after), attributesDiff(missing));
    Map<String, @Nullable Object> fields = Fields.and(how.fields(), Fields.of("msg", said));
    fields.putIfAbsent("diff", diffs.stream().map(TextFile::field).toList());
    if (change == null) {
      return Plan.settled(Result.ok(fields));
    }
    List<Change> changes = new ArrayList<>();
    String folder = TargetPaths.parent(path);
    TargetFiles files = context.connection().files();
    if (edited && is == null && !files.isDirectory(folder) && files.stat(folder, true) == null) {
      changes.add(makeDirectory(folder));
    }
    changes.add(change);
    return Plan.changes(
        changes,
        results -> {
          Object kept = results.getLast().fields().get("backup_file");
          Result result =
              Result.changed(
                  kept == null ? fields : Fields.and(fields, Fields.of(how.backupField(), kept)));
          for (Diff diff : diffs) {
            result = result.with(diff);
          }
          return result;
        });
  }

  private static boolean asksForMode(Ownership wanted) {
    return wanted.owner() != null
        || wanted.group() != null
        || (wanted.mode() != null && !"0644".equals(wanted.forNew(false).mode()));
  }

  private Diff attributesDiff(@Nullable FileAttributes missing) {
    String header = path + " (file attributes)";
    if (missing == null || is == null) {
      return Diff.of(header, "", "");
    }
    Diff shown = new FieldDiff(path).attributes(is, missing).shown();
    return Diff.of(header, shown.before(), shown.after());
  }

  private static Map<String, @Nullable Object> field(Diff diff) {
    return Fields.of(
        "before_header",
        diff.beforeHeader(),
        "before",
        diff.before(),
        "after_header",
        diff.afterHeader(),
        "after",
        diff.after());
  }

  private static Change makeDirectory(String folder) {
    return Change.of(
            Change.Kind.CREATE,
            "create directory " + folder,
            acting -> {
              acting.connection().files().makeDirectories(folder, FileAttributes.UNCHANGED);
              return Result.changed(Map.of());
            })
        .providing(Provision.directory(folder));
  }
}
