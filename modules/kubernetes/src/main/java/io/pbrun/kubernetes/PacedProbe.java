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
 * followed by five seconds in which the last observation stands. A server that asks to be left
 * alone for longer is left alone.
 */
final class PacedProbe implements Probe {
  private final Probe probe;
  private final Time time;
  private final KubeApi api;
  private @Nullable Observation last;
  private Instant next = Instant.MIN;

  PacedProbe(Probe probe, Time time, KubeApi api) {
    this.probe = probe;
    this.time = time;
    this.api = api;
  }

  @Override
  public Observation look() throws ModuleFailure, ConnectionException, InterruptedException {
    Instant now = time.now();
    Observation kept = last;
    if (kept != null && now.isBefore(next)) {
      return kept;
    }
    long before = api.requests();
    Observation seen = probe.look();
    last = seen;
    Instant paced = now.plus(Duration.ofSeconds(Math.max(1, api.requests() - before)));
    Instant rest = api.restUntil();
    next = rest != null && rest.isAfter(paced) ? rest : paced;
    return seen;
  }
}
