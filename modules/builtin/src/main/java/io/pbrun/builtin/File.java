package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.Diff;
import io.pbrun.engine.module.FileMode;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes files, folders and links, sets their owners and permissions, or removes them. */
@ModuleDoc(
    summary = "Manages files, folders and links",
    description =
        "It never looks at the content of a file: that is the work of `copy`, `template` and `lineinfile`.",
    example =
        """
        - name: Make a folder for what is put away while parking
          file:
            path: ~/sweep-20260115/secrets
            state: directory
            mode: "0700"

        - name: Remove a left-over
          file:
            path: /tmp/old.lock
            state: absent
        """,
    returns = {
      @Returned(name = "path", value = "The path, for all states but `link` and `hard`."),
      @Returned(name = "dest", value = "The path."),
      @Returned(name = "src", value = "Where a link points."),
      @Returned(name = "state", value = "What stands there now."),
      @Returned(name = "mode", value = "Permissions, octal."),
      @Returned(name = "owner", value = "Owner's name."),
      @Returned(name = "group", value = "Group's name."),
      @Returned(name = "uid", value = "Owner's number.", type = "int"),
      @Returned(name = "gid", value = "Group's number.", type = "int"),
      @Returned(name = "size", value = "Bytes.", type = "int")
    })
record File(
    @Param(
            value = "What it is about.",
            required = true,
            aliases = {"dest", "name"})
        String path,
    @Param("What is to stand there; without it, `file`, or `directory` with `recurse`.")
        @Nullable State state,
    @Param("Where a link points; for `link` relative to the link, for `hard` an existing file.")
        @Nullable String src,
    @Param("Whether owner, group and mode are set on everything below a directory.")
        boolean recurse,
    @Param(
            "Whether a link is made though its target is missing, and something else at the path is replaced by it.")
        boolean force,
    @Param(value = "Whether a symbolic link at the path is followed.", defaultValue = "true")
        boolean follow,
    @Param("Permissions.") @Nullable FileMode mode,
    @Param("Owner's name.") @Nullable String owner,
    @Param("Group's name.") @Nullable String group,
    @Param("With `touch`: `preserve` leaves the time of the last access, `now` sets it.")
        @Nullable Stamp accessTime,
    @Param("With `touch`: `preserve` leaves the time of the last change, `now` sets it.")
        @Nullable Stamp modificationTime)
    implements TaskModule {
  enum State {
    ABSENT,
    DIRECTORY,
    FILE,
    HARD,
    LINK,
    TOUCH
  }

  enum Stamp {
    PRESERVE,
    NOW
  }

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TargetFiles files = context.connection().files();
    State wanted = state != null ? state : recurse ? State.DIRECTORY : State.FILE;
    if (recurse && wanted != State.DIRECTORY) {
      throw new ModuleFailure(
          "recurse option requires state to be 'directory'", Fields.of("path", path));
    }
    if (src == null && (wanted == State.HARD || wanted == State.LINK)) {
      throw new ModuleFailure(
          "src is required for creating new " + (wanted == State.LINK ? "symlinks" : "hardlinks"),
          Fields.of("path", path));
    }
    boolean isLink = wanted == State.LINK || wanted == State.HARD;
    FileFacts is = files.stat(path, follow && !isLink && wanted != State.ABSENT);
    Map<String, @Nullable Object> fields =
        isLink ? Fields.of("dest", path, "src", src) : Fields.of("path", path, "dest", path);
    List<Change> changes =
        switch (wanted) {
          case ABSENT -> is == null ? List.of() : List.of(remove(is));
          case FILE -> file(is);
          case DIRECTORY -> directory(files, is);
          case TOUCH -> touch(is);
          case LINK -> link(files, is, true);
          case HARD -> link(files, is, false);
        };
    if (changes.isEmpty()) {
      return Plan.settled(
          Result.ok(
              Fields.and(fields, is == null ? Fields.of("state", "absent") : FileFields.of(is))));
    }
    return Plan.changes(changes, results -> Results.last(results, fields));
  }

  private Change remove(FileFacts is) {
    return Change.of(
            Change.Kind.DELETE,
            "remove " + FileFields.state(is) + " " + path,
            acting -> {
              acting.connection().files().remove(path);
              return Result.changed(Fields.of("state", "absent"));
            })
        .with(Diff.of(path, "state: " + FileFields.state(is) + "\n", "state: absent\n"))
        .predicting(Map.of("state", "absent"));
  }

  private List<Change> file(@Nullable FileFacts is) throws ModuleFailure {
    if (is == null) {
      throw new ModuleFailure(
          "file (" + path + ") is absent, cannot continue",
          Fields.of("path", path, "state", "absent"));
    }
    if (is.type() == FileFacts.Type.DIRECTORY && state == State.FILE) {
      throw new ModuleFailure(
          "file (" + path + ") is directory, cannot continue",
          Fields.of("path", path, "state", "directory"));
    }
    return attributes(path, is);
  }

  private List<Change> attributes(String where, FileFacts is) {
    FileAttributes missing = ownership().missing(is);
    return missing == null
        ? List.of()
        : List.of(FileContent.attributesChange(where, is, missing, Map.of()));
  }

  private List<Change> directory(TargetFiles files, @Nullable FileFacts is)
      throws ModuleFailure, ConnectionException, InterruptedException {
    if (is == null) {
      return List.of(
          create(
              "directory",
              acting ->
                  acting.connection().files().makeDirectories(path, ownership().forNew(true))));
    }
    if (is.type() != FileFacts.Type.DIRECTORY) {
      throw new ModuleFailure(
          path + " already exists as a " + FileFields.state(is), Fields.of("path", path));
    }
    List<Change> changes = new ArrayList<>(attributes(path, is));
    if (recurse) {
      below(files, path, changes);
    }
    return changes;
  }

  private void below(TargetFiles files, String folder, List<Change> changes)
      throws ConnectionException, InterruptedException {
    for (String name : files.list(folder)) {
      String child = TargetPaths.join(folder, name);
      FileFacts is = files.stat(child, false);
      if (is != null) {
        changes.addAll(attributes(child, is));
        if (is.type() == FileFacts.Type.DIRECTORY) {
          below(files, child, changes);
        }
      }
    }
  }

  private List<Change> touch(@Nullable FileFacts is) throws ModuleFailure {
    if (is == null) {
      return List.of(
          create(
              "file",
              acting -> {
                TargetFiles files = acting.connection().files();
                files.write(path, new byte[0], ownership().forNew(false));
              }));
    }
    List<Change> changes = new ArrayList<>(attributes(path, is));
    boolean keepsAccess = accessTime == Stamp.PRESERVE;
    boolean keepsModification = modificationTime == Stamp.PRESERVE;
    if (!keepsAccess || !keepsModification) {
      changes.add(
          Change.of(
                  Change.Kind.UPDATE,
                  "set the times of " + path,
                  acting -> {
                    TargetFiles files = acting.connection().files();
                    files.touch(
                        path,
                        keepsAccess ? (Double) is.accessEpochSeconds() : null,
                        keepsModification ? (Double) is.modificationEpochSeconds() : null);
                    return Result.changed(FileFields.now(files, path));
                  })
              .predicting(Map.of("state", FileFields.state(is))));
    }
    return changes;
  }

  private List<Change> link(TargetFiles files, @Nullable FileFacts is, boolean symbolic)
      throws ModuleFailure, ConnectionException, InterruptedException {
    String target = String.valueOf(src);
    String from =
        target.startsWith("/") || target.startsWith("~") || !symbolic
            ? target
            : TargetPaths.join(TargetPaths.parent(path), target);
    FileFacts pointed = files.stat(from, true);
    if (pointed == null && (!force || !symbolic)) {
      throw new ModuleFailure(
          "src file does not exist, use \"force=yes\" if you really want to create the link: "
              + from,
          Fields.of("path", path, "src", src));
    }
    if (is != null) {
      boolean same =
          symbolic
              ? is.type() == FileFacts.Type.LINK && target.equals(is.linkTarget())
              : pointed != null && is.inode() == pointed.inode() && is.device() == pointed.device();
      if (same) {
        return List.of();
      }
      if (is.type() == FileFacts.Type.DIRECTORY && !force) {
        throw new ModuleFailure(
            "the directory " + path + " is not empty, refusing to convert it",
            Fields.of("path", path));
      }
      if (is.type() == FileFacts.Type.FILE && !force) {
        throw new ModuleFailure(
            "refusing to convert from file to "
                + (symbolic ? "symlink" : "hard link")
                + " for "
                + path,
            Fields.of("path", path));
      }
    }
    Creation creation =
        acting -> {
          TargetFiles acted = acting.connection().files();
          if (is != null) {
            acted.remove(path);
          }
          acted.makeLink(path, target, symbolic);
        };
    return List.of(create(symbolic ? "link" : "hard", creation));
  }

  /** Makes what is missing. */
  @FunctionalInterface
  private interface Creation {
    void perform(ModuleContext acting) throws ConnectionException, InterruptedException;
  }

  private Change create(String what, Creation creation) {
    String name = what.equals("hard") ? "hard link" : what;
    return Change.of(
            Change.Kind.CREATE,
            "create " + name + " " + path + (src == null ? "" : " -> " + src),
            acting -> {
              creation.perform(acting);
              return Result.changed(FileFields.now(acting.connection().files(), path));
            })
        .with(Diff.of(path, "state: absent\n", "state: " + what + "\n"))
        .predicting(Map.of("state", what));
  }

  private Ownership ownership() {
    return new Ownership(owner, group, mode);
  }
}
