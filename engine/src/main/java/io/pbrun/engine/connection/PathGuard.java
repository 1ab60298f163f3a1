package io.pbrun.engine.connection;

/** Keeps a removal from a path that nobody means. */
final class PathGuard {
  private PathGuard() {}

  static void refuseRoots(String path) {
    String plain = path.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    if (plain.isEmpty()
        || plain.equals("/")
        || plain.equals("~")
        || plain.equals(".")
        || plain.equals("..")) {
      throw new FileOperationException(
          path, "refused to remove '" + path + "': name something below it");
    }
  }
}
