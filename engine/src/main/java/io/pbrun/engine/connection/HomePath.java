package io.pbrun.engine.connection;

import java.nio.file.Path;

/** Paths of the control machine as options write them. */
final class HomePath {
  private HomePath() {}

  static Path of(String path) {
    return path.equals("~") || path.startsWith("~/")
        ? Path.of(System.getProperty("user.home", "/") + path.substring(1))
        : Path.of(path);
  }
}
