package io.pbrun.engine.plan;

import java.nio.file.Path;

/**
 * Names files as a plan does: from the first playbook's folder, so that a plan fits another
 * checkout.
 *
 * @param folder absolute
 */
record Places(Path folder) {

  static Places of(Path playbook) {
    Path absolute = playbook.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    return new Places(parent == null ? absolute : parent);
  }

  String name(Path file) {
    return folder.relativize(file.toAbsolutePath().normalize()).toString();
  }

  String name(String file) {
    return name(folder.getFileSystem().getPath(file));
  }
}
