package io.pbrun.engine.connection;

/**
 * A way to a target. Safe for use by one task at a time; a command ends at once when its thread is
 * interrupted.
 */
public interface Connection extends AutoCloseable {

  /** The target as an operator would name it: {@code local}, {@code ssh ubuntu@10.12.7.40:22}. */
  String description();

  /**
   * Runs a command to its end.
   *
   * @throws ConnectionException when the target cannot be reached or is lost on the way
   * @throws ReadOnlyViolation when this connection only looks and the command is not declared
   *     read-only
   */
  CommandResult run(Command command) throws ConnectionException, InterruptedException;

  /**
   * The target's files. Writing through a connection that only looks is a {@link
   * ReadOnlyViolation}.
   */
  TargetFiles files();

  @Override
  void close();
}
