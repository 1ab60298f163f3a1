package io.pbrun.journeys;

import io.pbrun.engine.cli.Main;
import io.pbrun.engine.cli.SeveralRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the command line in a process of its own, in the checkout. */
final class Pbrun {
  static final Path CHECKOUT =
      Path.of(System.getProperty("pbrun.checkout", "../..")).toAbsolutePath().normalize();

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final Map<String, String> environment;

  /**
   * @param environment added to this process's
   */
  Pbrun(Map<String, String> environment) {
    this.environment = environment;
  }

  /** How a run ended and all that it said. */
  record Ending(int status, String text) {

    /** A number of the recap, such as {@code changed}. */
    int count(String what) {
      var found = java.util.regex.Pattern.compile(what + "=(\\d+)").matcher(text);
      return found.find() ? Integer.parseInt(found.group(1)) : -1;
    }
  }

  /** Runs it with these arguments. */
  Ending run(String... arguments) {
    Path out = temporaryFile();
    int status = process(Main.class, List.of(arguments), Path.of("/dev/null"), out);
    return new Ending(status, read(out));
  }

  /** Runs it with each of these in turn, all in one process. */
  List<Ending> each(List<List<String>> runs) {
    Path in = temporaryFile();
    Path out = temporaryFile();
    List<Ending> endings = new ArrayList<>();
    try {
      Files.write(in, runs.stream().map(run -> String.join("\t", run)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process(SeveralRuns.class, List.of(), in, out);
    StringBuilder text = new StringBuilder();
    for (String line : read(out).split("\n", -1)) {
      if (line.startsWith(SeveralRuns.END)) {
        int status = Integer.parseInt(line.substring(SeveralRuns.END.length()).strip());
        endings.add(new Ending(status, text.toString()));
        text.setLength(0);
      } else {
        text.append(line).append('\n');
      }
    }
    if (endings.size() != runs.size()) {
      throw new AssertionError(
          "%d of %d runs ended:%n%s".formatted(endings.size(), runs.size(), text));
    }
    return endings;
  }

  private int process(Class<?> main, List<String> arguments, Path in, Path out) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("OS_"));
    builder.environment().putAll(environment);
    try {
      Process process =
          builder
              .directory(CHECKOUT.toFile())
              .redirectInput(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      try {
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new AssertionError(
              "not ended within " + LIMIT.toSeconds() + " s: " + arguments + "\n" + read(out));
        }
        return process.exitValue();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static Path temporaryFile() {
    try {
      Path file = Files.createTempFile("pbrun-journey-", ".txt");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
