package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Provision;
import io.pbrun.engine.module.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code file} does for each state that a path may have. */
record FileStates(ModuleContext context, String path, Ownership ownership, FileTimes times) {

  /** The same for another path. */
  FileStates at(String other) {
    return new FileStates(context, other, ownership, times);
  }

  TargetFiles files() throws ConnectionException {
    return context.connection().files();
  }

  static String state(@Nullable FileFacts is) {
    return is == null ? "absent" : FileFields.state(is);
  }

  Plan absent() throws ConnectionException, InterruptedException {
    FileFacts is = files().stat(path, false);
    Map<String, @Nullable Object> fields = Fields.of("path", path, "state", "absent");
    if (is == null) {
      return Plan.settled(Result.ok(fields));
    }
    FieldDiff diff = new FieldDiff(path).state(state(is), "absent");
    if (is.type() == FileFacts.Type.DIRECTORY) {
      List<String> folders = new ArrayList<>();
      List<String> below = new ArrayList<>();
      walk(path, folders, below);
      diff.before("path_content", Fields.of("directories", folders, "files", below));
    }
    fields.put("diff", diff.field());
    Change change =
        Change.of(
            Change.Kind.DELETE,
            "remove " + state(is) + " " + path,
            acting -> {
              acting.connection().files().remove(path);
              return Result.changed(fields);
            });
    return Plan.change(
        change.with(diff.shown()).predicting(fields).providing(Provision.absence(path)));
  }

  private void walk(String folder, List<String> folders, List<String> below)
      throws ConnectionException, InterruptedException {
    for (String name : files().list(folder)) {
      String child = TargetPaths.join(folder, name);
      FileFacts is = files().stat(child, false);
      if (is != null && is.type() == FileFacts.Type.DIRECTORY) {
        folders.add(child);
        walk(child, folders, below);
      } else {
        below.add(child);
      }
    }
  }

  Plan file(boolean follow) throws ModuleFailure, ConnectionException, InterruptedException {
    String real = follow ? TargetPaths.real(files(), path) : path;
    FileFacts is = files().stat(real, false);
    if (is == null || !List.of("file", "hard").contains(state(is))) {
      throw new ModuleFailure(
          "file (" + real + ") is " + state(is) + ", cannot continue",
          Fields.of("path", real, "state", state(is)));
    }
    FieldDiff diff = new FieldDiff(real).state(state(is), "file");
    return conclude(
        at(real).attributes(is, diff), diff, Fields.of("path", real), FileFields.of(is));
  }

  Plan directory(boolean follow, boolean recurse)
      throws ModuleFailure, ConnectionException, InterruptedException {
    String real = follow ? TargetPaths.real(files(), path) : path;
    FileFacts is = files().stat(real, false);
    FieldDiff diff = new FieldDiff(real).state(state(is), "directory");
    Map<String, @Nullable Object> fields = Fields.of("path", real);
    if (is == null) {
      FileAttributes wanted = ownership.forNew(true);
      Change make =
          creation(
              "directory",
              real,
              acting -> acting.connection().files().makeDirectories(real, wanted));
      return conclude(at(real).followUp(make), diff, fields, Map.of("state", "directory"));
    }
    if (is.type() != FileFacts.Type.DIRECTORY) {
      throw new ModuleFailure(real + " already exists as a " + state(is), Fields.of("path", real));
    }
    List<Change> changes = at(real).attributes(is, diff);
    if (recurse) {
      below(real, follow, changes);
    }
    return conclude(changes, diff, fields, FileFields.of(is));
  }

  private void below(String folder, boolean follow, List<Change> changes)
      throws ConnectionException, InterruptedException {
    for (String name : files().list(folder)) {
      String child = TargetPaths.join(folder, name);
      FileFacts is = files().stat(child, false);
      if (is == null) {
        continue;
      }
      changes.addAll(at(child).attributes(is, new FieldDiff(child)));
      if (is.type() == FileFacts.Type.DIRECTORY) {
        below(child, follow, changes);
      } else if (is.type() == FileFacts.Type.LINK && follow) {
        String target = TargetPaths.real(files(), child);
        FileFacts there = files().stat(target, false);
        if (there != null) {
          changes.addAll(at(target).attributes(there, new FieldDiff(target)));
          if (there.type() == FileFacts.Type.DIRECTORY && !folder.startsWith(target)) {
            below(target, true, changes);
          }
        }
      }
    }
  }

  Plan touch(boolean follow) throws ModuleFailure, ConnectionException, InterruptedException {
    String real = follow ? TargetPaths.real(files(), path) : path;
    FileFacts is = files().stat(real, false);
    FieldDiff diff = new FieldDiff(path).state(state(is), "touch");
    Map<String, @Nullable Object> fields = Fields.of("dest", path);
    if (is == null) {
      FileAttributes wanted = ownership.forNew(false);
      Change make =
          creation(
              "file", real, acting -> acting.connection().files().write(real, new byte[0], wanted));
      return conclude(at(real).followUp(make), diff, fields, Map.of("state", "file"));
    }
    return conclude(at(real).attributes(is, diff), diff, fields, FileFields.of(is));
  }

  /** Makes what is missing. */
  @FunctionalInterface
  interface Creation {
    void perform(ModuleContext acting)
        throws ModuleFailure, ConnectionException, InterruptedException;
  }

  Change creation(String what, String where, Creation creation) {
    String name = what.equals("hard") ? "hard link" : what;
    return Change.of(
            Change.Kind.CREATE,
            "create " + name + " " + where,
            acting -> {
              creation.perform(acting);
              return Result.changed(FileFields.now(acting.connection().files(), where));
            })
        .predicting(Map.of("state", what))
        .providing(what.equals("directory") ? Provision.directory(where) : Provision.file(where));
  }

  /** A change that makes the path, and what is then to be set on it. */
  List<Change> followUp(Change make) throws ConnectionException, InterruptedException {
    List<Change> changes = new ArrayList<>(List.of(make));
    Change flags = FileChanges.flags(context, path, ownership.flags());
    if (flags != null) {
      changes.add(flags);
    }
    boolean given =
        times.access() instanceof FileTimes.Stamp.At
            || times.modification() instanceof FileTimes.Stamp.At;
    if (given) {
      changes.add(
          Change.of(
              Change.Kind.UPDATE,
              "set the times of " + path,
              acting -> {
                FileFacts made = acting.connection().files().stat(path, true);
                Change set =
                    made == null ? null : times.change(acting, path, made, new FieldDiff(path));
                return set == null
                    ? Result.changed(FileFields.now(acting.connection().files(), path))
                    : set.action().perform(acting);
              }));
    }
    return changes;
  }

  /** Owner, group, mode, flags and times of what is there. */
  List<Change> attributes(FileFacts is, FieldDiff diff)
      throws ConnectionException, InterruptedException {
    List<Change> changes = new ArrayList<>();
    FileAttributes missing = ownership.missing(is);
    diff.attributes(is, missing);
    if (missing != null) {
      changes.add(FileChanges.attributes(path, is, missing, Map.of()));
    }
    Change flags = FileChanges.flags(context, path, ownership.flags());
    if (flags != null) {
      changes.add(flags);
    }
    Change stamps = is.type() == FileFacts.Type.LINK ? null : times.change(context, path, is, diff);
    if (stamps != null) {
      changes.add(stamps);
    }
    return changes;
  }

  /**
   * @param now how the path stands, for a task that has nothing to do
   */
  static Plan conclude(
      List<Change> changes,
      FieldDiff diff,
      Map<String, @Nullable Object> fields,
      Map<String, ? extends @Nullable Object> now) {
    Map<String, @Nullable Object> all = Fields.and(fields, Fields.of("diff", diff.field()));
    if (changes.isEmpty()) {
      return Plan.settled(Result.ok(Fields.and(now, all)));
    }
    return Plan.changes(changes, results -> Results.last(results, all).with(diff.shown()));
  }
}
