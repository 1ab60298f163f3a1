package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.value.Unknown;
import java.util.Map;

/** What every strategy works with. */
record StrategyTools(
    TaskRunner tasks,
    MetaTasks meta,
    IncludeExpander includes,
    OutcomeRecorder recorder,
    RunVariables variables,
    RunState state,
    Workers workers,
    TextResolver text,
    RunListener events,
    RunOptions options) {

  /** Tells the listeners that the task begins. */
  void announce(Task task, Scope scope, boolean handler) {
    RunEvent.TaskStarted.Kind kind =
        handler ? RunEvent.TaskStarted.Kind.HANDLER : RunEvent.TaskStarted.Kind.TASK;
    events.on(
        new RunEvent.TaskStarted(
            TaskNames.of(task, text, scope).strip(), kind, task.place(), isPreview(task, scope)));
  }

  private boolean isPreview(Task task, Scope scope) {
    try {
      return task.keywords().get(Keyword.CHECK_MODE) == null
          ? options.check()
          : isTrue(task, Keyword.CHECK_MODE, scope);
    } catch (RuntimeException e) { // the task will tell
      return options.check();
    }
  }

  /** Announces what the author wrote; what the engine puts between the tasks is not shown. */
  void beginMeta(PlayBatch batch, Task task, Action.Meta meta, String host) {
    if (!meta.isImplicit()) {
      announce(
          task, variables.scope(batch, host, task, Map.of()), batch.cursor(host).isInHandlers());
      if (options.verbosity() > 1) {
        events.on(new RunEvent.Progress(host, "META: " + meta.instruction()));
      }
    }
  }

  boolean isTrue(Task task, Keyword keyword, Scope scope) {
    Object value = text.keyword(task.keywords().get(keyword), scope);
    return value != null && !(value instanceof Unknown) && Booleans.parse(value, keyword.word());
  }

  /** How many hosts may do the task at once; 0 for as many as there are forks. */
  int throttle(Task task, Scope scope) {
    Object value = text.keyword(task.keywords().get(Keyword.THROTTLE), scope);
    return value == null || value instanceof Unknown ? 0 : WholeNumbers.parse(value, "throttle");
  }

  /** A module that acts on the run, not on a host, runs once for all of them. */
  boolean bypassesHostLoop(Task task) {
    return task.action() instanceof Action.CallModule call && call.module().runsOnce();
  }

  void finishHandler(PlayBatch batch, Task task, String host) {
    if (batch.cursor(host).isInHandlers()) {
      batch.handlers().done(host, task);
    }
  }

  void warn(String message) {
    events.on(new RunEvent.Warned(message));
  }
}
