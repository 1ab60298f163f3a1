package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleFailure;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The flags of a file as {@code lsattr} tells and {@code chattr} sets them. */
final class FileFlags {
  private FileFlags() {}

  /** The flags of a path, such as {@code ie}; null when the target or its file system has none. */
  static @Nullable String of(Connection connection, String path)
      throws ConnectionException, InterruptedException {
    CommandResult told =
        connection.run(
            Command.shell("lsattr -d -- " + ShellWords.path(path) + " 2>/dev/null")
                .declaredReadOnly());
    String first = told.stdout().strip().split("\\s+")[0];
    return told.succeeded() && first.matches("[-A-Za-z]+") ? first.replace("-", "") : null;
  }

  /** Whether the flags are not yet as wanted. */
  static boolean differ(String wanted, @Nullable String is) {
    String current = is == null ? "" : is;
    String letters = letters(wanted);
    return switch (sign(wanted)) {
      case '+' -> letters.chars().anyMatch(flag -> current.indexOf(flag) < 0);
      case '-' -> letters.chars().anyMatch(flag -> current.indexOf(flag) >= 0);
      default -> !sorted(letters).equals(sorted(current));
    };
  }

  static void set(Connection connection, String path, String wanted)
      throws ModuleFailure, ConnectionException, InterruptedException {
    CommandResult done =
        connection.run(
            Command.shell(
                "chattr " + sign(wanted) + letters(wanted) + " " + ShellWords.path(path)));
    if (!done.succeeded() || !done.stderr().isBlank()) {
      throw new ModuleFailure(
          "chattr failed: " + done.stderr().strip(),
          Fields.of("path", path, "details", (done.stdout() + done.stderr()).strip()));
    }
  }

  private static char sign(String wanted) {
    char first = wanted.isEmpty() ? '=' : wanted.charAt(0);
    return "+-=".indexOf(first) >= 0 ? first : '=';
  }

  private static String letters(String wanted) {
    return wanted.replaceFirst("^[-+=]", "");
  }

  private static String sorted(String letters) {
    return List.of(letters.split("")).stream().sorted().collect(Collectors.joining());
  }
}
