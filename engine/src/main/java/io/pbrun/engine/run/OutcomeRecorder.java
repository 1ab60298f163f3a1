package io.pbrun.engine.run;

import io.pbrun.engine.module.Effect;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.RoleUse;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.report.Status;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies what a task came to: counts, variables, notified handlers, and the way the host goes from
 * here.
 */
final class OutcomeRecorder {
  private final RunState state;
  private final RunVariables variables;
  private final RunListener events;
  private final TextResolver text;
  private final boolean missingHandlersAreErrors;

  OutcomeRecorder(
      RunState state,
      RunVariables variables,
      RunListener events,
      TextResolver text,
      boolean missingHandlersAreErrors) {
    this.missingHandlersAreErrors = missingHandlersAreErrors;
    this.state = state;
    this.variables = variables;
    this.events = events;
    this.text = text;
  }

  /**
   * Applies the outcome. The host's cursor still stands on the task and has left it afterwards.
   *
   * @param runOnce whether it stands for every host of the batch
   */
  void record(PlayBatch batch, TaskOutcome outcome, boolean runOnce) {
    List<String> concerned =
        runOnce ? batch.healthy(state.unreachableHosts()) : List.of(outcome.host());
    outcome.effects().forEach(effect -> applyEffect(effect, concerned, outcome.host()));
    if (outcome.task().keywords().get(Keyword.REGISTER) instanceof String name) {
      concerned.forEach(host -> variables.register(host, name, registered(outcome)));
    }
    count(outcome);
    noteRole(batch, outcome);
    move(batch, outcome, concerned);
    if (outcome.changed() && !outcome.isFatal()) {
      notifyHandlers(batch, outcome, concerned);
    }
  }

  /** Of a task that a preview could not do nothing is known, whatever is asked of its result. */
  private static Object registered(TaskOutcome outcome) {
    return outcome.status() == Status.DEPENDS
            && outcome.result().get("changed") instanceof Unknown unknown
        ? unknown
        : outcome.result();
  }

  /** What an include leaves apart from the tasks that it stands for. */
  void register(PlayBatch batch, TaskOutcome outcome) {
    noteRole(batch, outcome);
    if (outcome.task().keywords().get(Keyword.REGISTER) instanceof String name) {
      variables.register(outcome.host(), name, outcome.result());
    }
  }

  /**
   * An include that cannot be done fails the host, once for each file.
   *
   * @param inclusions how many of them are counted; those of roles are not, as with Ansible
   */
  void failInclude(PlayBatch batch, TaskOutcome outcome, int inclusions) {
    HostCursor cursor = batch.cursor(outcome.host());
    for (int i = 0; i < inclusions; i++) {
      state.tally().add(outcome.host(), HostTally.Count.FAILED);
    }
    if (cursor.fail()) {
      rememberFailure(outcome.host(), outcome);
    } else if (cursor.peek() == null) {
      state.failedHosts().add(outcome.host());
    }
  }

  /**
   * A file was included: it counts as one task on each host, whatever is in it. Roles do not count.
   */
  void countInclusion(Iterable<String> hosts) {
    hosts.forEach(host -> state.tally().add(host, HostTally.Count.OK));
  }

  private static void noteRole(PlayBatch batch, TaskOutcome outcome) {
    RoleUse role = outcome.task().role();
    boolean ran =
        switch (outcome.status()) {
          case OK, CHANGED, FAILED -> true;
          case SKIPPED, DEPENDS, UNREACHABLE -> false;
        };
    if (role != null && ran) {
      batch.roleHasRun(outcome.host(), role);
    }
  }

  private void applyEffect(TaskOutcome.HostEffect effect, List<String> concerned, String taskHost) {
    switch (effect.effect()) {
      case Effect.CustomStats stats ->
          state.customStats(
              stats.host() == null ? null : taskHost, stats.values(), stats.aggregate());
      case Effect.SetFacts facts when effect.host().equals(taskHost) ->
          concerned.forEach(host -> variables.apply(host, facts));
      case Effect.IncludedVars vars when effect.host().equals(taskHost) ->
          concerned.forEach(host -> variables.apply(host, vars));
      default -> variables.apply(effect.host(), effect.effect());
    }
  }

  private void count(TaskOutcome outcome) {
    HostTally tally = state.tally();
    String host = outcome.host();
    switch (outcome.status()) {
      case OK -> tally.add(host, HostTally.Count.OK);
      case CHANGED -> {
        tally.add(host, HostTally.Count.OK);
        tally.add(host, HostTally.Count.CHANGED);
      }
      case SKIPPED, DEPENDS -> tally.add(host, HostTally.Count.SKIPPED);
      case FAILED -> {
        if (outcome.ignored()) {
          tally.add(host, HostTally.Count.OK);
          tally.add(host, HostTally.Count.IGNORED);
          if (outcome.changed()) {
            tally.add(host, HostTally.Count.CHANGED);
          }
        }
      }
      case UNREACHABLE -> {
        if (outcome.ignored()) {
          tally.add(host, HostTally.Count.OK);
          tally.add(host, HostTally.Count.IGNORED);
        } else {
          tally.add(host, HostTally.Count.UNREACHABLE);
        }
      }
    }
  }

  private void move(PlayBatch batch, TaskOutcome outcome, List<String> concerned) {
    if (!outcome.isFatal()) {
      batch.cursor(outcome.host()).advance();
      return;
    }
    for (String host : concerned) {
      HostCursor cursor = batch.cursor(host);
      if (outcome.status() == Status.UNREACHABLE) {
        state.unreachableHosts().add(host);
        cursor.end();
        continue;
      }
      boolean handler = cursor.isInHandlers();
      boolean rescued = cursor.fail();
      if (rescued) {
        rememberFailure(host, outcome);
      } else if (cursor.peek() == null) {
        state.failedHosts().add(host);
      }
      if (host.equals(outcome.host())) {
        state
            .tally()
            .add(host, rescued && !handler ? HostTally.Count.RESCUED : HostTally.Count.FAILED);
      }
    }
  }

  private void rememberFailure(String host, TaskOutcome outcome) {
    Map<String, Object> failure = new LinkedHashMap<>();
    Task task = outcome.task();
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("name", task.name() == null ? "" : Values.str(task.name()));
    described.put("action", task.action().written());
    failure.put("ansible_failed_task", described);
    failure.put("ansible_failed_result", outcome.result());
    variables.apply(host, new Effect.SetFacts(failure, false));
  }

  private void notifyHandlers(PlayBatch batch, TaskOutcome outcome, List<String> concerned) {
    List<Object> wanted = outcome.task().keywords().list(Keyword.NOTIFY);
    if (wanted.isEmpty()) {
      return;
    }
    Scope scope = variables.scope(batch, outcome.host(), outcome.task(), Map.of());
    for (Object each : wanted) {
      for (Object name : text.texts(each, scope)) {
        String handler = Values.str(name);
        for (String host : concerned) {
          List<Task> notified = batch.handlers().notify(host, handler);
          if (notified == null) {
            missing(handler);
            break;
          }
          notified.forEach(task -> events.on(new RunEvent.HandlerNotified(handler, host)));
        }
      }
    }
  }

  private void missing(String handler) {
    String message =
        "The requested handler '%s' was not found in either the main handlers list nor in the listening handlers list"
            .formatted(handler);
    if (missingHandlersAreErrors) {
      throw new RunAbort(message);
    }
    events.on(new RunEvent.Warned(message));
  }
}
