package io.pbrun.engine.run;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.Time;
import io.pbrun.engine.module.Wait;
import io.pbrun.engine.module.WaitListener;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.report.Secrets;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Templates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a run hands to its tasks: time, files, connections, shared resources, the operator. */
record World(
    Templates templates,
    Time time,
    Targets targets,
    RunVariables variables,
    SharedResources shared,
    InFlight inFlight,
    Secrets secrets,
    Console console,
    RunListener events,
    RunOptions options,
    Function<String, List<String>> hostPatterns,
    AtomicBoolean interrupted,
    BackgroundJobs jobs,
    Prospects prospects,
    Consent consent) {

  /**
   * @param preview whether the task sees what a preview has planned so far
   */
  TaskContext context(
      PlayBatch batch,
      Task task,
      String host,
      @Nullable String delegate,
      Scope scope,
      Access access,
      boolean preview,
      @Nullable Duration limit) {
    Scope targetScope = delegate == null ? scope : variables.scope(batch, delegate, null, Map.of());
    String targetHost = delegate == null ? host : delegate;
    Targets.Target target = targets.target(targetHost, task.keywords(), targetScope, scope);
    Path playbook = batch.play().directory();
    Instant deadline = limit == null ? null : time.now().plus(limit);
    return new TaskContext(
        this,
        target,
        host,
        targetHost,
        scope,
        access,
        preview,
        deadline,
        new TaskFileSearch(task, playbook),
        playbook);
  }

  /** What a limited action does. */
  @FunctionalInterface
  interface Limited {
    Result run() throws ConnectionException, InterruptedException;
  }

  /** Ends the action when the task's {@code timeout} is over, whatever it is doing. */
  Result limited(String module, @Nullable Duration timeout, Limited limited)
      throws ConnectionException, InterruptedException {
    if (timeout == null) {
      return limited.run();
    }
    Thread task = Thread.currentThread();
    AtomicBoolean over = new AtomicBoolean();
    Thread watchdog =
        Thread.ofVirtual()
            .start(() -> {
              try {
                time.sleep(timeout);
                over.set(true);
                task.interrupt();
              } catch (InterruptedException e) {
                // The action ended in time.
              }
            });
    try {
      return limited.run();
    } catch (InterruptedException e) {
      if (over.get() && !interrupted.get()) {
        String limit = io.pbrun.engine.report.Durations.text(timeout);
        return Result.failed(
            "The %s action failed to execute in the expected time frame (%d) and was terminated: its timeout is %s"
                .formatted(module, timeout.toSeconds(), limit),
            Map.of("timedout", Map.of("period", timeout.toSeconds())));
      }
      throw e;
    } finally {
      watchdog.interrupt();
    }
  }

  WaitListener waits(String host) {
    return new WaitListener() {
      @Override
      public void observed(Wait wait, String seen, Duration elapsed, Duration limit) {
        events.on(new RunEvent.WaitObserved(host, wait.awaited(), seen, elapsed, limit));
      }

      @Override
      public void ended(Wait wait, boolean reached, Duration elapsed) {
        events.on(new RunEvent.WaitEnded(host, wait.awaited(), reached, elapsed));
      }
    };
  }

  boolean isInterrupted() {
    return interrupted.get();
  }

  List<String> hostsMatching(String pattern) {
    return hostPatterns.apply(pattern);
  }

  /** Whether {@code module_defaults} mean this module by this name. */
  boolean names(ModuleSpec spec, String name) {
    return name.equals(spec.name())
        || name.equals("ansible.builtin." + spec.name())
        || name.equals("ansible.legacy." + spec.name())
        || name.equals("pbrun." + spec.family() + "." + spec.name())
        || name.equals("group/" + spec.family())
        || name.equals("group/pbrun." + spec.family());
  }
}
