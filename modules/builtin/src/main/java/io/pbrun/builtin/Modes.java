package io.pbrun.builtin;

import io.pbrun.engine.module.FileMode;
import java.util.Locale;

/** Permission bits, and what a mode makes of them. */
final class Modes {
  /** Of the target nothing else is known; it matters only for symbols without u, g, o or a. */
  private static final int USUAL_UMASK = 0022;

  private Modes() {}

  static String octal(int bits) {
    return String.format(Locale.ROOT, "%04o", bits);
  }

  /** The bits that the mode makes of these. */
  static int apply(FileMode mode, int current, boolean isDirectory) {
    return io.pbrun.engine.connection.FileMode.apply(
        mode.text(), current, isDirectory, USUAL_UMASK);
  }
}
