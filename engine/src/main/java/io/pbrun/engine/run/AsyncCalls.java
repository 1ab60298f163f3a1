package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.Status;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.value.Omit;
import io.pbrun.engine.value.Unknown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code async} and {@code poll}: with {@code poll} above 0 a task has a limit and shows that it
 * goes on, with 0 it goes on in the background.
 */
final class AsyncCalls {
  /** The variable with another folder for what jobs come to. */
  static final String DIRECTORY = "ansible_async_dir";

  private static final int DEFAULT_POLL = 15;

  private final World world;
  private final TextResolver text;

  AsyncCalls(World world, TextResolver text) {
    this.world = world;
    this.text = text;
  }

  /** One call of the module, before the task's conditions have judged it. */
  @FunctionalInterface
  interface Call {
    ItemResult make(ModuleCalls.Prepared.Ready call) throws InterruptedException;
  }

  /**
   * Makes the call as its task's {@code async} says.
   *
   * @param judge has {@code changed_when} and {@code failed_when} say what the task came to; of a
   *     task that goes on in the background it judges the start only
   */
  ItemResult make(
      Task task,
      Scope scope,
      String host,
      ModuleCalls.Prepared.Ready call,
      Call attempt,
      UnaryOperator<ItemResult> judge)
      throws InterruptedException {
    int seconds = number(task, Keyword.ASYNC, "async_val", 0, scope);
    if (seconds <= 0 || call.preview()) {
      return judge.apply(attempt.make(call));
    }
    Duration limit = Duration.ofSeconds(seconds);
    int poll = number(task, Keyword.POLL, "poll", DEFAULT_POLL, scope);
    Path directory = world.jobs().directory(text.value(scope.get(DIRECTORY), scope));
    if (poll > 0) {
      return judge.apply(polled(call, attempt, host, limit, Duration.ofSeconds(poll), directory));
    }
    Object hidden = text.keyword(task.keywords().get(Keyword.NO_LOG), scope);
    boolean noLog =
        hidden != null
            && !(hidden instanceof Unknown)
            && Booleans.parse(hidden, Keyword.NO_LOG.word());
    Map<String, @Nullable Object> started =
        world
            .jobs()
            .start(
                new BackgroundJobs.Order(host, call.task(), directory, noLog),
                () -> told(attempt.make(call.within(limit)), limit).result());
    return judge.apply(ItemResult.of(Status.CHANGED, started).delegatedTo(call.delegate()));
  }

  private ItemResult polled(
      ModuleCalls.Prepared.Ready call,
      Call attempt,
      String host,
      Duration limit,
      Duration poll,
      Path directory)
      throws InterruptedException {
    String id = world.jobs().newId();
    world.jobs().makeDirectory(directory);
    Duration own = call.timeout();
    boolean shorter = own != null && own.compareTo(limit) < 0;
    Thread ticker =
        Thread.ofVirtual()
            .name("poll " + id)
            .start(() -> {
              try {
                while (true) {
                  world.time().sleep(poll);
                  say("POLL", host, id, " started=1 finished=0");
                }
              } catch (InterruptedException e) {
                // The call has ended.
              }
            });
    ItemResult result;
    try {
      result = told(attempt.make(shorter ? call : call.within(limit)), limit);
    } finally {
      ticker.interrupt();
      ticker.join();
    }
    say(result.status().isFailure() ? "FAILED" : "OK", host, id, "");
    boolean finished = !result.result().containsKey("timedout");
    return result.with(BackgroundJobs.status(id, directory, Map.of(), finished));
  }

  private void say(String what, String host, String id, String more) {
    world
        .events()
        .on(new RunEvent.Progress(host, "ASYNC " + what + " on " + host + ": jid=" + id + more));
  }

  /** A result that ended with the limit says so in Ansible's words. */
  private static ItemResult told(ItemResult result, Duration limit) {
    return result.result().get("timedout") instanceof Map<?, ?> timedOut
            && Long.valueOf(limit.toSeconds()).equals(timedOut.get("period"))
        ? result.with(
            Map.of(
                "msg",
                "async task did not complete within the requested time - "
                    + limit.toSeconds()
                    + "s"))
        : result;
  }

  private int number(Task task, Keyword keyword, String field, int otherwise, Scope scope) {
    Object value = text.value(task.keywords().get(keyword), scope);
    return value == null || value == Omit.OMIT || value instanceof Unknown
        ? otherwise
        : WholeNumbers.parse(value, field);
  }
}
