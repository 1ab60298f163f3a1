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

/**
 * Somebody at the command line, at {@code inventories/lab}. Whatever is printed, logged or seen in
 * the process list is kept, and searched for secrets at once.
 */
final class Operator {
  private static final Path RECORDS =
      Path.of(System.getProperty("pbrun.stories.records", "target/stories")).toAbsolutePath();

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Pbrun pbrun;

  private Operator(Pbrun pbrun) {
    this.pbrun = pbrun;
  }

  /** With records of its own, so that nothing of an earlier story decides in this one. */
  static Operator inStory(String story) {
    try {
      Path state = RECORDS.resolve(story);
      Files.createDirectories(state);
      return new Operator(
          new Pbrun(Map.of("XDG_STATE_HOME", state.toString(), "HOME", state.toString()))
              .within(LIMIT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same person with one more variable in the environment. */
  Operator with(String variable, String value) {
    return new Operator(pbrun.with(variable, value));
  }

  /** Runs a playbook of the project: {@code plays("capi-restart", "--check")}. */
  Ending plays(String playbook, String... options) {
    return checked(pbrun.run(arguments(playbook, options)));
  }

  /** Starts a playbook of the project and goes on. */
  Running starts(String playbook, String... options) {
    return pbrun.start(arguments(playbook, options));
  }

  /** Runs any command line. */
  Ending runs(String... arguments) {
    return checked(pbrun.run(arguments));
  }

  /** How a run ends that {@link #starts} has begun. */
  Ending ending(Running running) {
    return checked(running.ending(LIMIT));
  }

  private static Ending checked(Ending ending) {
    Leaks.none(ending.text());
    return ending;
  }

  private static String[] arguments(String playbook, String... options) {
    List<String> all =
        new ArrayList<>(List.of("playbooks/" + playbook + ".yml", "-i", "inventories/lab"));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }
}
