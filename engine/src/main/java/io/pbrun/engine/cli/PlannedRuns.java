package io.pbrun.engine.cli;

import io.pbrun.engine.module.DurationText;
import io.pbrun.engine.plan.PlanCheck;
import io.pbrun.engine.plan.PlanRecorder;
import io.pbrun.engine.plan.PlanRefused;
import io.pbrun.engine.plan.Plans;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.run.Consent;
import io.pbrun.engine.run.ExitCode;
import io.pbrun.engine.run.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code --save-plan}, {@code --plan} and {@code --confirm} around a run. */
final class PlannedRuns {
  private final PlaybookOptions options;
  private final Session session;
  private final Terminal terminal;
  private final RunListener events;
  private final AtomicReference<@Nullable PlanRecorder> recorder;
  private final InstantSource clock = InstantSource.system();
  private final List<Path> playbooks;
  private final InventoryOptions inventory;

  /**
   * @param recorder where a listener to the preview is to be put
   */
  PlannedRuns(
      List<Path> playbooks,
      InventoryOptions inventory,
      PlaybookOptions options,
      Session session,
      Terminal terminal,
      RunListener events,
      AtomicReference<@Nullable PlanRecorder> recorder) {
    this.playbooks = playbooks;
    this.inventory = inventory;
    this.options = options;
    this.session = session;
    this.terminal = terminal;
    this.events = events;
    this.recorder = recorder;
  }

  /** Runs the playbooks. */
  @FunctionalInterface
  interface Runner {
    ExitCode run(RunOptions options, Consent consent) throws InterruptedException;
  }

  /** The exit status of the whole. */
  int run(RunOptions how, Runner runner) throws InterruptedException {
    if (options.confirm) {
      return confirmed(how, runner);
    }
    if (options.savePlan != null) {
      return saved(options.savePlan, how, runner).status();
    }
    if (options.plan != null) {
      return held(hold(options.plan, how), how, runner).status();
    }
    return runner.run(how, Consent.GIVEN).status();
  }

  private Plans plans(RunOptions how) {
    return new Plans(
        new Plans.Asked(
            playbooks,
            inventory.inventories.isEmpty()
                ? session.settings().inventories()
                : inventory.inventories,
            List.copyOf(session.extraVars().keySet()),
            how.limit(),
            how.tags(),
            how.skipTags(),
            how.startAtTask()),
        Version.line());
  }

  private ExitCode saved(Path file, RunOptions how, Runner runner) throws InterruptedException {
    Plans plans = plans(how);
    PlanRecorder preview = plans.recorder();
    recorder.set(preview);
    ExitCode code = runner.run(how, preview);
    if (code != ExitCode.SUCCESS) {
      events.on(
          new RunEvent.Warned(
              "the preview failed, so no plan was saved: a run would fail as well"));
      return code;
    }
    try {
      plans.save(
          file,
          preview,
          clock.instant(),
          session.templates().vault().filesRead(),
          terminal.secrets()::scrub);
    } catch (IOException e) {
      throw new CommandFailure("cannot save the plan " + file + ": " + e, ExitCode.ERROR);
    }
    if (!options.json()) {
      terminal.output().line("The plan is in " + file + ": run it with --plan " + file);
    }
    return code;
  }

  private PlanCheck hold(Path file, RunOptions how) {
    Duration age =
        DurationText.parse(options.planMaxAge)
            .orElseThrow(() ->
                new CommandFailure(
                    "--plan-max-age takes a duration such as 30m or 24h, not '"
                        + options.planMaxAge
                        + "'",
                    ExitCode.BAD_OPTIONS));
    try {
      return plans(how).hold(file, clock.instant(), age, session.templates().vault().filesRead());
    } catch (PlanRefused e) {
      throw new CommandFailure(
          String.valueOf(e.getMessage()) + " Nothing was run.", ExitCode.PLAN_REFUSED);
    }
  }

  private ExitCode held(PlanCheck check, RunOptions how, Runner runner)
      throws InterruptedException {
    ExitCode code = runner.run(how, check);
    if (code != ExitCode.PLAN_REFUSED) {
      events.on(new RunEvent.PlanEnded(code == ExitCode.SUCCESS, check.notNeeded()));
    }
    return code;
  }

  private int confirmed(RunOptions how, Runner runner) throws InterruptedException {
    Plans plans = plans(how);
    PlanRecorder preview = plans.recorder();
    recorder.set(preview);
    ExitCode code = runner.run(how, preview);
    recorder.set(null);
    if (code != ExitCode.SUCCESS) {
      events.on(new RunEvent.Warned("the preview failed, so nothing was run"));
      return code.status();
    }
    String answer = terminal.console().line("\nDo this, and nothing else? (N)o/(y)es: ");
    boolean yes =
        answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    if (!yes) {
      terminal.output().line("Nothing was run.");
      return ExitCode.INTERRUPTED.status();
    }
    PlanCheck check = plans.hold(preview, clock.instant(), session.templates().vault().filesRead());
    session.endPreview();
    return held(check, how.running(), runner).status();
  }
}
