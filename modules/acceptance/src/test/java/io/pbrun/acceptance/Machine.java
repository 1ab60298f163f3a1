package io.pbrun.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs of this machine that a test needs for its scene. */
public final class Machine {
  private Machine() {}

  /** Runs a program to its end and returns what it said; a failure fails the test. */
  public static String run(String... command) {
    return run(Map.of(), "", command);
  }

  /**
   * @param environment added to this process's
   * @param input what the program reads
   */
  public static String run(Map<String, String> environment, String input, String... command) {
    try {
      Path output = Files.createTempFile("pbrun-machine-", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(output.toFile()).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      String text = Files.readString(output);
      Files.delete(output);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", command) + " failed:\n" + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Skips the test where a program is not installed. */
  public static void needs(String program) {
    for (String folder : new String[] {"/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/"}) {
      if (Files.isExecutable(Path.of(folder + program))) {
        return;
      }
    }
    Assumptions.abort("needs " + program + ", which is not installed");
  }

  /** Skips the test for all but root, who alone can make users. */
  public static void needsRoot() {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "needs root, to make users");
  }
}
