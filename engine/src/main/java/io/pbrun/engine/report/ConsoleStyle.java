package io.pbrun.engine.report;

/**
 * How the console report looks; the settings' names are Ansible's.
 *
 * @param results how the fields of results are written
 * @param showSkipped {@code DISPLAY_SKIPPED_HOSTS}
 * @param showOk {@code DISPLAY_OK_HOSTS}
 * @param markCheckMode {@code CHECK_MODE_MARKERS}: say in each banner that this is a preview
 * @param failuresToStderr {@code DISPLAY_FAILED_STDERR}
 * @param pathOnFailure {@code SHOW_TASK_PATH_ON_FAILURE}
 * @param exact nothing but what Ansible prints: no lines of a preview
 */
public record ConsoleStyle(
    boolean color,
    ResultStyle results,
    boolean showSkipped,
    boolean showOk,
    boolean markCheckMode,
    boolean failuresToStderr,
    boolean pathOnFailure,
    boolean exact) {

  public ConsoleStyle(
      boolean color, int verbosity, boolean showSkipped, boolean showOk, boolean markCheckMode) {
    this(
        color,
        ResultStyle.json(verbosity),
        showSkipped,
        showOk,
        markCheckMode,
        false,
        false,
        false);
  }

  public static ConsoleStyle plain() {
    return new ConsoleStyle(false, 0, true, true, false);
  }

  /** As {@code -v} sets it. */
  public int verbosity() {
    return results.verbosity();
  }

  public ConsoleStyle verbose(int level) {
    return with(new ResultStyle(level, results.yaml(), results.pretty(), results.indentation()));
  }

  public ConsoleStyle with(ResultStyle other) {
    return new ConsoleStyle(
        color, other, showSkipped, showOk, markCheckMode, failuresToStderr, pathOnFailure, exact);
  }
}
