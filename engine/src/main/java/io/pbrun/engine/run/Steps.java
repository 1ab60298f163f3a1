package io.pbrun.engine.run;

import io.pbrun.engine.report.PlannedStep;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import java.util.List;
import java.util.Locale;

/**
 * {@code --step}: shows what a task is about to change and asks before it does. Tasks that change
 * nothing are not asked about.
 */
final class Steps implements Consent {
  private final Console console;
  private final RunListener events;
  private boolean asking;

  Steps(Console console, RunListener events, RunOptions options) {
    this.console = console;
    this.events = events;
    this.asking = options.step() && !options.check();
  }

  @Override
  public synchronized boolean given(Occasion occasion, List<PlannedStep> steps)
      throws InterruptedException {
    if (!asking) {
      return true;
    }
    events.on(new RunEvent.StepPreviewed(occasion.shown(), steps));
    String question = "Perform task: " + occasion.shown() + " (N)o/(y)es/(a)ll/(q)uit:";
    String answer = console.line(question + " ");
    if (answer == null) {
      throw new RunEnded(
          "--step asks before each change, and nobody is there to answer: '%s' was not done, and nothing after it. Run it on a terminal, or with --plan FILE"
              .formatted(occasion.shown()),
          ExitCode.ERROR);
    }
    events.on(new RunEvent.StepAsked(question));
    return switch (answer.strip().toLowerCase(Locale.ROOT)) {
      case "y", "yes" -> true;
      case "a", "all", "c", "continue" -> {
        asking = false;
        yield true;
      }
      case "q", "quit" ->
          throw new RunEnded(
              "ended by the operator before '%s'; it and nothing after it was done"
                  .formatted(occasion.shown()),
              ExitCode.INTERRUPTED);
      default -> false;
    };
  }
}
