package io.pbrun.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of the command line that is under way; {@link #close} ends it if it has not ended. */
public final class Running implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Process process;
  private final Path output;
  private final List<String> command;

  private Running(Process process, Path output, List<String> command) {
    this.process = process;
    this.output = output;
    this.command = command;
  }

  static Running start(ProcessBuilder builder) {
    try {
      Path output = temporaryFile();
      return new Running(
          builder.redirectOutput(output.toFile()).start(), output, builder.command());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path temporaryFile() throws IOException {
    Path file = Files.createTempFile("pbrun-run-", ".txt");
    file.toFile().deleteOnExit();
    return file;
  }

  /** Its process, to look at or to signal. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** What it has said so far. */
  public String text() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has said this; fails when it ends without, or the time is over. */
  public void untilItSays(String words, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!text().contains(words)) {
      boolean ended = waitFor(LOOK_AGAIN);
      if ((ended && !text().contains(words)) || System.nanoTime() > deadline) {
        throw new AssertionError(
            "%s without saying '%s':%n%s"
                .formatted(ended ? "ended" : limit.toSeconds() + " s have passed", words, text()));
      }
    }
  }

  /** As Ctrl-C does, or kill: {@code signal("INT")}. */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for its end; fails when that takes longer. */
  public Ending ending(Duration limit) {
    return ending(limit, () -> {});
  }

  /** Waits for its end and does something now and then; fails when that takes longer. */
  public Ending ending(Duration limit, Runnable meanwhile) {
    long deadline = System.nanoTime() + limit.toNanos();
    do {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not ended within " + limit.toSeconds() + " s: " + command.getLast() + "\n" + text());
      }
      meanwhile.run();
    } while (!waitFor(LOOK_AGAIN));
    return new Ending(process.exitValue(), text());
  }

  private boolean waitFor(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
