package io.pbrun.engine.cli;

import io.pbrun.engine.report.Output;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code RETRY_FILES_ENABLED}: writes {@code PLAYBOOK.retry} with the hosts that failed, one a
 * line, as {@code --limit @FILE} takes it.
 *
 * @param folder {@code RETRY_FILES_SAVE_PATH}; null for the playbook's own
 * @param events takes the warning when the file cannot be written
 */
record RetryFile(@Nullable Path folder, Output output, RunListener events) implements RunListener {
  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.HostsLost lost) {
      write(lost);
    }
  }

  private void write(RunEvent.HostsLost lost) {
    Path playbook = lost.playbook().toAbsolutePath();
    Path where =
        folder == null ? Objects.requireNonNull(playbook.getParent()) : folder.toAbsolutePath();
    String name = String.valueOf(playbook.getFileName()).replaceFirst("(?<=.)\\.[^.]*$", "");
    Path file = where.resolve(name + ".retry");
    try {
      Files.createDirectories(where);
      Files.writeString(file, String.join("\n", lost.hosts()) + "\n");
      output.line("\tto retry, use: --limit @" + file);
    } catch (IOException e) {
      events.on(new RunEvent.Warned("Could not create retry file '" + file + "'. " + e));
    }
  }
}
