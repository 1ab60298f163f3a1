package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands below one path that {@code find} looks into.
 *
 * @param files what may be found, by name and depth
 * @param examined how many were looked at
 * @param failure why not all could be looked at; null when all were
 */
record FoundTree(List<FoundFile> files, long examined, @Nullable String failure) {

  static FoundTree list(ModuleContext context, String path, Find task)
      throws ConnectionException, InterruptedException {
    int levels = !task.recurse() ? 1 : task.depth() == null ? 0 : task.depth();
    // What is examined is told beyond the depth that is found, as Ansible counts it.
    String script =
        "export LC_ALL=C; p="
            + ShellWords.expanding(path)
            + "; [ -d \"$p\" ] || { echo \"'$p' is not a directory\" >&2; exit 3; }; "
            + "while :; do case $p in ?*/) p=${p%/} ;; *) break ;; esac; done; "
            + "find "
            + (task.follow() ? "-L " : "-H ")
            + "\"$p/.\" -mindepth 1"
            + (levels == 0 ? "" : " -maxdepth " + (task.recurse() ? levels + 1 : 1))
            + " -exec stat -c '"
            + FoundFile.FORMAT
            + "' {} +; s=$?; printf '|%s\\n' \"$p\"; exit $s";
    CommandResult told = context.connection().run(Command.shell(script).declaredReadOnly());
    List<FoundFile> all = parse(told.stdout());
    List<FoundFile> near = all;
    if (levels > 0) {
      near = all.stream().filter(file -> depth(file) <= levels).toList();
    }
    String root = root(told.stdout());
    List<FoundFile> named =
        near.stream()
            .filter(file -> task.hidden() || !file.name().startsWith("."))
            .map(file -> file.named(clean(root, file.path())))
            .toList();
    String failure = told.succeeded() ? null : lastLine(told);
    return new FoundTree(named, all.size(), failure);
  }

  private static List<FoundFile> parse(String told) {
    List<FoundFile> files = new ArrayList<>();
    for (String line : told.split("\n")) {
      FoundFile file = FoundFile.parse(line);
      if (file != null) {
        files.add(file);
      } else if (!line.startsWith("|") && !files.isEmpty()) {
        FoundFile last = files.removeLast();
        files.add(last.named(last.path() + "\n" + line));
      }
    }
    return files;
  }

  /** The path that was looked into, after its variables were filled in. */
  private static String root(String told) {
    int mark = told.lastIndexOf("\n|");
    String line = mark < 0 ? told : told.substring(mark + 1);
    return line.startsWith("|") ? line.substring(1).stripTrailing() : "";
  }

  private static long depth(FoundFile file) {
    String below = below(file.path());
    return below.chars().filter(c -> c == '/').count() + 1;
  }

  private static String below(String path) {
    return path.substring(path.indexOf("/./") + 3);
  }

  private static String clean(String root, String path) {
    return TargetPaths.join(root, below(path));
  }

  private static String lastLine(CommandResult told) {
    List<String> lines = Fields.lines(told.stderr().strip());
    return lines.isEmpty() ? "exit code " + told.exitCode() : lines.getLast();
  }
}
