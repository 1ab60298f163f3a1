package io.pbrun.builtin;

import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.DurationText;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets time pass, or asks the operator. */
@ModuleDoc(
    oncePerPlay = true,
    summary = "Pauses for a time, or until the operator answers",
    description =
        """
        With `minutes` or `seconds` it waits that long. Otherwise it shows the prompt and waits for a line from the operator;
        without a terminal it goes on at once. A preview neither waits nor asks. To wait for something, prefer a module that
        looks at it, such as `tcp_wait`.\
        """,
    example =
        """
        - name: Let the agents report
          pause:
            seconds: 30

        - name: Ask before the failover
          pause:
            prompt: Press Enter to fail over
          register: answer
        """,
    mutuallyExclusive = "minutes|seconds",
    returns = {
      @Returned(name = "user_input", value = "What the operator wrote; empty for none."),
      @Returned(name = "start", value = "When the pause began."),
      @Returned(name = "stop", value = "When it ended."),
      @Returned(name = "delta", value = "Length of the pause in seconds.", type = "int"),
      @Returned(name = "stdout", value = "The length in words."),
      @Returned(
          name = "echo",
          value = "Whether the answer was shown while being written.",
          type = "bool")
    })
record Pause(
    @Param("Minutes to wait.") @Nullable Double minutes,
    @Param("Seconds to wait.") @Nullable Double seconds,
    @Param("What the operator is told.") @Nullable String prompt,
    @Param(value = "Whether the answer is shown while being written.", defaultValue = "true")
        boolean echo)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) {
    Instant start = context.time().now();
    if (minutes == null && seconds == null) {
      String shown = prompt == null ? "Press enter to continue, Ctrl+C to interrupt" : prompt;
      return Plan.change(
          Change.execution("ask the operator: " + shown, acting -> ask(acting, shown, start))
              .predicting(Map.of("msg", "would ask the operator: " + shown)));
    }
    Duration length =
        Duration.ofMillis(Math.round(1000 * (minutes == null ? orZero(seconds) : 60 * minutes)));
    if (prompt != null) {
      context.progress(prompt);
    }
    return Plan.gate(
        "the end of a pause of " + DurationText.format(length),
        length,
        Duration.ofMinutes(1),
        () -> {
          Instant now = context.time().now();
          return now.isBefore(start.plus(length))
              ? Observation.pending("pausing for " + DurationText.format(length))
              : Observation.reached(result(start, now, ""));
        });
  }

  private Result ask(ModuleContext acting, String shown, Instant start)
      throws InterruptedException {
    String answer = acting.ask(shown, echo);
    return result(start, acting.time().now(), answer);
  }

  private Result result(Instant start, Instant stop, String answer) {
    Duration length = Duration.between(start, stop);
    double amount = length.toMillis() / (minutes != null ? 60_000.0 : 1000.0);
    String words =
        "Paused for "
            + Math.round(amount * 100) / 100.0
            + (minutes != null ? " minutes" : " seconds");
    return Result.ok(
        Fields.of(
            "start",
            ClockText.of(start),
            "stop",
            ClockText.of(stop),
            "delta",
            length.toSeconds(),
            "stdout",
            words,
            "stderr",
            "",
            "rc",
            0L,
            "echo",
            echo,
            "user_input",
            answer));
  }

  private static double orZero(@Nullable Double number) {
    return number == null ? 0 : number;
  }
}
