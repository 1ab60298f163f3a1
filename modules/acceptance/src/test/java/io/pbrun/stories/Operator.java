package io.pbrun.stories;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Pbrun;
import io.pbrun.acceptance.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Somebody at the command line, at {@code inventories/lab}. Whatever is printed, logged or seen in
 * the process list is kept, and searched for secrets at once.
 */
final class Operator {
  private static final Path RECORDS =
      Path.of(System.getProperty("pbrun.stories.records", "target/stories")).toAbsolutePath();

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Pbrun pbrun;

  private final Path state;

  private Operator(Pbrun pbrun, Path state) {
    this.pbrun = pbrun;
    this.state = state;
  }

  /** With records of its own, so that nothing of an earlier story decides in this one. */
  static Operator inStory(String story) {
    try {
      Path state = RECORDS.resolve(story);
      Files.createDirectories(state);
      return new Operator(
          new Pbrun(Map.of("XDG_STATE_HOME", state.toString(), "HOME", state.toString()))
              .within(LIMIT),
          state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same person with one more variable in the environment. */
  Operator with(String variable, String value) {
    return new Operator(pbrun.with(variable, value), state);
  }

  /** Runs a playbook of the project: {@code plays("capi-restart", "--check")}. */
  Ending plays(String playbook, String... options) {
    return runs(arguments(playbook, options));
  }

  /** Starts a playbook of the project and goes on. */
  Running starts(String playbook, String... options) {
    return pbrun.start(arguments(playbook, options));
  }

  /** Runs any command line. */
  Ending runs(String... arguments) {
    try (Running running = pbrun.start(arguments)) {
      return ending(running);
    }
  }

  /** Starts any command line and goes on. */
  Running begins(String... arguments) {
    return pbrun.start(arguments);
  }

  /**
   * How a run ends that {@link #starts} or {@link #begins} has begun. Meanwhile its processes are
   * looked at, and at the end its output and what it has left in files.
   */
  Ending ending(Running running) {
    Set<String> commandLines = new TreeSet<>();
    Ending ending =
        running.ending(
            LIMIT,
            () ->
                Stream.concat(Stream.of(running.process()), running.process().descendants())
                    .forEach(each -> each.info().commandLine().ifPresent(commandLines::add)));
    Leaks.none(String.join("\n", commandLines));
    Leaks.none(ending.text());
    Leaks.noneBelow(state);
    return ending;
  }

  /** One task of a module on the site, its result shown in full. */
  Ending asks(String module, String parameters) {
    try {
      Path playbook = Files.createTempFile(state, module + "-", ".yml");
      Files.writeString(
          playbook,
          """
          - hosts: control
            gather_facts: false
            tasks:
              - name: Ask
                %s: {%s}
          """
              .formatted(module, parameters));
      return runs(playbook.toString(), "-i", "inventories/lab", "-v");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] arguments(String playbook, String... options) {
    List<String> all =
        new ArrayList<>(List.of("playbooks/" + playbook + ".yml", "-i", "inventories/lab"));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }
}
