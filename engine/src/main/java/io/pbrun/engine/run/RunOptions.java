package io.pbrun.engine.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to run, as the command line says.
 *
 * @param check preview only
 * @param forks how many hosts at once
 * @param startAtTask name of the task to begin with; null for the first
 * @param lenientConditions accept conditions that are no booleans, as ansible-core before 2.19 did
 * @param missingHandlersAreErrors whether the run ends when a task notifies a handler that does not
 *     exist; a warning otherwise
 * @param asyncDirectory where background tasks leave what they came to
 */
public record RunOptions(
    boolean check,
    boolean diff,
    int forks,
    List<String> tags,
    List<String> skipTags,
    @Nullable String startAtTask,
    @Nullable String limit,
    boolean forceHandlers,
    boolean step,
    int verbosity,
    boolean lenientConditions,
    boolean missingHandlersAreErrors,
    String asyncDirectory) {

  public RunOptions {
    tags = tags.isEmpty() ? List.of("all") : List.copyOf(tags);
    skipTags = List.copyOf(skipTags);
  }

  /** The same, of a run and no preview. */
  public RunOptions running() {
    return new RunOptions(
        false,
        diff,
        forks,
        tags,
        skipTags,
        startAtTask,
        limit,
        forceHandlers,
        step,
        verbosity,
        lenientConditions,
        missingHandlersAreErrors,
        asyncDirectory);
  }

  public static RunOptions defaults() {
    return new RunOptions(
        false,
        false,
        5,
        List.of(),
        List.of(),
        null,
        null,
        false,
        false,
        0,
        false,
        true,
        "~/.ansible_async");
  }
}
