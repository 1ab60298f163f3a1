package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileOperationException;
import io.pbrun.engine.module.ModuleFailure;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file in one step, and where that cannot be done and the task allows it, over what stands
 * there: a reader may then see half of it.
 *
 * @param unsafe whether the task allows it; null asks the target's {@code ANSIBLE_UNSAFE_WRITES}
 */
record SafeWrite(Connection connection, String path, byte[] content, @Nullable Boolean unsafe) {
  private static final List<String> TRUE = List.of("1", "yes", "true", "on", "y", "t");

  void perform(FileAttributes attributes)
      throws ModuleFailure, ConnectionException, InterruptedException {
    try {
      connection.files().write(path, content, attributes);
    } catch (FileOperationException refused) {
      if (!isUnsafeAllowed()) {
        throw refused;
      }
      CommandResult written =
          connection.run(Command.shell("cat > " + ShellWords.path(path)).withStdin(content));
      if (!written.succeeded()) {
        throw new ModuleFailure(
            "could not write over " + path + ": " + written.stderr().strip(),
            Fields.of("dest", path));
      }
      connection.files().setAttributes(path, attributes);
    }
  }

  private boolean isUnsafeAllowed() throws ConnectionException, InterruptedException {
    if (unsafe != null) {
      return unsafe;
    }
    CommandResult told =
        connection.run(Command.shell("printf %s \"$ANSIBLE_UNSAFE_WRITES\"").declaredReadOnly());
    return TRUE.contains(told.stdout().strip().toLowerCase(Locale.ROOT));
  }
}
