package io.pbrun.builtin;

/** Paths on a target, as text: the target may be another system than the control machine. */
final class TargetPaths {
  private TargetPaths() {}

  static String join(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
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
