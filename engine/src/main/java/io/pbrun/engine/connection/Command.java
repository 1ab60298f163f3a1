package io.pbrun.engine.connection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command for a target.
 *
 * @param argv program and arguments; exactly one element when {@code shell} is true
 * @param shell whether the one element is a line for {@code /bin/sh}
 * @param environment variables added to the target's own
 * @param directory working directory; null for the login directory (ssh) or the current one (local)
 * @param stdin what the command reads; null for an empty input
 * @param readOnly declared to change nothing: only such commands pass a {@link Access#READ_ONLY}
 *     connection
 * @param timeout limit after which it is ended; null for the task's own deadline
 */
public record Command(
    List<String> argv,
    boolean shell,
    Map<String, String> environment,
    @Nullable String directory,
    byte @Nullable [] stdin,
    boolean readOnly,
    @Nullable Duration timeout) {

  public Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  public static Command of(List<String> argv) {
    return new Command(argv, false, Map.of(), null, null, false, null);
  }

  public static Command shell(String line) {
    return new Command(List.of(line), true, Map.of(), null, null, false, null);
  }

  /** The same command, declared to change nothing on the target. */
  public Command declaredReadOnly() {
    return new Command(argv, shell, environment, directory, stdin, true, timeout);
  }

  public Command in(@Nullable String directory) {
    return new Command(argv, shell, environment, directory, stdin, readOnly, timeout);
  }

  public Command withEnvironment(Map<String, String> environment) {
    return new Command(argv, shell, environment, directory, stdin, readOnly, timeout);
  }

  public Command withStdin(byte @Nullable [] stdin) {
    return new Command(argv, shell, environment, directory, stdin, readOnly, timeout);
  }

  public Command within(Duration timeout) {
    return new Command(argv, shell, environment, directory, stdin, readOnly, timeout);
  }
}
