package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code file} does for symbolic and hard links. */
record FileLinks(FileStates states, @Nullable String src, boolean force, boolean follow) {

  private String path() {
    return states.path();
  }

  Plan symbolic() throws ModuleFailure, ConnectionException, InterruptedException {
    TargetFiles files = states.files();
    FileFacts is = files.stat(path(), false);
    String target = src == null && follow && is != null ? is.linkTarget() : src;
    String was = FileStates.state(is);
    if (target != null && !force) {
      String from = absolute(target, is);
      if (files.stat(from, true) == null) {
        throw failure(
            "src file does not exist, use \"force=yes\" if you really want to create the link: "
                + from,
            target);
      }
    }
    refuseToReplace(files, was);
    if (target == null && !was.equals("link")) {
      throw failure("src is required for creating new symlinks", null);
    }
    FieldDiff diff = new FieldDiff(path()).state(was, "link");
    Map<String, @Nullable Object> fields = Fields.of("dest", path(), "src", target);
    if (is != null && was.equals("link") && same(is, target)) {
      return FileStates.conclude(attributes(files, diff), diff, fields, FileFields.of(is));
    }
    if (is != null && was.equals("link")) {
      diff.put("src", is.linkTarget(), target);
    }
    String made = String.valueOf(target);
    Change make =
        states.creation(
            "link",
            path(),
            acting -> {
              TargetFiles acted = acting.connection().files();
              if (was.equals("directory")) {
                acted.remove(path());
              }
              acted.makeLink(path(), made, true);
            });
    List<Change> changes = new ArrayList<>(List.of(make));
    String pointed = absolute(made, is);
    FileFacts there = follow ? files.stat(pointed, true) : null;
    if (there != null) {
      changes.addAll(
          states.at(TargetPaths.real(files, pointed)).attributes(there, new FieldDiff(pointed)));
    } else if (follow && asksForMore()) {
      states
          .context()
          .warn(
              "Cannot set fs attributes on a non-existent symlink target. follow should be set to False to avoid this.");
    }
    return FileStates.conclude(changes, diff, fields, Map.of("state", "link"));
  }

  private static boolean same(FileFacts is, @Nullable String target) {
    return target == null || target.equals(is.linkTarget());
  }

  private boolean asksForMore() {
    Ownership wanted = states.ownership();
    return wanted.mode() != null || wanted.owner() != null || wanted.group() != null;
  }

  /** What is to be set on the link that is there, or on what it leads to. */
  private List<Change> attributes(TargetFiles files, FieldDiff diff)
      throws ConnectionException, InterruptedException {
    String real = follow ? TargetPaths.real(files, path()) : path();
    FileFacts there = files.stat(real, false);
    return there == null ? List.of() : states.at(real).attributes(there, diff);
  }

  private void refuseToReplace(TargetFiles files, String was)
      throws ModuleFailure, ConnectionException, InterruptedException {
    if (was.equals("directory") && force && !files.list(path()).isEmpty()) {
      throw failure("the directory " + path() + " is not empty, refusing to convert it", src);
    }
    if (!force && List.of("directory", "file", "hard").contains(was)) {
      throw failure("refusing to convert from " + was + " to symlink for " + path(), src);
    }
  }

  private String absolute(String target, @Nullable FileFacts is) {
    if (target.startsWith("/") || target.startsWith("~")) {
      return target;
    }
    boolean isFolder = is != null && is.type() == FileFacts.Type.DIRECTORY;
    return TargetPaths.join(isFolder ? path() : TargetPaths.parent(path()), target);
  }

  Plan hard() throws ModuleFailure, ConnectionException, InterruptedException {
    TargetFiles files = states.files();
    FileFacts is = files.stat(path(), false);
    String was = FileStates.state(is);
    if (src == null && !was.equals("hard")) {
      throw failure("src is required for creating new hardlinks", null);
    }
    FileFacts pointed = src == null ? null : files.stat(src, true);
    if (src != null && pointed == null) {
      throw new ModuleFailure("src does not exist", Fields.of("dest", path(), "src", src));
    }
    FieldDiff diff = new FieldDiff(path()).state(was, "hard");
    Map<String, @Nullable Object> fields = Fields.of("dest", path(), "src", src);
    if (is != null && (pointed == null || isSame(is, pointed))) {
      return FileStates.conclude(states.attributes(is, diff), diff, fields, FileFields.of(is));
    }
    if (is != null && !was.equals("link") && !force) {
      throw new ModuleFailure(
          was.equals("file")
              ? "Cannot link, file exists at destination"
              : "Cannot link, different hard link exists at destination",
          Fields.of("dest", path(), "src", src));
    }
    String from = String.valueOf(src);
    Change make =
        states.creation(
            "hard", path(), acting -> acting.connection().files().makeLink(path(), from, false));
    List<Change> changes = new ArrayList<>(List.of(make));
    if (pointed != null) {
      changes.addAll(states.attributes(pointed, diff));
    }
    return FileStates.conclude(changes, diff, fields, Map.of("state", "hard"));
  }

  private ModuleFailure failure(String message, @Nullable String from) {
    return new ModuleFailure(message, Fields.of("path", path(), "src", from));
  }

  private static boolean isSame(FileFacts one, FileFacts other) {
    return one.inode() == other.inode() && one.device() == other.device();
  }
}
