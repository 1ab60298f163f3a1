package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.Provision;
import io.pbrun.engine.module.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes to owners, permissions and flags of what stands on a target. */
final class FileChanges {
  private FileChanges() {}

  static Change attributes(
      String path,
      FileFacts is,
      FileAttributes missing,
      Map<String, ? extends @Nullable Object> fields) {
    Map<String, @Nullable Object> predicted = new LinkedHashMap<>(fields);
    predicted.putAll(FileFields.of(is));
    predicted.putAll(Ownership.after(missing));
    return Change.of(
            Change.Kind.UPDATE,
            "set " + Ownership.describe(is, missing) + " of " + path,
            acting -> {
              TargetFiles files = acting.connection().files();
              files.setAttributes(path, missing);
              return Result.changed(Fields.and(fields, FileFields.now(files, path)));
            })
        .with(new FieldDiff(path).attributes(is, missing).shown())
        .predicting(predicted);
  }

  /** Sets flags; null when none are asked for or they are set. */
  static @Nullable Change flags(ModuleContext context, String path, @Nullable String wanted)
      throws ConnectionException, InterruptedException {
    if (wanted == null) {
      return null;
    }
    String is = FileFlags.of(context.connection(), path);
    if (!FileFlags.differ(wanted, is)) {
      return null;
    }
    String shown = is == null ? "" : is;
    return Change.of(
            Change.Kind.UPDATE,
            "set the flags " + wanted + " of " + path,
            acting -> {
              FileFlags.set(acting.connection(), path, wanted);
              return Result.changed(FileFields.now(acting.connection().files(), path));
            })
        .with(new FieldDiff(path).put("attributes", shown, wanted).shown())
        .predicting(Map.of());
  }

  /** One change after the other, as one. */
  static Change both(Change first, Change second) {
    Map<String, Object> predicted = new LinkedHashMap<>(first.predicted());
    predicted.putAll(second.predicted());
    Change both =
        Change.of(
                first.kind(),
                first.summary() + " and " + second.summary(),
                acting -> {
                  Result one = first.action().perform(acting);
                  Result two = second.action().perform(acting);
                  return Result.changed(Fields.and(one.fields(), two.fields()));
                })
            .predicting(predicted)
            .providing(first.provides().toArray(Provision[]::new))
            .providing(second.provides().toArray(Provision[]::new));
    for (var diff : first.diffs()) {
      both = both.with(diff);
    }
    for (var diff : second.diffs()) {
      both = both.with(diff);
    }
    return both;
  }
}
