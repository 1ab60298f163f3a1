package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result fields that tell how a file stands. */
final class FileFields {
  private FileFields() {}

  static Map<String, @Nullable Object> of(FileFacts facts) {
    return Fields.of(
        "state",
        state(facts),
        "mode",
        Modes.octal(facts.mode()),
        "owner",
        facts.owner(),
        "group",
        facts.group(),
        "uid",
        facts.uid(),
        "gid",
        facts.gid(),
        "size",
        facts.sizeBytes());
  }

  /** The fields of what stands there now; {@code state: absent} when nothing does. */
  static Map<String, @Nullable Object> now(TargetFiles files, String path)
      throws ConnectionException, InterruptedException {
    FileFacts facts = files.stat(path, false);
    return facts == null ? Fields.of("state", "absent") : of(facts);
  }

  static String state(FileFacts facts) {
    return switch (facts.type()) {
      case DIRECTORY -> "directory";
      case LINK -> "link";
      case FILE -> facts.links() > 1 ? "hard" : "file";
      case OTHER -> "file";
    };
  }
}
