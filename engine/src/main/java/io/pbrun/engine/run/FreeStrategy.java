package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.template.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Every host goes through the play as fast as it can, without waiting for the others. */
final class FreeStrategy implements Strategy {
  private final StrategyTools tools;

  FreeStrategy(StrategyTools tools) {
    this.tools = tools;
  }

  @Override
  public void run(PlayBatch batch) throws InterruptedException {
    List<Callable<Void>> journeys = new ArrayList<>();
    for (String host : batch.started()) {
      journeys.add(() -> {
        travel(batch, host);
        return null;
      });
    }
    tools.workers().runApart(journeys);
  }

  private void travel(PlayBatch batch, String host) throws InterruptedException {
    HostCursor cursor = batch.cursor(host);
    while (!batch.hasEnded() && !batch.mustBreakPlay()) {
      Position position = cursor.peek();
      if (position == null) {
        return;
      }
      Task task = position.task();
      if (batch.passesOver(host, task)) {
        cursor.advance();
      } else if (task.action() instanceof Action.Meta meta) {
        tools.beginMeta(batch, task, meta, host);
        tools.finishHandler(batch, task, host);
        tools.meta().run(batch, task, meta.instruction(), List.of(host));
      } else {
        take(batch, task, host);
      }
    }
  }

  private void take(PlayBatch batch, Task task, String host) throws InterruptedException {
    Scope scope = tools.variables().scope(batch, host, task, Map.of());
    boolean inHandlers = batch.cursor(host).isInHandlers();
    if (tools.isTrue(task, Keyword.RUN_ONCE, scope)) {
      tools.warn(
          "Using run_once with the free strategy is not currently supported. This task will still be executed for every host in the inventory list.");
    }
    tools.announce(task, scope, inHandlers);
    TaskOutcome outcome = tools.workers().inTurn(() -> tools.tasks().run(batch, task, host));
    boolean handler = batch.cursor(host).isInHandlers();
    if (outcome.includes().isEmpty()) {
      tools.recorder().record(batch, outcome, false);
    }
    if (handler) {
      batch.handlers().done(host, task);
    }
    tools.includes().expand(batch, List.of(outcome));
  }
}
