package io.pbrun.engine.plan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What makes a task the same one in a preview and in a run. */
final class TaskId {
  private TaskId() {}

  static String of(Digest digest, String file, int line, String host, @Nullable String item) {
    return digest.of(file, Integer.toString(line), host, Objects.requireNonNullElse(item, ""));
  }
}
