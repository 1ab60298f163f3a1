package io.pbrun.engine.connection;

/**
 * What a command left behind. Output is decoded as UTF-8.
 *
 * @param timedOut whether the command was ended because its timeout had passed; the exit code is
 *     then {@value #TIMED_OUT}
 */
public record CommandResult(int exitCode, String stdout, String stderr, boolean timedOut) {

  /**
   * The exit code of a command that was ended by its timeout, the same that {@code timeout(1)}
   * uses.
   */
  public static final int TIMED_OUT = 124;

  public CommandResult(int exitCode, String stdout, String stderr) {
    this(exitCode, stdout, stderr, false);
  }

  public boolean succeeded() {
    return exitCode == 0;
  }
}
