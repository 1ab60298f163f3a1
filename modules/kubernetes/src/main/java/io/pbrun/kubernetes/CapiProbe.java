package io.pbrun.kubernetes;

import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Probe;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The wait of {@link CapiStatus}. A look at everything takes five requests, so between two of them
 * it asks only whether the objects of the lowest red layer have changed.
 */
final class CapiProbe implements Probe {
  /** Between two looks of either sort. */
  static final Duration PAUSE = Duration.ofSeconds(2);

  private final CapiReader reader;
  private final boolean controllersOnly;
  private final Duration interval;
  private final Time time;
  private @Nullable CapiState state;
  private @Nullable Observation last;
  private Instant due = Instant.MIN;

  /**
   * @param interval the longest time between two looks at everything
   */
  CapiProbe(CapiReader reader, boolean controllersOnly, Duration interval, Time time) {
    this.reader = reader;
    this.controllersOnly = controllersOnly;
    this.interval = interval;
    this.time = time;
  }

  @Override
  public Observation look() throws ModuleFailure, InterruptedException {
    CapiState known = state;
    Observation kept = last;
    Instant now = time.now();
    if (known != null && kept != null && now.isBefore(due) && reader.unchanged(known)) {
      return kept;
    }
    CapiState read = reader.read();
    Observation observation = judge(read);
    state = read;
    last = observation;
    due = now.plus(interval);
    return observation;
  }

  private Observation judge(CapiState state) throws ModuleFailure {
    if (controllersOnly && state.controllersRun()) {
      return Observation.reached(Result.ok(state.fields()));
    }
    String seen =
        state.verdict().name().toLowerCase(Locale.ROOT)
            + (state.reasons().isEmpty() ? "" : ": " + state.reasons().getFirst());
    return switch (state.verdict()) {
      case GREEN -> Observation.reached(Result.ok(state.fields()));
      case PAUSED, REFUSED -> throw new ModuleFailure(state.reasons().getFirst(), state.fields());
      default -> Observation.pending(seen, Result.ok(state.fields()));
    };
  }
}
