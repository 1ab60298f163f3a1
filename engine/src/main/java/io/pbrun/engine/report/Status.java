package io.pbrun.engine.report;

/** How a task, or one item of its loop, ended on a host. */
public enum Status {
  OK,
  CHANGED,
  SKIPPED,
  FAILED,
  UNREACHABLE,
  /**
   * A preview cannot know: the task waits for something that an earlier, only planned, change would
   * bring about.
   */
  DEPENDS;

  public boolean isFailure() {
    return this == FAILED || this == UNREACHABLE;
  }
}
