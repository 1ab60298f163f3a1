package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;

/** Paths on a target, as text: the target may be another system than the control machine. */
final class TargetPaths {
  private static final int MAX_LINKS = 40;

  private TargetPaths() {}

  static String join(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  /** Where a path leads when the links at its end are followed, also when nothing is there. */
  static String real(TargetFiles files, String path)
      throws ConnectionException, InterruptedException {
    String at = path;
    for (int hop = 0; hop < MAX_LINKS; hop++) {
      FileFacts facts = files.stat(at, false);
      String target = facts == null ? null : facts.linkTarget();
      if (target == null) {
        return at;
      }
      at = target.startsWith("/") ? target : join(parent(at), target);
    }
    return path;
  }

  static String name(String path) {
    String trimmed = trim(path);
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  /** The folder of a path; {@code .} for a bare name. */
  static String parent(String path) {
    String trimmed = trim(path);
    int slash = trimmed.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : trimmed.substring(0, slash);
  }

  /** Without slashes at the end. */
  static String trim(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
