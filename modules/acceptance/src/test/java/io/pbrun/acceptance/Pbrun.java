package io.pbrun.acceptance;

import io.pbrun.engine.cli.Main;
import io.pbrun.engine.cli.SeveralRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the command line in a process of its own, in the checkout. */
public final class Pbrun {
  /** The folder with playbooks/ and inventories/. */
  public static final Path CHECKOUT =
      Path.of(System.getProperty("pbrun.checkout", "../..")).toAbsolutePath().normalize();

  /** Time enough for every run here; one that lasts longer hangs. */
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final Map<String, String> environment;
  private final List<String> options;
  private final Path directory;
  private final Duration limit;
  private final Dialogue dialogue;

  /**
   * What is on the other side of its streams.
   *
   * @param answers the file of standard input
   * @param terminal whether it stands at a terminal, which types the answers
   * @param errors the file for standard error; null for where the output goes
   */
  private record Dialogue(Path answers, boolean terminal, @Nullable Path errors) {}

  /**
   * @param environment added to this process's
   */
  public Pbrun(Map<String, String> environment) {
    this(environment, List.of(), CHECKOUT, LIMIT, new Dialogue(Path.of("/dev/null"), false, null));
  }

  private Pbrun(
      Map<String, String> environment,
      List<String> options,
      Path directory,
      Duration limit,
      Dialogue dialogue) {
    this.environment = environment;
    this.options = options;
    this.directory = directory;
    this.limit = limit;
    this.dialogue = dialogue;
  }

  /** The same, with these lines on its standard input. */
  public Pbrun answering(String... lines) {
    return new Pbrun(
        environment,
        options,
        directory,
        limit,
        new Dialogue(typed(lines), false, dialogue.errors()));
  }

  /** The same at a terminal, where somebody types these lines. */
  public Pbrun atATerminal(String... lines) {
    return new Pbrun(
        environment, options, directory, limit, new Dialogue(typed(lines), true, null));
  }

  /** The same, with its standard error in a file. */
  public Pbrun errorsTo(Path file) {
    return new Pbrun(
        environment, options, directory, limit, new Dialogue(dialogue.answers(), false, file));
  }

  private static Path typed(String... lines) {
    try {
      return Files.write(Running.temporaryFile(), List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, with one more variable of the environment. */
  public Pbrun with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Pbrun(Map.copyOf(more), options, directory, limit, dialogue);
  }

  /** The same, in another folder than the checkout. */
  public Pbrun in(Path folder) {
    return new Pbrun(environment, options, folder, limit, dialogue);
  }

  /** The same, with another limit on how long a run may take. */
  public Pbrun within(Duration time) {
    return new Pbrun(environment, options, directory, time, dialogue);
  }

  /** The same, with options for java, such as a heap's size. */
  public Pbrun withJava(String... more) {
    return new Pbrun(environment, List.of(more), directory, limit, dialogue);
  }

  /** Runs it with these arguments, to its end. */
  public Ending run(String... arguments) {
    try (Running running = start(arguments)) {
      return running.ending(limit);
    }
  }

  /** Starts it with these arguments and goes on. */
  public Running start(String... arguments) {
    return process(Main.class, List.of(arguments), dialogue.answers());
  }

  /** Runs it with each of these in turn, all in one process. */
  public List<Ending> each(List<List<String>> runs) {
    try {
      Path in = Running.temporaryFile();
      Files.write(in, runs.stream().map(run -> String.join("\t", run)).toList());
      try (Running running = process(SeveralRuns.class, List.of(), in)) {
        return split(running.ending(limit).text(), runs.size());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Ending> split(String all, int expected) {
    List<Ending> endings = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String line : all.split("\n", -1)) {
      if (line.startsWith(SeveralRuns.END)) {
        int status = Integer.parseInt(line.substring(SeveralRuns.END.length()).strip());
        endings.add(new Ending(status, text.toString()));
        text.setLength(0);
      } else {
        text.append(line).append('\n');
      }
    }
    if (endings.size() != expected) {
      throw new AssertionError("%d of %d runs ended:%n%s".formatted(endings.size(), expected, all));
    }
    return endings;
  }

  private Running process(Class<?> main, List<String> arguments, Path in) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dstdout.encoding=UTF-8"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(
            dialogue.terminal()
                ? List.of("script", "-qec", quoted(command), "/dev/null")
                : command);
    builder.environment().keySet().removeIf(name -> name.startsWith("OS_"));
    builder.environment().putAll(environment);
    builder.directory(directory.toFile()).redirectInput(in.toFile());
    if (dialogue.errors() == null) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(dialogue.errors().toFile());
    }
    return Running.start(builder);
  }

  private static String quoted(List<String> command) {
    return command.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
