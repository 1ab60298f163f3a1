package io.pbrun.kubernetes;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Probe;
import io.pbrun.engine.module.Time;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a wait to at most one request a second on average: a look that made five requests is
 * followed by five seconds in which the last observation stands.
 */
final class PacedProbe implements Probe {
  private final Probe probe;
  private final Time time;
  private final java.util.function.LongSupplier requests;
  private @Nullable Observation last;
  private Instant next = Instant.MIN;

  PacedProbe(Probe probe, Time time, java.util.function.LongSupplier requests) {
    this.probe = probe;
    this.time = time;
    this.requests = requests;
  }

  @Override
  public Observation look() throws ModuleFailure, ConnectionException, InterruptedException {
    Instant now = time.now();
    Observation kept = last;
    if (kept != null && now.isBefore(next)) {
      return kept;
    }
    long before = requests.getAsLong();
    Observation seen = probe.look();
    last = seen;
    next = now.plus(Duration.ofSeconds(Math.max(1, requests.getAsLong() - before)));
    return seen;
  }
}
