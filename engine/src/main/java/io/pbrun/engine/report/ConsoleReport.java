package io.pbrun.engine.report;

import io.pbrun.engine.module.Diff;
import io.pbrun.engine.source.DiagnosticText;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.value.Values;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ansible's default console format, with lines of our own for waits, previews and mistakes. */
public final class ConsoleReport implements RunListener {
  private final Output output;
  private final ConsoleStyle style;
  private final boolean color;
  private final int verbosity;
  private final WaitLines waits;

  /** The tasks that have begun in this play, by where they stand. */
  private final Map<Place, RunEvent.TaskStarted> started = new HashMap<>();

  /** The task whose banner was shown last; null when its next result needs one. */
  private @Nullable Place lastBanner;

  private boolean lockstep = true;

  private final Set<String> warned = new HashSet<>();

  public ConsoleReport(Output output, ConsoleStyle style, InstantSource clock) {
    this.output = output;
    this.style = style;
    this.color = style.color();
    this.verbosity = style.verbosity();
    this.waits = new WaitLines(output, color, clock);
  }

  /** Lets the live line of a wait show the time that has passed; may be called from any thread. */
  public void tick() {
    waits.tick();
  }

  @Override
  public void on(RunEvent event) {
    switch (event) {
      case RunEvent.SiteBanner site -> site.lines().forEach(output::line);
      case RunEvent.PlaybookStarted playbook -> {
        if (verbosity > 1) {
          banner("PLAYBOOK: " + fileName(playbook.path()));
          output.line(playbook.plays() + " plays in " + playbook.path());
        }
        dryRun(playbook.checkMode());
      }
      case RunEvent.PlayStarted play -> playStarted(play);
      case RunEvent.NoHostsMatched none -> say("skipping: no hosts matched", Palette.SKIPPED);
      case RunEvent.HostsLost lost -> {}
      case RunEvent.NoHostsLeft none -> banner("NO MORE HOSTS LEFT");
      case RunEvent.TaskStarted task -> taskStarted(task);
      case RunEvent.StepPreviewed step -> stepPreviewed(step);
      case RunEvent.StepAsked _ -> {}
      case RunEvent.ItemEnded item -> itemEnded(item.report());
      case RunEvent.TaskEnded task -> taskEnded(task.report());
      case RunEvent.RetryScheduled retry -> retryScheduled(retry);
      case RunEvent.Included included -> included(included);
      case RunEvent.HandlerNotified notified -> {
        if (verbosity > 1) {
          say(
              "NOTIFIED HANDLER " + notified.handler() + " for " + notified.host(),
              Palette.VERBOSE);
        }
      }
      case RunEvent.WaitObserved observed -> waits.observed(observed);
      case RunEvent.WaitEnded ended -> waits.ended(ended);
      case RunEvent.Progress progress ->
          say("  [" + progress.host() + "] " + progress.message(), Palette.DEBUG);
      case RunEvent.Warned warning -> warn(warning.message());
      case RunEvent.MistakesFound mistakes ->
          output.errorLine(DiagnosticText.render(mistakes.diagnostics(), color).stripTrailing());
      case RunEvent.RunFailed failure ->
          output.errorLine(Palette.FAILED.paint("ERROR! " + failure.message(), color));
      case RunEvent.Interrupted interrupted -> interrupted(interrupted);
      case RunEvent.CustomStatistics statistics -> customStatistics(statistics);
      case RunEvent.Recap recap -> recap(recap.hosts());
      case RunEvent.PreviewSummary summary -> previewSummary(summary);
      case RunEvent.PlanEnded plan -> planEnded(plan);
    }
  }

  private void playStarted(RunEvent.PlayStarted play) {
    started.clear();
    lastBanner = null;
    lockstep = play.lockstep();
    banner(
        (play.name().isEmpty() ? "PLAY" : "PLAY [" + play.name() + "]") + mark(play.checkMode()));
  }

  /**
   * Shows the banner at once, except where it may turn out that nothing follows it, or where hosts
   * are at different tasks: there each result brings the banner that it needs.
   */
  private void taskStarted(RunEvent.TaskStarted task) {
    started.put(task.place(), task);
    if (lockstep) {
      lastBanner = null;
      if (style.showSkipped() && style.showOk()) {
        showBanner(task.place());
      }
    }
  }

  private void showBanner(Place place) {
    RunEvent.TaskStarted task = started.get(place);
    if (task == null || place.equals(lastBanner)) {
      return;
    }
    lastBanner = place;
    String kind = task.kind() == RunEvent.TaskStarted.Kind.HANDLER ? "RUNNING HANDLER" : "TASK";
    banner(kind + " [" + task.name() + "]" + mark(task.checkMode()));
    if (verbosity > 1) {
      showPath(place);
    }
  }

  private void showPath(Place place) {
    Path file = Path.of(place.source().name()).toAbsolutePath().normalize();
    say("task path: " + file + ":" + place.line(), Palette.DEBUG);
  }

  private void dryRun(boolean preview) {
    if (preview && style.markCheckMode()) {
      banner("DRY RUN");
    }
  }

  private String mark(boolean checkMode) {
    return checkMode && style.markCheckMode() ? " [CHECK MODE]" : "";
  }

  private boolean isShown(Status status) {
    return switch (status) {
      case SKIPPED -> style.showSkipped();
      case OK -> style.showOk();
      case CHANGED, FAILED, UNREACHABLE, DEPENDS -> true;
    };
  }

  private void itemEnded(TaskReport item) {
    if (!isShown(item.status())) {
      return;
    }
    showBanner(item.place());
    String host = item.hostLabel();
    String label = Values.str(item.itemLabel());
    showWarnings(item.result());
    switch (item.status()) {
      case OK, CHANGED -> {
        String word = item.status() == Status.CHANGED ? "changed" : "ok";
        say(
            word + ": [" + host + "] => (item=" + label + ")" + verboseDump(item),
            item.status() == Status.CHANGED ? Palette.CHANGED : Palette.OK);
      }
      case SKIPPED ->
          say(
              "skipping: [" + item.host() + "] => (item=" + label + ") " + verboseDump(item),
              Palette.SKIPPED);
      case FAILED, UNREACHABLE -> {
        explain(item);
        sayFailure("failed: [" + host + "] (item=" + label + ") => " + dump(item), Palette.FAILED);
      }
      case DEPENDS ->
          say("depends: [" + host + "] => (item=" + label + ") " + reason(item), Palette.SKIPPED);
    }
    showPlan(item);
    if (item.status() == Status.CHANGED) {
      showDiffs(item.diffs());
    }
  }

  private void taskEnded(TaskReport task) {
    String host = task.hostLabel();
    waits.taskEnded(task.host());
    if (!isShown(task.status())) {
      return;
    }
    showBanner(task.place());
    if (!task.looped()) {
      showWarnings(task.result());
      if (task.status() == Status.CHANGED) {
        showDiffs(task.diffs());
      }
    }
    switch (task.status()) {
      case OK, CHANGED -> {
        if (!task.looped()) {
          String word = task.status() == Status.CHANGED ? "changed" : "ok";
          say(
              word + ": [" + host + "]" + verboseDump(task),
              task.status() == Status.CHANGED ? Palette.CHANGED : Palette.OK);
        }
      }
      case SKIPPED -> say("skipping: [" + task.host() + "]" + verboseDump(task), Palette.SKIPPED);
      case FAILED -> {
        if (!task.looped() || task.module().equals("debug")) {
          explain(task);
          if (style.pathOnFailure() && verbosity < 2) {
            showPath(task.place());
          }
          sayFailure("fatal: [" + host + "]: FAILED! => " + dump(task), Palette.FAILED);
        }
      }
      case UNREACHABLE ->
          sayFailure("fatal: [" + host + "]: UNREACHABLE! => " + dump(task), Palette.UNREACHABLE);
      case DEPENDS -> say("depends: [" + host + "] => " + reason(task), Palette.SKIPPED);
    }
    if (task.ignored()) {
      say("...ignoring", Palette.SKIPPED);
    }
    if (!task.looped()) {
      showPlan(task);
    }
  }

  private void showPlan(TaskReport report) {
    if (style.exact()) {
      return;
    }
    for (PlannedStep planned : report.planned()) {
      if (!planned.made()) {
        say(
            "  would " + planned.shown(),
            planned.isDrastic()
                ? Palette.FAILED
                : report.status() == Status.CHANGED ? Palette.CHANGED : Palette.SKIPPED);
      }
    }
  }

  /**
   * The mistake behind a failure, for people, before the result line for those who know Ansible's.
   */
  private void explain(TaskReport report) {
    if (report.diagnostic() != null) {
      output.errorLine(DiagnosticText.render(List.of(report.diagnostic()), color).stripTrailing());
    }
  }

  /** The same warning again tells nobody anything. */
  private void warn(String message) {
    if (warned.add(message)) {
      output.errorLine(Palette.WARNING.paint("[WARNING]: " + message, color));
    }
  }

  private void showWarnings(Map<String, @Nullable Object> result) {
    if (result.get("warnings") instanceof List<?> warnings) {
      for (Object warning : warnings) {
        warn(Values.str(warning));
      }
    }
  }

  private void showDiffs(List<Diff> diffs) {
    for (Diff diff : diffs) {
      List<String> lines = UnifiedDiff.lines(diff);
      for (String line : lines) {
        output.line(
            line.startsWith("@@")
                ? Palette.DIFF_PLACE.paint(line, color)
                : line.startsWith("+")
                    ? Palette.DIFF_ADDED.paint(line, color)
                    : line.startsWith("-") ? Palette.DIFF_REMOVED.paint(line, color) : line);
      }
      if (!lines.isEmpty()) {
        output.line("");
      }
    }
  }

  private void retryScheduled(RunEvent.RetryScheduled retry) {
    String dump =
        verbosity > 2 ? "Result was: " + ResultText.dump("", retry.result(), style.results()) : "";
    say(
        "FAILED - RETRYING: [%s]: %s (%d retries left).%s"
            .formatted(retry.host(), retry.task(), retry.retriesLeft(), dump),
        Palette.DEBUG);
  }

  private void included(RunEvent.Included included) {
    showBanner(included.task());
    String item =
        included.itemLabel() == null ? "" : " => (item=" + Values.str(included.itemLabel()) + ")";
    say(
        "included: " + included.file() + " for " + String.join(", ", included.hosts()) + item,
        Palette.SKIPPED);
  }

  private void interrupted(RunEvent.Interrupted interrupted) {
    waits.stop();
    output.errorLine(Palette.FAILED.paint(" [ERROR]: User interrupted execution", color));
    for (String what : interrupted.inFlight()) {
      output.errorLine(Palette.WARNING.paint("in flight: " + what, color));
    }
  }

  private void customStatistics(RunEvent.CustomStatistics statistics) {
    banner("CUSTOM STATS: ");
    for (String host : statistics.byHost().keySet()) {
      output.line("\t" + host + ": " + statistic(statistics.ofHost(host)));
    }
    if (!statistics.ofRun().isEmpty()) {
      output.line("");
      output.line("\tRUN: " + statistic(statistics.ofRun()));
    }
    output.line("");
  }

  private static String statistic(Map<String, @Nullable Object> values) {
    return ResultText.dump("", values, ResultStyle.json(0));
  }

  private void recap(List<HostCounts> hosts) {
    banner("PLAY RECAP");
    for (HostCounts counts : hosts) {
      Palette mood =
          counts.failed() > 0 || counts.unreachable() > 0
              ? Palette.FAILED
              : counts.changed() > 0 ? Palette.CHANGED : Palette.OK;
      output.line(
          mood.paint(padded(counts.host(), 26), color)
              + " : "
              + String.join(
                  " ",
                  number("ok", counts.ok(), Palette.OK),
                  number("changed", counts.changed(), Palette.CHANGED),
                  number("unreachable", counts.unreachable(), Palette.UNREACHABLE),
                  number("failed", counts.failed(), Palette.FAILED),
                  number("skipped", counts.skipped(), Palette.SKIPPED),
                  number("rescued", counts.rescued(), Palette.OK),
                  number("ignored", counts.ignored(), Palette.WARNING)));
    }
    output.line("");
  }

  private String number(String word, int number, Palette mood) {
    String text = word + "=" + padded(String.valueOf(number), 4);
    return number > 0 ? mood.paint(text, color) : text;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private void previewSummary(RunEvent.PreviewSummary summary) {
    dryRun(true);
    if (style.exact()) {
      return;
    }
    banner("PREVIEW");
    for (PreviewText.Line line : new PreviewText(summary).lines()) {
      if (line.mood() == Palette.OK) {
        output.line(line.text());
      } else {
        say(line.text(), line.mood());
      }
    }
  }

  /** What {@code --step} is about to ask about, with the differences. */
  private void stepPreviewed(RunEvent.StepPreviewed step) {
    for (PlannedStep each : step.steps()) {
      say("about to " + each.shown(), each.isDrastic() ? Palette.FAILED : Palette.CHANGED);
      showDiffs(each.shownObjects());
    }
  }

  private void planEnded(RunEvent.PlanEnded plan) {
    banner("PLAN");
    if (plan.notMade().isEmpty()) {
      output.line("Every planned change was made, and nothing else.");
      return;
    }
    output.line(plan.complete() ? "Planned, but not needed any more:" : "Planned, and not done:");
    plan.notMade().forEach(each -> say("  - " + each, Palette.WARNING));
  }

  private String verboseDump(TaskReport report) {
    return ResultText.isVerbose(report, verbosity) ? " => " + dump(report) : "";
  }

  private static String reason(TaskReport report) {
    return Values.str(report.result().get("msg"));
  }

  private void banner(String text) {
    int stars = Math.max(3, output.columns() - text.length());
    output.line("");
    output.line(text + " " + "*".repeat(stars));
  }

  private String dump(TaskReport report) {
    return ResultText.dump(report, style.results());
  }

  private void sayFailure(String text, Palette palette) {
    if (style.failuresToStderr()) {
      output.errorLine(palette.paint(text, color));
    } else {
      say(text, palette);
    }
  }

  private void say(String text, Palette palette) {
    output.line(palette.paint(text, color));
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
