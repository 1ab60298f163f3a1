package io.pbrun.sandbox;

import io.pbrun.engine.source.Spelling;
import io.pbrun.sandbox.world.ScenarioFile;
import org.jspecify.annotations.Nullable;

/** What an operator may ask a sandbox for, checked before one is started. */
final class Scenarios {
  /** Faster than this, the processes at the sandbox's two ends can no longer keep up. */
  static final double FASTEST = 10_000;

  private Scenarios() {}

  /** What to do about a name that is no scenario's; null when it is one's. */
  static @Nullable String hint(String name) {
    if (ScenarioFile.NAMES.contains(name)) {
      return null;
    }
    String all = "there are: " + String.join(", ", ScenarioFile.NAMES);
    String meant = Spelling.didYouMean(name, ScenarioFile.NAMES);
    return meant == null ? all : meant + " " + all;
  }

  /** Whether a run's clock can go at that speed. */
  static boolean possible(double speed) {
    return speed > 0 && speed <= FASTEST;
  }
}
