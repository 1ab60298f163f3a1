package io.pbrun.engine.run;

import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code --step}: asks before each task of a play, until the operator says to continue. */
final class Steps {
  private final Console console;
  private final RunListener events;
  private boolean asking;

  Steps(Console console, RunListener events, boolean asking) {
    this.console = console;
    this.events = events;
    this.asking = asking;
  }

  /** What to do with a task. */
  enum Answer {
    DO,
    PASS_OVER,
    /** Nobody is there to answer: the run ends. */
    END
  }

  /**
   * @param host whom the question concerns; null for all that are at the task
   */
  synchronized Answer ask(String task, boolean handler, @Nullable String host)
      throws InterruptedException {
    if (!asking) {
      return Answer.DO;
    }
    String question =
        "Perform task: "
            + (handler ? "HANDLER: " : "TASK: ")
            + task
            + (host == null ? "" : " on " + host)
            + " (N)o/(y)es/(c)ontinue:";
    String answer = console.line(question + " ");
    if (answer == null) {
      return Answer.END;
    }
    events.on(new RunEvent.StepAsked(question));
    return switch (answer.strip().toLowerCase(Locale.ROOT)) {
      case "y", "yes" -> Answer.DO;
      case "c", "continue" -> {
        asking = false;
        yield Answer.DO;
      }
      default -> Answer.PASS_OVER;
    };
  }
}
