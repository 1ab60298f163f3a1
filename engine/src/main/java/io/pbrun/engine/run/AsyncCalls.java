package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.Status;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.value.Omit;
import io.pbrun.engine.value.Unknown;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code async} and {@code poll}: with {@code poll} above 0 a task has a limit and shows that it
 * goes on, with 0 it goes on in the background.
 */
final class AsyncCalls {
  private static final int DEFAULT_POLL = 15;

  private final World world;
  private final TextResolver text;

  AsyncCalls(World world, TextResolver text) {
    this.world = world;
    this.text = text;
  }

  /** One call of the module, within a limit. */
  @FunctionalInterface
  interface Call {
    ItemResult make(ModuleCalls.Prepared.Ready call) throws InterruptedException;
  }

  /** Makes the call as its task's {@code async} says. */
  ItemResult make(
      Task task, Scope scope, String host, ModuleCalls.Prepared.Ready call, Call attempt)
      throws InterruptedException {
    int limit = number(task, Keyword.ASYNC, 0, scope);
    if (limit <= 0 || call.preview()) {
      return attempt.make(call);
    }
    ModuleCalls.Prepared.Ready limited = call.within(Duration.ofSeconds(limit));
    int poll = number(task, Keyword.POLL, DEFAULT_POLL, scope);
    if (poll > 0) {
      return polled(limited, attempt, host, limit, poll);
    }
    Map<String, @Nullable Object> started =
        world.jobs().start(host, call.task(), () -> told(attempt.make(limited), limit).result());
    return ItemResult.of(Status.CHANGED, started).delegatedTo(call.delegate());
  }

  private ItemResult polled(
      ModuleCalls.Prepared.Ready call, Call attempt, String host, int limit, int poll)
      throws InterruptedException {
    String id = world.jobs().newId();
    world.jobs().makeDirectory();
    Thread ticker =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (true) {
                  world.time().sleep(Duration.ofSeconds(poll));
                  world
                      .events()
                      .on(
                          new RunEvent.Progress(
                              host,
                              "ASYNC POLL on " + host + ": jid=" + id + " started=1 finished=0"));
                }
              } catch (InterruptedException e) {
                // The call has ended.
              }
            });
    try {
      ItemResult result = told(attempt.make(call), limit);
      return result.with(world.jobs().status(id, Map.of(), true));
    } finally {
      ticker.interrupt();
    }
  }

  /** A result that ended with the limit says so in Ansible's words. */
  private static ItemResult told(ItemResult result, int limit) {
    return result.result().containsKey("timedout")
        ? result.with(
            Map.of("msg", "async task did not complete within the requested time - " + limit + "s"))
        : result;
  }

  private int number(Task task, Keyword keyword, int otherwise, Scope scope) {
    Object value = text.value(task.keywords().get(keyword), scope);
    return value == null || value == Omit.OMIT || value instanceof Unknown
        ? otherwise
        : Integer.parseInt(value.toString());
  }
}
