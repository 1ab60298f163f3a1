package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Play;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.template.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Ansible's default: all hosts do a task before any of them does the next one. */
final class LinearStrategy implements Strategy {
  private final StrategyTools tools;

  LinearStrategy(StrategyTools tools) {
    this.tools = tools;
  }

  @Override
  public void run(PlayBatch batch) throws InterruptedException {
    while (!batch.hasEnded() && !batch.mustBreakPlay()) {
      Position next = null;
      List<String> hosts = new ArrayList<>();
      for (String host : batch.started()) {
        Position position = batch.cursor(host).peek();
        if (position == null) {
          continue;
        }
        int order = next == null ? -1 : position.compareTo(next);
        if (order < 0) {
          next = position;
          hosts.clear();
        }
        if (order <= 0) {
          hosts.add(host);
        }
      }
      if (next == null) {
        return;
      }
      step(batch, next.task(), hosts);
    }
  }

  private void step(PlayBatch batch, Task task, List<String> hosts) throws InterruptedException {
    List<String> concerned = concerned(batch, task, hosts);
    if (concerned.isEmpty()) {
      return;
    }
    if (task.action() instanceof Action.Meta meta) {
      tools.beginMeta(batch, task, meta, concerned.getFirst());
      concerned.forEach(host -> tools.finishHandler(batch, task, host));
      tools.meta().run(batch, task, meta.instruction(), concerned);
      return;
    }
    String first = concerned.getFirst();
    Scope scope = tools.variables().scope(batch, first, task, Map.of());
    boolean inHandlers = batch.cursor(first).isInHandlers();
    boolean runOnce = tools.isTrue(task, Keyword.RUN_ONCE, scope) || tools.bypassesHostLoop(task);
    List<String> doing = runOnce ? List.of(first) : concerned;
    tools.announce(task, scope, inHandlers);
    List<TaskOutcome> outcomes = new ArrayList<>(doing.size());
    List<Callable<TaskOutcome>> jobs = new ArrayList<>(doing.size());
    for (String host : doing) {
      jobs.add(() -> tools.tasks().run(batch, task, host));
    }
    int throttle = tools.throttle(task, scope);
    tools.workers().run(jobs, throttle, outcomes::add);
    sort(outcomes, doing);
    for (TaskOutcome outcome : outcomes) {
      boolean handler = batch.cursor(outcome.host()).isInHandlers();
      if (outcome.includes().isEmpty()) {
        tools.recorder().record(batch, outcome, runOnce);
      }
      if (handler) {
        // Only now, so that a handler that notifies itself does not run again.
        batch.handlers().done(outcome.host(), task);
      }
    }
    List<TaskOutcome> judged = new ArrayList<>(outcomes);
    judged.addAll(tools.includes().expand(batch, outcomes));
    if (runOnce) {
      skipOthers(batch, concerned, outcomes.getFirst());
    }
    judge(batch, task, scope, runOnce, judged);
  }

  /** In the order of the hosts, whichever ended first. */
  private static void sort(List<TaskOutcome> outcomes, List<String> hosts) {
    if (outcomes.size() < 2) {
      return;
    }
    Map<String, Integer> order = HashMap.newHashMap(hosts.size());
    for (int i = 0; i < hosts.size(); i++) {
      order.put(hosts.get(i), i);
    }
    outcomes.sort((one, other) -> Integer.compare(rank(one, order), rank(other, order)));
  }

  private static int rank(TaskOutcome outcome, Map<String, Integer> order) {
    return order.getOrDefault(outcome.host(), Integer.MAX_VALUE);
  }

  /** Hosts that do the task; the others step over it. */
  private static List<String> concerned(PlayBatch batch, Task task, List<String> hosts) {
    List<String> left = new ArrayList<>(hosts.size());
    for (String host : hosts) {
      if (batch.passesOver(host, task)) {
        batch.cursor(host).advance();
      } else {
        left.add(host);
      }
    }
    return left;
  }

  /**
   * A task that runs once stands for all: the other hosts are past it, unless it failed (then they
   * have failed too).
   */
  private static void skipOthers(PlayBatch batch, List<String> concerned, TaskOutcome outcome) {
    if (outcome.isFatal()) {
      return;
    }
    concerned.stream()
        .filter(host -> !host.equals(outcome.host()))
        .forEach(host -> batch.cursor(host).advance());
  }

  /** Whether failures end the play for everyone. */
  private void judge(
      PlayBatch batch, Task task, Scope scope, boolean runOnce, List<TaskOutcome> outcomes) {
    Set<String> failed = new HashSet<>();
    outcomes.stream().filter(TaskOutcome::isFatal).forEach(outcome -> failed.add(outcome.host()));
    if (failed.isEmpty()) {
      return;
    }
    if (!runOnce && tools.isTrue(task, Keyword.ANY_ERRORS_FATAL, scope)) {
      failAll(batch, failed);
    }
    Double limit = maxFailPercentage(batch.play(), scope);
    long failures = batch.hosts().stream().filter(tools.state().failedHosts()::contains).count();
    if (limit != null && failures * 100.0 / batch.hosts().size() > limit) {
      for (String host : batch.healthy(tools.state().unreachableHosts())) {
        batch.cursor(host).end();
        tools.state().failedHosts().add(host);
      }
      batch.breakPlay();
      tools.events().on(new RunEvent.NoHostsLeft());
    }
  }

  /**
   * One host's failure is that of all: each goes on in its own rescue or always section, or ends
   * here.
   */
  private void failAll(PlayBatch batch, Set<String> except) {
    for (String host : batch.healthy(tools.state().unreachableHosts())) {
      HostCursor cursor = batch.cursor(host);
      if (!except.contains(host)
          && cursor.peek() != null
          && !cursor.fail()
          && cursor.peek() == null) {
        tools.state().failedHosts().add(host);
      }
    }
    if (batch.started().stream().allMatch(tools.state()::isLost)) {
      tools.events().on(new RunEvent.NoHostsLeft());
    }
  }

  private @Nullable Double maxFailPercentage(Play play, Scope scope) {
    Object value = tools.text().keyword(play.keywords().get(Keyword.MAX_FAIL_PERCENTAGE), scope);
    return switch (value) {
      case null -> null;
      case Number number -> number.doubleValue();
      case Object other -> Double.valueOf(other.toString().replace("%", "").strip());
    };
  }
}
