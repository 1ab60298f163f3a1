package io.pbrun.engine.report;

import io.pbrun.engine.module.ApiCalls.Count;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. Listeners make the console, JSON lines and reports of it
 * (design idea 6).
 */
public sealed interface RunEvent {

  /**
   * What the run works on, line by line, before anything else: site, cloud, project, user (runbook
   * rule 10).
   */
  record SiteBanner(List<String> lines) implements RunEvent {}

  /**
   * @param checkMode whether the command line asks for a preview
   */
  record PlaybookStarted(String path, int plays, boolean checkMode) implements RunEvent {}

  /**
   * @param name as the banner shows it; empty for the bare {@code PLAY ***}
   * @param lockstep whether all hosts do a task before any does the next
   */
  record PlayStarted(String name, Place place, boolean checkMode, boolean lockstep)
      implements RunEvent {}

  /** The play's pattern matched no host. */
  record NoHostsMatched() implements RunEvent {}

  /**
   * Hosts that failed or could not be reached, by name, and the playbook that ended the run; just
   * before the recap.
   */
  record HostsLost(Path playbook, List<String> hosts) implements RunEvent {}

  /** All hosts of the play have failed. */
  record NoHostsLeft() implements RunEvent {}

  record TaskStarted(String name, Kind kind, Place place, boolean checkMode) implements RunEvent {
    /** What the banner begins with. */
    public enum Kind {
      TASK,
      HANDLER
    }
  }

  /** {@code --step} is about to ask whether these may be done. */
  record StepPreviewed(String task, List<PlannedStep> steps) implements RunEvent {}

  /** {@code --step} asked this and was answered. */
  record StepAsked(String question) implements RunEvent {}

  record ItemEnded(TaskReport report) implements RunEvent {}

  record TaskEnded(TaskReport report) implements RunEvent {}

  /** A task with {@code until} did not hold yet and is tried again. */
  record RetryScheduled(
      String host, String task, int retriesLeft, Map<String, @Nullable Object> result)
      implements RunEvent {}

  /**
   * @param task where the task stands that includes
   */
  record Included(String file, List<String> hosts, @Nullable Object itemLabel, Place task)
      implements RunEvent {}

  record HandlerNotified(String handler, String host) implements RunEvent {}

  /** A wait saw a state that differs from the one seen before. */
  record WaitObserved(String host, String awaited, String seen, Duration elapsed, Duration limit)
      implements RunEvent {}

  /** A wait is over; {@code fulfilled} says whether by what was awaited. */
  record WaitEnded(String host, String awaited, boolean fulfilled, Duration elapsed)
      implements RunEvent {}

  /** A long task says what it is doing. */
  record Progress(String host, String message) implements RunEvent {}

  record Warned(String message) implements RunEvent {}

  /** Mistakes in the playbook, the inventory or the site's variables. */
  record MistakesFound(List<Diagnostic> diagnostics) implements RunEvent {}

  /** An error of the run itself that is no mistake in a file and belongs to no host. */
  record RunFailed(String message) implements RunEvent {}

  /** The operator pressed Ctrl-C; {@code inFlight} goes on without pbrun. */
  record Interrupted(List<String> inFlight) implements RunEvent {}

  record CustomStatistics(
      Map<String, Map<String, @Nullable Object>> byHost, Map<String, @Nullable Object> ofRun)
      implements RunEvent {

    Map<String, @Nullable Object> ofHost(String host) {
      return byHost.getOrDefault(host, Map.of());
    }
  }

  record Recap(List<HostCounts> hosts) implements RunEvent {}

  /**
   * A run with a plan is over.
   *
   * @param complete whether the run came to its end, so that what was not made was not needed
   * @param notMade planned changes that were not made
   */
  record PlanEnded(boolean complete, List<String> notMade) implements RunEvent {}

  /**
   * What a preview found, after its recap.
   *
   * @param calls what it asked of each service
   */
  record PreviewSummary(
      List<Planned> changes, List<Planned> waits, List<Unknown> unknown, Map<String, Count> calls)
      implements RunEvent {

    /** One thing a preview found: at which task, on which host, what. */
    public record Planned(String task, String host, PlannedStep step) {}

    /**
     * A task of which a preview cannot know whether it changes something.
     *
     * @param why until when, or because of what
     */
    public record Unknown(String task, String host, String why) {}
  }
}
