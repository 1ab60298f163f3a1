package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * {@code creates} and {@code removes}: paths or glob patterns whose existence decides whether a
 * command runs.
 */
record Guards(@Nullable String creates, @Nullable String removes, @Nullable String chdir) {

  boolean given() {
    return creates != null || removes != null;
  }

  /** Why the command need not run; null when it must. */
  @Nullable String reason(Connection connection) throws ConnectionException, InterruptedException {
    if (creates != null && exists(connection, creates)) {
      return creates + "' exists";
    }
    if (removes != null && !exists(connection, removes)) {
      return removes + "' does not exist";
    }
    return null;
  }

  private boolean exists(Connection connection, String path)
      throws ConnectionException, InterruptedException {
    if (path.matches(".*[*?\\[].*")) {
      String line =
          "for f in " + ShellWords.globbing(path) + "; do [ -e \"$f\" ] && exit 0; done; exit 1";
      return connection.run(Command.shell(line).declaredReadOnly().in(chdir)).succeeded();
    }
    return connection.files().stat(full(path), true) != null;
  }

  /** A path as it is meant: from the folder that the command runs in. */
  String full(String path) {
    return chdir == null || path.startsWith("/") || path.startsWith("~")
        ? path
        : chdir + "/" + path;
  }
}
