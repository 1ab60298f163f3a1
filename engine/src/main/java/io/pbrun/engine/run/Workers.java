package io.pbrun.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of many hosts at once, one virtual thread each, held back by {@code --forks}
 * (design idea 8).
 */
final class Workers implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore forks;

  Workers(int forks) {
    this.forks = new Semaphore(forks, true);
  }

  /** Runs the jobs and hands each result to the consumer, on the calling thread, as they end. */
  <T> void run(List<Callable<T>> jobs, int atOnce, Consumer<T> ended) throws InterruptedException {
    if (jobs.size() == 1) {
      ended.accept(callHere(jobs.getFirst()));
      return;
    }
    Semaphore throttle = new Semaphore(atOnce > 0 ? atOnce : Integer.MAX_VALUE);
    CompletionService<T> completion = new ExecutorCompletionService<>(threads);
    List<Future<T>> futures = new ArrayList<>(jobs.size());
    try {
      for (Callable<T> job : jobs) {
        // The turn is taken here, so that jobs begin in their order: with one fork that is the
        // order of the hosts.
        throttle.acquire();
        forks.acquire();
        futures.add(completion.submit(() -> inTurn(throttle, job)));
      }
      takeAll(jobs.size(), completion, ended);
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
  }

  /**
   * Lets each of them go its own way on a thread of its own; {@link #inTurn(Callable)} holds back
   * what they do.
   */
  void runApart(List<Callable<Void>> journeys) throws InterruptedException {
    CompletionService<Void> completion = new ExecutorCompletionService<>(threads);
    List<Future<Void>> futures = new ArrayList<>(journeys.size());
    try {
      journeys.forEach(journey -> futures.add(completion.submit(journey)));
      takeAll(journeys.size(), completion, none -> {});
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
  }

  /** A run that is to end lets the other hosts end what they are at: it is not cut short. */
  private static <T extends @Nullable Object> void takeAll(
      int count, CompletionService<T> completion, Consumer<T> ended) throws InterruptedException {
    RunEnded end = null;
    for (int i = 0; i < count; i++) {
      try {
        ended.accept(resultOf(completion.take()));
      } catch (RunEnded each) {
        end = each;
      }
    }
    if (end != null) {
      throw end;
    }
  }

  /** Does a job of a thread's own when it is its turn. */
  <T> T inTurn(Callable<T> job) throws InterruptedException {
    forks.acquire();
    try {
      return callHere(job);
    } finally {
      forks.release();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private <T> T inTurn(Semaphore throttle, Callable<T> job) throws Exception {
    try {
      return job.call();
    } finally {
      forks.release();
      throttle.release();
    }
  }

  private static <T> T callHere(Callable<T> job) throws InterruptedException {
    try {
      return job.call();
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T extends @Nullable Object> T resultOf(Future<T> future)
      throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case InterruptedException cause -> throw cause;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
