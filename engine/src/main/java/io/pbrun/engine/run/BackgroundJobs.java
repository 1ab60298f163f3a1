package io.pbrun.engine.run;

import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.value.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tasks with {@code async} and {@code poll: 0}. They go on in this process, each ends with its own
 * limit, and the run waits for them at its end. What they came to is also written to a file on this
 * machine, named like the job.
 */
final class BackgroundJobs implements AutoCloseable {
  /** How long a job that was interrupted may take to end. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Path directory;
  private final RunListener events;
  private final Queue<Job> forgotten = new ConcurrentLinkedQueue<>();
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

  /**
   * What a job is for.
   *
   * @param noLog whether what it comes to is kept out of its file
   */
  record Order(String host, String task, Path directory, boolean noLog) {}

  private static final class Job {
    private final String id;
    private final Order order;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Map<String, @Nullable Object> result;

    Job(String id, Order order) {
      this.id = id;
      this.order = order;
    }

    Path file() {
      return order.directory().resolve(id);
    }

    Map<String, @Nullable Object> status(boolean withResult) {
      Map<String, @Nullable Object> known = result;
      return BackgroundJobs.status(
          id, order.directory(), known == null || !withResult ? Map.of() : known, known != null);
    }
  }

  /** A name for a job that no other job of this machine has. */
  synchronized String newId() {
    return "j%012d.%d"
        .formatted(random.nextLong(1_000_000_000_000L), ProcessHandle.current().pid());
  }

  /** The folder for what jobs come to: the one that a task names, or the run's. */
  Path directory(@Nullable Object written) {
    if (written == null) {
      return directory;
    }
    String text = written.toString();
    return Path.of(
        text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text);
  }

  /** Starts a job; what stands in its result at first says that it has started. */
  Map<String, @Nullable Object> start(Order order, Work work) {
    String id = newId();
    Job job = new Job(id, order);
    jobs.put(id, job);
    write(job);
    Map<String, @Nullable Object> started =
        status(id, order.directory(), Map.of("changed", true), false);
    job.thread = Thread.ofVirtual().name("job " + id).start(() -> work(job, work));
    return started;
  }

  private void work(Job job, Work work) {
    try {
      job.result = work.run();
    } catch (InterruptedException e) {
      job.result = failed("the run was interrupted");
    } catch (RuntimeException e) {
      job.result = failed(String.valueOf(e.getMessage()));
    }
    // One that was forgotten meanwhile leaves no file.
    if (jobs.containsKey(job.id)) {
      write(job);
    }
  }

  private static Map<String, @Nullable Object> failed(String why) {
    return Map.of("failed", true, "changed", false, "msg", why);
  }

  /** What a job has come to so far; null when there is none of that name in that folder. */
  @Nullable Map<String, @Nullable Object> look(String id, Path directory) {
    Job job = jobs.get(id);
    return job == null || !job.order.directory().equals(directory) ? null : job.status(true);
  }

  /** Forgets a job and removes its file. */
  void forget(String id) {
    Job job = jobs.remove(id);
    if (job == null) {
      return;
    }
    forgotten.add(job);
    try {
      Files.deleteIfExists(job.file());
    } catch (IOException e) {
      events.on(new RunEvent.Warned("cannot remove " + job.file() + ": " + e.getMessage()));
    }
  }

  /** A job's result with what is told of every job: its name, its file, whether it goes on. */
  static Map<String, @Nullable Object> status(
      String id, Path directory, Map<String, @Nullable Object> result, boolean finished) {
    Map<String, @Nullable Object> status = new LinkedHashMap<>(result);
    status.put("ansible_job_id", id);
    status.put("started", true);
    status.put("finished", finished);
    status.put("results_file", directory.resolve(id).toString());
    return status;
  }

  private List<Job> open() {
    return Stream.concat(jobs.values().stream(), forgotten.stream())
        .filter(job -> job.result == null)
        .toList();
  }

  /** Waits until all have ended; each does so when its own time is over at the latest. */
  void await() throws InterruptedException {
    List<Job> open = open();
    for (Job job : open) {
      events.on(
          new RunEvent.Progress(
              job.order.host(),
              "waiting for '" + job.order.task() + "', which runs in the background"));
    }
    for (Job job : open) {
      Thread thread = job.thread;
      if (thread != null) {
        thread.join();
      }
    }
  }

  /** Ends those that still go on, as after Ctrl-C, and lets them put away what they started. */
  @Override
  public void close() {
    List<Thread> open = open().stream().map(job -> job.thread).filter(Objects::nonNull).toList();
    open.forEach(Thread::interrupt);
    boolean interrupted = Thread.interrupted();
    for (Thread thread : open) {
      try {
        thread.join(FAREWELL);
      } catch (InterruptedException e) {
        interrupted = true;
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Only the operator may look into the folder: results may hold secrets. */
  void makeDirectory(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      events.on(new RunEvent.Warned("cannot make " + directory + ": " + e.getMessage()));
    }
  }

  private void write(Job job) {
    makeDirectory(job.order.directory());
    try (SeekableByteChannel file =
        Files.newByteChannel(
            job.file(),
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer text =
          ByteBuffer.wrap(
              Json.write(job.status(!job.order.noLog())).getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        file.write(text);
      }
    } catch (IOException e) {
      events.on(new RunEvent.Warned("cannot write " + job.file() + ": " + e.getMessage()));
    }
  }
}
