package io.pbrun.engine.run;

/** The run goes no further, by somebody's decision: no rescue, no handler, no later task. */
public final class RunEnded extends RuntimeException {
  private final ExitCode exitCode;

  /**
   * @param message why, for the operator
   */
  public RunEnded(String message, ExitCode exitCode) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
