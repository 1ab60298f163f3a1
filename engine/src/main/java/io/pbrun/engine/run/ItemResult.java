package io.pbrun.engine.run;

import io.pbrun.engine.module.Diff;
import io.pbrun.engine.report.PlannedStep;
import io.pbrun.engine.report.Status;
import io.pbrun.engine.source.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one execution of a task came to: the whole task, or one item of its loop.
 *
 * @param include what an include asks for; null for all other tasks and for includes that are
 *     skipped
 */
record ItemResult(
    Status status,
    Map<String, @Nullable Object> result,
    boolean ignored,
    boolean noLog,
    @Nullable String delegate,
    List<TaskOutcome.HostEffect> effects,
    List<Diff> diffs,
    List<PlannedStep> planned,
    @Nullable Diagnostic diagnostic,
    @Nullable IncludeRequest include) {

  static ItemResult of(Status status, Map<String, ? extends @Nullable Object> result) {
    return new ItemResult(
        status,
        new LinkedHashMap<>(result),
        false,
        false,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }

  static ItemResult failed(String message, @Nullable Diagnostic diagnostic) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("changed", false);
    result.put("failed", true);
    result.put("msg", message);
    return new ItemResult(
        Status.FAILED,
        result,
        false,
        false,
        null,
        List.of(),
        List.of(),
        List.of(),
        diagnostic,
        null);
  }

  static ItemResult skipped(String condition) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("changed", false);
    result.put("skipped", true);
    result.put("skip_reason", "Conditional result was False");
    result.put("false_condition", condition);
    return of(Status.SKIPPED, result);
  }

  /** The same with more fields, such as the item that it is about. */
  ItemResult with(Map<String, ? extends @Nullable Object> fields) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(result);
    all.putAll(fields);
    return new ItemResult(
        status, all, ignored, noLog, delegate, effects, diffs, planned, diagnostic, include);
  }

  ItemResult ignoring(boolean ignored) {
    return new ItemResult(
        status, result, ignored, noLog, delegate, effects, diffs, planned, diagnostic, include);
  }

  ItemResult censored(boolean noLog) {
    return new ItemResult(
        status, result, ignored, noLog, delegate, effects, diffs, planned, diagnostic, include);
  }

  ItemResult delegatedTo(@Nullable String delegate) {
    return new ItemResult(
        status, result, ignored, noLog, delegate, effects, diffs, planned, diagnostic, include);
  }

  ItemResult including(IncludeRequest include) {
    return new ItemResult(
        status, result, ignored, noLog, delegate, effects, diffs, planned, diagnostic, include);
  }
}
