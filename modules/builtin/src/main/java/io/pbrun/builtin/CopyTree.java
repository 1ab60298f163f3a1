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

/** A folder that {@code copy} brings to the target with all that is below it. */
record CopyTree(Copy task, ModuleContext context, SourceTree source) {

  Plan plan() throws ModuleFailure, ConnectionException, InterruptedException {
    String from = String.valueOf(task.src());
    String root =
        from.endsWith("/")
            ? TargetPaths.trim(task.dest())
            : TargetPaths.join(task.dest(), source.name());
    TargetFiles files = context.connection().files();
    List<Change> changes = new ArrayList<>();
    FileFacts is = files.stat(root, true);
    if (is == null) {
      changes.add(task.makeDirectory(context, root));
    } else if (is.type() != FileFacts.Type.DIRECTORY) {
      throw new ModuleFailure("cannot copy into " + root + ": it is no directory");
    }
    for (SourceTree.Entry entry : source.entries(task.localFollow())) {
      Change change = change(files, entry, TargetPaths.join(root, entry.name()));
      if (change != null) {
        changes.add(change);
      }
    }
    Map<String, @Nullable Object> fields =
        Fields.of(
            "dest",
            task.dest().endsWith("/") ? task.dest() : task.dest() + "/",
            "src",
            from,
            "state",
            "directory");
    return changes.isEmpty()
        ? Plan.settled(Result.ok(fields))
        : Plan.changes(
            changes,
            results -> Result.changedIf(results.stream().anyMatch(Result::changed), fields));
  }

  private @Nullable Change change(TargetFiles files, SourceTree.Entry entry, String path)
      throws ModuleFailure, ConnectionException, InterruptedException {
    return switch (entry) {
      case SourceTree.Entry.Folder _ -> folder(files, path);
      case SourceTree.Entry.Content(String name) -> content(files, path, name);
      case SourceTree.Entry.Link(_, String target) -> link(files, path, target);
    };
  }

  private @Nullable Change folder(TargetFiles files, String path)
      throws ModuleFailure, ConnectionException, InterruptedException {
    FileFacts is = files.stat(path, true);
    if (is == null) {
      return task.makeDirectory(context, path);
    }
    if (is.type() != FileFacts.Type.DIRECTORY) {
      throw new ModuleFailure("cannot copy into " + path + ": it is no directory");
    }
    FileAttributes missing =
        task.common().ownership(context).withMode(task.directoryMode()).missing(is);
    return missing == null ? null : FileChanges.attributes(path, is, missing, Map.of());
  }

  private @Nullable Change content(TargetFiles files, String path, String name)
      throws ModuleFailure, ConnectionException, InterruptedException {
    if (!task.force() && files.stat(path, true) != null) {
      return null;
    }
    Ownership wanted = task.common(source, name).ownership(context);
    return new FileContent(
            path, source.read(name), wanted, task.backup(), task.validate(), task.force(), false)
        .change(context);
  }

  private static @Nullable Change link(TargetFiles files, String path, String target)
      throws ConnectionException, InterruptedException {
    FileFacts is = files.stat(path, false);
    if (is != null && target.equals(is.linkTarget())) {
      return null;
    }
    return Change.of(
            is == null ? Change.Kind.CREATE : Change.Kind.UPDATE,
            "create link " + path + " -> " + target,
            acting -> {
              acting.connection().files().makeLink(path, target, true);
              return Result.changed(Fields.of("dest", path, "src", target));
            })
        .providing(Provision.file(path));
  }
}
