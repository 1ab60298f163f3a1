package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileOperationException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.template.filter.PythonRegex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of {@code find}.
 *
 * @param nowEpochSeconds what ages count from
 * @param ageSeconds the least age, or negated the greatest; null for any
 * @param sizeBytes the least size, or negated the greatest; null for any
 */
record FoundFilter(
    Find task,
    ModuleContext context,
    List<PythonRegex> patterns,
    List<PythonRegex> excludes,
    @Nullable PythonRegex contains,
    double nowEpochSeconds,
    @Nullable Long ageSeconds,
    @Nullable Long sizeBytes) {

  static FoundFilter of(
      Find task, ModuleContext context, @Nullable Long ageSeconds, @Nullable Long sizeBytes)
      throws ModuleFailure {
    return new FoundFilter(
        task,
        context,
        compile(task, task.patterns()),
        compile(task, task.excludes()),
        task.contains() == null ? null : Regex.python(task.contains(), false),
        context.time().now().toEpochMilli() / 1000.0,
        ageSeconds,
        sizeBytes);
  }

  private static List<PythonRegex> compile(Find task, List<String> patterns) throws ModuleFailure {
    List<PythonRegex> compiled = new ArrayList<>();
    for (String pattern : patterns) {
      compiled.add(Regex.python(task.useRegex() ? pattern : Globs.regex(pattern), false));
    }
    return compiled;
  }

  boolean accepts(FoundFile file) throws ConnectionException, InterruptedException {
    return isOfType(file)
        && isNamed(file.name())
        && isOfAge(file)
        && isOfMode(file)
        && (!file.isRegular() || isOfSize(file))
        && (!task.fileType().equals("file") || hasContent(file));
  }

  private boolean isOfType(FoundFile file) {
    return switch (task.fileType()) {
      case "any" -> true;
      case "directory" -> file.isDirectory();
      case "link" -> file.isLink();
      default -> file.isRegular();
    };
  }

  private boolean isNamed(String name) {
    return (patterns.isEmpty() || patterns.stream().anyMatch(p -> begins(p, name)))
        && excludes.stream().noneMatch(p -> begins(p, name));
  }

  /** As Python's {@code match}: from the beginning, not to the end. */
  private static boolean begins(PythonRegex pattern, String text) {
    return pattern.matcher(text).lookingAt();
  }

  private boolean isOfAge(FoundFile file) {
    if (ageSeconds == null) {
      return true;
    }
    double stamp =
        switch (task.ageStamp()) {
          case "atime" -> file.accessed();
          case "ctime" -> file.changed();
          default -> file.modified();
        };
    double old = nowEpochSeconds - stamp;
    return ageSeconds >= 0 ? old >= ageSeconds : old <= -ageSeconds;
  }

  private boolean isOfSize(FoundFile file) {
    return sizeBytes == null
        || (sizeBytes >= 0 ? file.sizeBytes() >= sizeBytes : file.sizeBytes() <= -sizeBytes);
  }

  private boolean isOfMode(FoundFile file) {
    if (task.mode() == null) {
      return true;
    }
    int wanted = Modes.apply(task.mode(), 0, file.isDirectory());
    return task.exactMode() ? file.mode() == wanted : (file.mode() & wanted) == wanted;
  }

  private boolean hasContent(FoundFile file) throws ConnectionException, InterruptedException {
    if (contains == null) {
      return true;
    }
    String text;
    try {
      text = new String(context.connection().files().read(file.path()), StandardCharsets.UTF_8);
    } catch (FileOperationException unreadable) {
      return false;
    }
    return task.readWholeFile()
        ? contains.matcher(text).find()
        : text.lines().anyMatch(line -> begins(contains, line));
  }

  Map<String, @Nullable Object> fields(FoundFile file)
      throws ConnectionException, InterruptedException {
    Map<String, @Nullable Object> fields = file.fields();
    if (task.getChecksum() && file.isRegular()) {
      fields.put("checksum", checksum(file.path()));
    }
    return fields;
  }

  private String checksum(String path) throws ConnectionException, InterruptedException {
    String algorithm = task.checksumAlgorithm();
    CommandResult made =
        context
            .connection()
            .run(Command.shell(algorithm + "sum < " + ShellWords.path(path)).declaredReadOnly());
    String word = made.stdout().strip().split("\\s+")[0];
    return made.succeeded() && word.matches("[0-9a-f]{32,}")
        ? word
        : Checksums.of(algorithm, context.connection().files().read(path));
  }
}
