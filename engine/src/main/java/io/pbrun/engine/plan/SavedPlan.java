package io.pbrun.engine.plan;

import java.time.Instant;
import java.util.List;

/**
 * A preview that is kept.
 *
 * @param program version of the pbrun that made it
 * @param salt of its digests
 */
record SavedPlan(
    Instant created, String program, String salt, Basis basis, List<PlannedTask> tasks) {
  SavedPlan {
    tasks = List.copyOf(tasks);
  }

  Digest digest() {
    return new Digest(salt);
  }
}
