package io.pbrun.engine.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of this machine, with all that it started. */
final class LocalProcess implements RunningCommand {
  private final Process process;

  LocalProcess(Process process) {
    this.process = process;
  }

  @Override
  public InputStream stdout() {
    return process.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return process.getErrorStream();
  }

  @Override
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  @Override
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public int exitCode() {
    return process.exitValue();
  }

  /** Asks all of them to end, and half a second later makes those end that did not. */
  @Override
  public void kill(@Nullable Long pid) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroy);
    Exchange.daemon(
            "reaper",
            () -> {
              try {
                process.waitFor(500, TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              all.forEach(ProcessHandle::destroyForcibly);
            })
        .start();
  }

  @Override
  public void release() {
    // The streams end with the process; closing one that is being read could block.
    try {
      if (!process.isAlive()) {
        process.getOutputStream().close();
      }
    } catch (IOException e) {
      // Nobody reads it any more.
    }
  }
}
