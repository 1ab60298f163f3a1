package io.pbrun.engine.cli;

import io.pbrun.engine.report.Secrets;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs a command line in the benchmark's own process, which is warm, and throws its output away.
 */
public final class WholeRun {
  private WholeRun() {}

  /**
   * @throws IllegalStateException when the command fails
   */
  public static int of(String... arguments) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    int status =
        new Commands(new Terminal(nowhere, nowhere, new Secrets())).run(List.of(arguments));
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", arguments) + " ended with " + status);
    }
    return status;
  }
}
