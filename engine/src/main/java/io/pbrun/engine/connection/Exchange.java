package io.pbrun.engine.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Talks with one running command to its end: drains both outputs at once, so that no size of output
 * blocks it, feeds its input, answers the question for a password, and ends it when its time is up
 * or its thread is interrupted.
 */
final class Exchange {
  /**
   * How long an output may stay open and silent after its command has ended, held by something left
   * in the background.
   */
  private static final Duration STRAGGLERS = Duration.ofMillis(400);

  /** Kept for the next command: to start three threads takes as long as a small command. */
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(work -> daemon("exchange", work));

  private final RunningCommand running;
  private final Invocation invocation;
  private final byte @Nullable [] stdin;
  private final Pump stdout;
  private final Pump stderr;
  private final @Nullable BecomeDialogue dialogue;

  private Exchange(RunningCommand running, Invocation invocation, byte @Nullable [] stdin)
      throws IOException {
    this.running = running;
    this.invocation = invocation;
    this.stdin = stdin;
    this.dialogue = invocation.marker().isEmpty() ? null : new BecomeDialogue(invocation);
    this.stdout = new Pump(running.stdout(), null);
    this.stderr = new Pump(running.stderr(), dialogue);
  }

  /**
   * @throws BecomeFailure when the user could not be changed
   * @throws IOException when the command was lost
   */
  static RawResult run(
      RunningCommand running,
      Invocation invocation,
      byte @Nullable [] stdin,
      @Nullable Duration timeout)
      throws IOException, InterruptedException, BecomeFailure {
    Exchange exchange = new Exchange(running, invocation, stdin);
    try {
      return exchange.toItsEnd(timeout);
    } catch (InterruptedException e) {
      exchange.kill();
      throw e;
    } finally {
      running.release();
    }
  }

  private RawResult toItsEnd(@Nullable Duration timeout)
      throws IOException, InterruptedException, BecomeFailure {
    stdout.start();
    stderr.start();
    if (dialogue == null && stdin == null && invocation.preamble().length == 0) {
      feed();
    } else {
      THREADS.execute(this::feed);
    }
    boolean ended = running.awaitEnd(timeout == null ? Duration.ofDays(3650) : timeout);
    if (!ended) {
      kill();
    }
    stdout.drain(STRAGGLERS);
    stderr.drain(STRAGGLERS);
    byte[] errors = stderr.bytes();
    if (dialogue != null) {
      dialogue.end(new String(errors, StandardCharsets.UTF_8), ended);
      errors = dialogue.without(errors);
    }
    int code = ended ? running.exitCode() : CommandResult.TIMED_OUT;
    return new RawResult(code, stdout.bytes(), errors, !ended);
  }

  private void kill() {
    running.kill(dialogue == null ? null : dialogue.pid());
  }

  private void feed() {
    try (OutputStream out = running.stdin()) {
      if (dialogue != null && !dialogue.untilBecome(out)) {
        return;
      }
      out.write(invocation.preamble());
      if (stdin != null) {
        out.write(stdin);
      }
      out.flush();
    } catch (IOException e) {
      // A command may end without reading its input; what it did says whether that mattered.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Thread daemon(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name("pbrun-" + name).unstarted(work);
  }

  /** Reads one output into memory. */
  private static final class Pump {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final InputStream from;
    private final @Nullable BecomeDialogue listener;

    Pump(InputStream from, @Nullable BecomeDialogue listener) {
      this.from = from;
      this.listener = listener;
    }

    void start() {
      THREADS.execute(this::copy);
    }

    private void copy() {
      byte[] buffer = new byte[32 * 1024];
      try {
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
          synchronized (collected) {
            collected.write(buffer, 0, n);
          }
          if (listener != null && !listener.settled()) {
            listener.heard(bytes());
          }
        }
      } catch (IOException e) {
        // The end of the command, or its loss, is told by its exit code.
      } finally {
        if (listener != null) {
          listener.closed();
        }
        ended.countDown();
      }
    }

    void drain(Duration silence) throws InterruptedException {
      int before;
      do {
        before = size();
      } while (!ended.await(silence.toMillis(), TimeUnit.MILLISECONDS) && size() != before);
    }

    private int size() {
      synchronized (collected) {
        return collected.size();
      }
    }

    byte[] bytes() {
      synchronized (collected) {
        return collected.toByteArray();
      }
    }
  }
}
