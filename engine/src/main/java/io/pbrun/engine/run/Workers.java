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

/** Runs the tasks of many hosts at once, one virtual thread each, held back by {@code --forks} (design idea 8). */
final class Workers implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore forks;

  Workers(int forks) {
    this.forks = new Semaphore(forks);
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
    for (Callable<T> job : jobs) {
      futures.add(completion.submit(() -> heldBack(throttle, job)));
    }
    try {
      for (int i = 0; i < jobs.size(); i++) {
        ended.accept(resultOf(completion.take()));
      }
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private <T> T heldBack(Semaphore throttle, Callable<T> job) throws Exception {
    throttle.acquire();
    try {
      forks.acquire();
      try {
        return job.call();
      } finally {
        forks.release();
      }
    } finally {
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

  private static <T> T resultOf(Future<T> future) throws InterruptedException {
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
