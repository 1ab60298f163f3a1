package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.template.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The instructions of {@code meta:}. */
final class MetaTasks {
  private final RunState state;
  private final RunVariables variables;
  private final TaskConditions conditions;
  private final Consumer<String> resetConnection;
  private final Consumer<PlayBatch> refreshInventory;

  MetaTasks(
      RunState state,
      RunVariables variables,
      TaskConditions conditions,
      Consumer<String> resetConnection,
      Consumer<PlayBatch> refreshInventory) {
    this.state = state;
    this.variables = variables;
    this.conditions = conditions;
    this.resetConnection = resetConnection;
    this.refreshInventory = refreshInventory;
  }

  /**
   * Carries out the instruction for these hosts; their cursors stand on the task and have left it
   * afterwards.
   */
  void run(PlayBatch batch, Task task, String instruction, List<String> hosts) {
    List<String> concerned =
        task.keywords().conditions(Keyword.WHEN).isEmpty()
            ? hosts
            : hosts.stream().filter(host -> holds(batch, task, host)).toList();
    switch (instruction) {
      case "flush_handlers" -> concerned.forEach(host -> flush(batch, host));
      case "role_complete" ->
          concerned.forEach(host -> {
            if (task.role() != null) {
              batch.roleCompleted(host, task.role());
            }
          });
      case "clear_facts" -> concerned.forEach(variables::clearFacts);
      case "clear_host_errors" -> {
        if (!concerned.isEmpty()) {
          // Hosts that were lost in earlier plays come back with the next one.
          batch.allHosts().forEach(state.failedHosts()::remove);
          batch.allHosts().forEach(state.unreachableHosts()::remove);
          batch.started().forEach(host -> batch.cursor(host).clearFailure());
        }
      }
      case "reset_connection" -> concerned.forEach(resetConnection);
      case "refresh_inventory" -> refreshInventory.accept(batch);
      case "end_host" -> concerned.forEach(host -> batch.cursor(host).end());
      case "end_batch" -> {
        if (!concerned.isEmpty()) {
          batch.started().forEach(host -> batch.cursor(host).end());
          batch.end();
        }
      }
      case "end_play" -> {
        if (!concerned.isEmpty()) {
          batch.started().forEach(host -> batch.cursor(host).end());
          batch.end();
          batch.endWholePlay();
        }
      }
      case "noop" -> {}
      default -> throw new RunAbort("'meta' knows no instruction '" + instruction + "'");
    }
    if (!instruction.equals("flush_handlers")) {
      hosts.forEach(host -> batch.cursor(host).advance());
    } else {
      Set<String> flushed = new HashSet<>(concerned);
      hosts.stream()
          .filter(host -> !flushed.contains(host))
          .forEach(host -> batch.cursor(host).advance());
    }
  }

  private void flush(PlayBatch batch, String host) {
    if (batch.cursor(host).isInHandlers()) {
      throw new RunAbort("flush_handlers cannot be used as a handler");
    }
    Handlers handlers = batch.handlers();
    batch
        .cursor(host)
        .flushHandlers(handlers.nodes(), handler -> handlers.isNotified(host, handler));
  }

  private boolean holds(PlayBatch batch, Task task, String host) {
    Scope scope = variables.scope(batch, host, task, Map.of());
    return conditions.all(task.keywords().conditions(Keyword.WHEN), scope)
        instanceof TaskConditions.Verdict.Holds;
  }
}
