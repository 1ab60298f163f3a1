package io.pbrun.engine.run;

import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tasks with {@code async} and {@code poll: 0}. They go on in this process, each ends with its own
 * limit, and the run waits for them at its end. What they came to is also written to a file on this
 * machine, named like the job.
 */
final class BackgroundJobs implements AutoCloseable {
  private final Path directory;
  private final RunListener events;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final SplittableRandom random = new SplittableRandom();

  BackgroundJobs(Path directory, RunListener events) {
    this.directory = directory;
    this.events = events;
  }

  /** What a job does; it ends by itself when its time is over. */
  @FunctionalInterface
  interface Work {
    Map<String, @Nullable Object> run() throws InterruptedException;
  }

  private static final class Job {
    private final String host;
    private final String task;
    private @Nullable Thread thread;
    private volatile @Nullable Map<String, @Nullable Object> result;

    Job(String host, String task) {
      this.host = host;
      this.task = task;
    }
  }

  /** A name for a job that no other job of this machine has. */
  synchronized String newId() {
    return "j%012d.%d"
        .formatted(random.nextLong(1_000_000_000_000L), ProcessHandle.current().pid());
  }

  Path fileOf(String id) {
    return directory.resolve(id);
  }

  /** Starts a job; what stands in its result at first says that it has started. */
  Map<String, @Nullable Object> start(String host, String task, Work work) {
    String id = newId();
    Job job = new Job(host, task);
    jobs.put(id, job);
    write(id, status(id, Map.of(), false));
    job.thread =
        Thread.ofVirtual()
            .name("job " + id)
            .start(() -> {
              try {
                job.result = work.run();
                write(id, status(id, work(job), true));
              } catch (InterruptedException e) {
                job.result = Map.of("failed", true, "msg", "the run was interrupted");
              }
            });
    return status(id, Map.of("changed", true), false);
  }

  private static Map<String, @Nullable Object> work(Job job) {
    Map<String, @Nullable Object> result = job.result;
    return result == null ? Map.of() : result;
  }

  /** What a job has come to so far; null when there is none of that name. */
  @Nullable Map<String, @Nullable Object> look(String id) {
    Job job = jobs.get(id);
    return job == null ? null : status(id, work(job), job.result != null);
  }

  /** Forgets a job and removes its file. */
  void forget(String id) {
    jobs.remove(id);
    try {
      Files.deleteIfExists(fileOf(id));
    } catch (IOException e) {
      events.on(new RunEvent.Warned("cannot remove " + fileOf(id) + ": " + e.getMessage()));
    }
  }

  Map<String, @Nullable Object> status(
      String id, Map<String, @Nullable Object> result, boolean finished) {
    Map<String, @Nullable Object> status = new LinkedHashMap<>(result);
    status.put("ansible_job_id", id);
    status.put("started", 1L);
    status.put("finished", finished ? 1L : 0L);
    status.put("results_file", fileOf(id).toString());
    return status;
  }

  /** Waits until all have ended; each does so when its own time is over at the latest. */
  void await() throws InterruptedException {
    List<Job> open = jobs.values().stream().filter(job -> job.result == null).toList();
    for (Job job : open) {
      events.on(
          new RunEvent.Progress(
              job.host, "waiting for '" + job.task + "', which runs in the background"));
    }
    for (Job job : open) {
      Thread thread = job.thread;
      if (thread != null) {
        thread.join();
      }
    }
  }

  @Override
  public void close() {
    jobs.values()
        .forEach(job -> {
          Thread thread = job.thread;
          if (thread != null) {
            thread.interrupt();
          }
        });
  }

  void makeDirectory() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      events.on(new RunEvent.Warned("cannot make " + directory + ": " + e.getMessage()));
    }
  }

  private void write(String id, Map<String, @Nullable Object> status) {
    try {
      Files.createDirectories(directory);
      Files.writeString(fileOf(id), Json.write(status));
    } catch (IOException e) {
      events.on(new RunEvent.Warned("cannot write " + fileOf(id) + ": " + e.getMessage()));
    }
  }
}
