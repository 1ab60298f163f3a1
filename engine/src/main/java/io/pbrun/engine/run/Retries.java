package io.pbrun.engine.run;

import io.pbrun.engine.module.DurationText;
import io.pbrun.engine.module.Time;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.report.Status;
import io.pbrun.engine.template.Expression;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.value.Unknown;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code until}, {@code retries} and {@code delay}. */
final class Retries {
  private static final int DEFAULT_RETRIES = 3;
  private static final Duration DEFAULT_DELAY = Duration.ofSeconds(5);

  private final TaskConditions conditions;
  private final TextResolver text;
  private final Time time;
  private final RunListener events;

  Retries(TaskConditions conditions, TextResolver text, Time time, RunListener events) {
    this.conditions = conditions;
    this.text = text;
    this.time = time;
    this.events = events;
  }

  /**
   * One attempt at a task; its number is in the result already when conditions look at it, 0 for
   * none.
   */
  @FunctionalInterface
  interface Attempt {
    ItemResult make(int number) throws InterruptedException;
  }

  /**
   * Makes attempts until one is good enough or none is left; without {@code until} and {@code
   * retries} just one.
   */
  ItemResult run(
      Task task, Scope scope, String host, Attempt attempt, Function<ItemResult, Scope> scopeAfter)
      throws InterruptedException {
    List<Expression> until = task.keywords().conditions(Keyword.UNTIL);
    Object written = text.keyword(task.keywords().get(Keyword.RETRIES), scope);
    if (until.isEmpty() && written == null) {
      return attempt.make(0);
    }
    int retries =
        written == null || written instanceof Unknown
            ? DEFAULT_RETRIES
            : WholeNumbers.parse(written, "retries");
    int attempts = Math.max(1, retries + 1);
    Duration delay = delay(task, scope);
    for (int number = 1; ; number++) {
      ItemResult result = attempt.make(number);
      if (isGood(until, result, scopeAfter) || result.status() == Status.UNREACHABLE) {
        return result;
      }
      if (number == attempts) {
        return exhausted(with(result, "attempts", (long) Math.max(1, retries)));
      }
      events.on(
          new RunEvent.RetryScheduled(
              host, TaskNames.of(task, text, scope), attempts - number, result.result()));
      time.sleep(delay);
    }
  }

  private boolean isGood(
      List<Expression> until, ItemResult result, Function<ItemResult, Scope> scopeAfter) {
    if (until.isEmpty()) {
      return !result.status().isFailure();
    }
    // A preview cannot wait for what its condition asks about to come true: one look must do.
    return !(conditions.all(until, scopeAfter.apply(result))
        instanceof TaskConditions.Verdict.Fails);
  }

  private Duration delay(Task task, Scope scope) {
    Object written = text.keyword(task.keywords().get(Keyword.DELAY), scope);
    return written == null || written instanceof Unknown
        ? DEFAULT_DELAY
        : duration(written, "delay");
  }

  private static ItemResult exhausted(ItemResult result) {
    ItemResult failed = with(result, "failed", true);
    // failed_when has the last word on the task, while the result still says what until came to.
    boolean pardoned = Boolean.FALSE.equals(result.result().get("failed_when_result"));
    return new ItemResult(
        pardoned ? result.status() : Status.FAILED,
        failed.result(),
        false,
        failed.noLog(),
        failed.delegate(),
        failed.effects(),
        failed.diffs(),
        failed.planned(),
        failed.diagnostic(),
        null);
  }

  private static ItemResult with(ItemResult result, String field, Object value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(result.result());
    fields.put(field, value);
    return new ItemResult(
        result.status(),
        fields,
        result.ignored(),
        result.noLog(),
        result.delegate(),
        result.effects(),
        result.diffs(),
        result.planned(),
        result.diagnostic(),
        result.include());
  }

  /** A number of seconds, or text such as {@code 90s} or {@code 20m}. */
  static Duration duration(Object value, String what) {
    if (value instanceof Number number) {
      return Duration.ofMillis(Math.round(Math.max(0, number.doubleValue()) * 1000));
    }
    return DurationText.parse(value.toString())
        .orElseThrow(() ->
            new RunAbort(
                "'%s' takes a number of seconds or a duration such as 90s or 20m, not '%s'"
                    .formatted(what, value)));
  }
}
