package io.pbrun.engine.report;

/**
 * How the console report looks; the settings' names are Ansible's.
 *
 * @param verbosity as {@code -v} sets it
 * @param showSkipped {@code DISPLAY_SKIPPED_HOSTS}
 * @param showOk {@code DISPLAY_OK_HOSTS}
 * @param markCheckMode {@code CHECK_MODE_MARKERS}: say in each banner that this is a preview
 */
public record ConsoleStyle(
    boolean color, int verbosity, boolean showSkipped, boolean showOk, boolean markCheckMode) {

  public static ConsoleStyle plain() {
    return new ConsoleStyle(false, 0, true, true, false);
  }

  public ConsoleStyle verbose(int level) {
    return new ConsoleStyle(color, level, showSkipped, showOk, markCheckMode);
  }
}
