package io.pbrun.engine.cli;

import io.pbrun.engine.run.ExitCode;
import io.pbrun.engine.run.PlaybookRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C: the first ends the run and lets it say what is in flight, the second, or a run that does
 * not end, ends the process.
 */
final class Interruption implements AutoCloseable {
  /** A run that has not ended by then hangs in something that cannot be interrupted. */
  private static final Duration PATIENCE = Duration.ofMillis(800);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger signals = new AtomicInteger();
  private final List<Runnable> restores = new ArrayList<>();

  private Interruption() {}

  static Interruption of(PlaybookRunner runner, Thread thread) {
    Interruption interruption = new Interruption();
    for (String name : List.of("INT", "TERM", "HUP")) {
      Signal signal = new Signal(name);
      SignalHandler before =
          Signal.handle(signal, received -> interruption.received(runner, thread));
      interruption.restores.add(() -> Signal.handle(signal, before));
    }
    return interruption;
  }

  private void received(PlaybookRunner runner, Thread thread) {
    if (signals.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.status());
    }
    Thread.ofPlatform().daemon().start(this::endAfterPatience);
    runner.interrupt(thread);
  }

  private void endAfterPatience() {
    try {
      if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED.status());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (signals.get() == 0) {
      ended.countDown();
      restores.forEach(Runnable::run);
    }
  }
}
