package io.pbrun.engine.run;

import io.pbrun.engine.module.Effect;
import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Loop;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.report.PlannedStep;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.report.Status;
import io.pbrun.engine.report.TaskReport;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.template.LayeredScope;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does one task on one host: once, or for each item of its loop; tells the listeners and returns
 * what it came to.
 */
final class TaskRunner {
  private final ItemRunner items;
  private final LoopItems loops;
  private final RunVariables variables;
  private final RunState state;
  private final TextResolver text;
  private final RunListener events;
  private final StandingConsent consent;
  private final boolean diffs;

  /**
   * @param diffs whether differences are shown where the task does not say
   */
  TaskRunner(
      ItemRunner items,
      LoopItems loops,
      RunVariables variables,
      RunState state,
      TextResolver text,
      RunListener events,
      StandingConsent consent,
      boolean diffs) {
    this.consent = consent;
    this.diffs = diffs;
    this.items = items;
    this.loops = loops;
    this.variables = variables;
    this.state = state;
    this.text = text;
    this.events = events;
  }

  TaskOutcome run(PlayBatch batch, Task task, String host) throws InterruptedException {
    consent.requireGoing();
    if (task.keywords().get(Keyword.REGISTER) instanceof String name
        && !Keyword.isVariableName(name)) {
      throw new RunAbort("Invalid variable name in 'register' specified: '" + name + "'");
    }
    Scope scope = variables.scope(batch, host, task, Map.of());
    if (task.loop() == null) {
      ItemResult result = items.run(batch, task, host, scope, null);
      report(task, host, scope, result, null, false);
      return outcome(
          task, host, result, result.include() == null ? List.of() : List.of(result.include()));
    }
    return loop(batch, task, task.loop(), host, scope);
  }

  private TaskOutcome loop(PlayBatch batch, Task task, Loop loop, String host, Scope scope)
      throws InterruptedException {
    LoopItems.Found found;
    try {
      found = loops.of(task, loop, scope);
    } catch (TemplateException | ValueException e) {
      return withoutItems(task, host, scope, e);
    }
    switch (found) {
      case LoopItems.Found.Undecided(Unknown unknown) -> {
        ItemResult depends =
            ItemRunner.depends("cannot know what it loops over until " + unknown.until(), unknown);
        report(task, host, scope, depends, null, false);
        return outcome(task, host, depends, List.of());
      }
      case LoopItems.Found.Items(List<?> list) when list.isEmpty() -> {
        ItemResult none =
            ItemResult.of(
                Status.SKIPPED,
                mapOf(
                    "changed",
                    false,
                    "skipped",
                    true,
                    "skipped_reason",
                    "No items in the list",
                    "results",
                    List.of()));
        report(task, host, scope, none, null, true);
        return outcome(task, host, none, List.of());
      }
      case LoopItems.Found.Items(List<?> list) -> {
        return overItems(batch, task, loop, host, scope, list);
      }
    }
  }

  /**
   * The loop's items cannot be had; a condition that does not need an item may still skip the task.
   */
  private TaskOutcome withoutItems(Task task, String host, Scope scope, RuntimeException why)
      throws InterruptedException {
    ItemResult result = items.skippedByCondition(task, scope);
    if (result == null) {
      result = items.withFailurePolicy(task, scope, ItemRunner.failureOf(why, ""));
    }
    report(task, host, scope, result, null, false);
    return outcome(task, host, result, List.of());
  }

  private TaskOutcome overItems(
      PlayBatch batch, Task task, Loop loop, String host, Scope scope, List<?> list)
      throws InterruptedException {
    List<ItemResult> results = new ArrayList<>(list.size());
    List<Object> registered = new ArrayList<>(list.size());
    List<IncludeRequest> includes = new ArrayList<>();
    LoopItems.Names names = loops.names(task, loop, scope);
    for (int index = 0; index < list.size(); index++) {
      if (index > 0) {
        items.pauseBetweenItems(loop.pause(), scope);
      }
      Map<String, @Nullable Object> itemVars = names.variables(list, index);
      Scope itemScope = new LayeredScope(itemVars, scope);
      Object itself = itemVars.get(names.loopVar());
      ItemResult result =
          items.run(
              batch,
              task,
              host,
              itemScope,
              noLog -> Values.str(label(loop, itemScope, itself, noLog)));
      Object label = label(loop, itemScope, itself, result.noLog());
      Map<String, @Nullable Object> kept = new LinkedHashMap<>(result.result());
      kept.keySet().removeIf(TaskRunner::isForDisplay);
      kept.putAll(itemVars);
      results.add(result);
      registered.add(kept);
      if (result.include() != null) {
        includes.add(result.include());
      }
      applyNow(host, result);
      report(task, host, itemScope, result.with(itemVars), label, false);
      if (items.breaksLoop(task, loop, itemScope, result)) {
        break;
      }
    }
    ItemResult whole = combine(results, registered);
    report(task, host, scope, whole, null, true);
    return outcome(task, host, whole, includes);
  }

  /** Facts that an item sets are seen by the items after it. */
  private void applyNow(String host, ItemResult result) {
    for (TaskOutcome.HostEffect effect : result.effects()) {
      if (effect.effect() instanceof Effect.SetFacts && effect.host().equals(host)) {
        variables.apply(host, effect.effect());
      }
    }
  }

  private Object label(Loop loop, Scope scope, @Nullable Object item, boolean noLog) {
    if (noLog) {
      return "(censored due to no_log)";
    }
    if (!loop.hasLabel()) {
      return item == null ? "None" : item;
    }
    return text.display(loop.label(), scope);
  }

  private static ItemResult combine(List<ItemResult> results, List<Object> registered) {
    boolean changed =
        results.stream().anyMatch(each -> Boolean.TRUE.equals(each.result().get("changed")));
    boolean allSkipped = results.stream().allMatch(each -> each.status() == Status.SKIPPED);
    boolean allDepend = results.stream().allMatch(each -> each.status() == Status.DEPENDS);
    List<ItemResult> failures = results.stream().filter(each -> each.status().isFailure()).toList();
    Map<String, @Nullable Object> combined = new LinkedHashMap<>();
    combined.put("changed", changed);
    combined.put("results", registered);
    if (!failures.isEmpty()) {
      combined.put("failed", true);
      combined.put("msg", "One or more items failed");
    } else if (allSkipped) {
      combined.put("skipped", true);
      combined.put("msg", "All items skipped");
    } else {
      combined.put("msg", "All items completed");
    }
    Status status;
    if (failures.stream().anyMatch(each -> each.status() == Status.UNREACHABLE)) {
      status = Status.UNREACHABLE;
    } else if (!failures.isEmpty()) {
      status = Status.FAILED;
    } else if (allSkipped) {
      status = Status.SKIPPED;
    } else if (allDepend) {
      status = Status.DEPENDS;
    } else {
      status = changed ? Status.CHANGED : Status.OK;
    }
    boolean ignored = !failures.isEmpty() && failures.stream().allMatch(ItemResult::ignored);
    boolean noLog = results.stream().anyMatch(ItemResult::noLog);
    List<TaskOutcome.HostEffect> effects =
        results.stream().flatMap(each -> each.effects().stream()).toList();
    return new ItemResult(
        status,
        combined,
        ignored,
        noLog,
        results.getFirst().delegate(),
        effects,
        List.of(),
        List.of(),
        null,
        null);
  }

  /** Fields that are shown, or say how to show the others, but are not registered. */
  private static boolean isForDisplay(String field) {
    return field.equals(ItemRunner.INVOCATION) || field.startsWith("_ansible_");
  }

  private TaskOutcome outcome(
      Task task, String host, ItemResult result, List<IncludeRequest> includes) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>(result.result());
    kept.keySet().removeIf(TaskRunner::isForDisplay);
    return new TaskOutcome(
        host, task, result.status(), kept, result.ignored(), result.effects(), includes);
  }

  private void report(
      Task task,
      String host,
      Scope scope,
      ItemResult result,
      @Nullable Object itemLabel,
      boolean looped) {
    String name = TaskNames.of(task, text, scope);
    result.planned().forEach(what -> remember(result.status(), name, host, what));
    if (result.include() != null) {
      return;
    }
    if (result.status() == Status.DEPENDS && !looped) {
      state.unknown(name, host, String.valueOf(result.result().get("msg")));
    }
    TaskReport report =
        new TaskReport(
            name,
            task.action() instanceof Action.CallModule call ? call.module().name() : "",
            host,
            result.delegate(),
            result.status(),
            result.noLog() ? censored(result.result()) : result.result(),
            itemLabel,
            looped,
            result.ignored(),
            result.noLog() || !showsDiffs(task, scope) ? List.of() : result.diffs(),
            result.planned(),
            result.noLog() ? withoutWords(result.diagnostic()) : result.diagnostic(),
            task.place());
    events.on(itemLabel == null ? new RunEvent.TaskEnded(report) : new RunEvent.ItemEnded(report));
  }

  private boolean showsDiffs(Task task, Scope scope) {
    Object own = text.keyword(task.keywords().get(Keyword.DIFF), scope);
    try {
      return own == null || own instanceof Unknown
          ? diffs
          : Booleans.parse(own, Keyword.DIFF.word());
    } catch (ValueException e) {
      // The task has failed for it.
      return diffs;
    }
  }

  private void remember(Status status, String task, String host, PlannedStep step) {
    if (step.made()) {
      return;
    }
    if (step.isWait()) {
      state.wouldWait(task, host, step);
    } else if (step.certain() && status != Status.SKIPPED) {
      state.planned(task, host, step);
    } else {
      state.unknown(task, host, step.shown());
    }
  }

  /** Where it is wrong may be told: whoever reads it may read the playbook. */
  private static @Nullable Diagnostic withoutWords(@Nullable Diagnostic diagnostic) {
    if (diagnostic == null || diagnostic.place() == null) {
      return null;
    }
    Place place = diagnostic.place();
    return Diagnostic.error(
        "the task failed here, and its no_log hides why",
        new SourceText(place.source().name(), "").at(place.line(), place.column()),
        "run it once with 'no_log: false' where nobody else reads the output");
  }

  private static Map<String, @Nullable Object> censored(Map<String, @Nullable Object> result) {
    Map<String, @Nullable Object> censored = new LinkedHashMap<>();
    censored.put(
        "censored",
        "the output has been hidden due to the fact that 'no_log: true' was specified for this result");
    for (String kept : List.of("attempts", "changed", "retries")) {
      if (result.containsKey(kept)) {
        censored.put(kept, result.get(kept));
      }
    }
    return censored;
  }

  private static Map<String, @Nullable Object> mapOf(Object... pairs) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
