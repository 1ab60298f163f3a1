package io.pbrun.kubernetes;

import io.pbrun.engine.module.ModuleContext;
import java.time.Duration;

/**
 * Repeats a single read that a server was too busy for or that was cut off. Waits need none: they
 * look again anyway.
 */
final class Retries {
  private static final int TRIES = 3;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Retries() {}

  /** A read of an API. */
  @FunctionalInterface
  interface Read<T> {
    T get() throws KubeFailure, InterruptedException;
  }

  static <T> T of(ModuleContext task, Read<T> read) throws KubeFailure, InterruptedException {
    Duration pause = Duration.ofSeconds(1);
    for (int attempt = 1; ; attempt++) {
      try {
        return read.get();
      } catch (KubeFailure e) {
        boolean again = e.kind() == KubeFailure.Kind.SERVER || e.kind() == KubeFailure.Kind.CUT;
        if (!again || attempt == TRIES) {
          throw e;
        }
        Duration asked = e.retryAfter();
        task.progress(e.getMessage() + "; reading again");
        task.pause(asked == null ? pause : asked.compareTo(LONGEST) < 0 ? asked : LONGEST);
        pause = pause.multipliedBy(2);
      }
    }
  }
}
