package io.pbrun.engine.run;

import io.pbrun.engine.report.PlannedStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consent that stays refused: once the run is to end, nothing more is begun on any host, nor in
 * the background.
 */
final class StandingConsent implements Consent {
  private final Consent consent;
  private volatile @Nullable RunEnded ended;

  StandingConsent(Consent consent) {
    this.consent = consent;
  }

  @Override
  public boolean given(Occasion occasion, List<PlannedStep> steps) throws InterruptedException {
    requireGoing();
    try {
      return consent.given(occasion, steps);
    } catch (RunEnded end) {
      ended = end;
      throw end;
    }
  }

  @Override
  public void site(List<String> lines) {
    consent.site(lines);
  }

  /**
   * @throws RunEnded when the run is to end
   */
  void requireGoing() {
    RunEnded end = ended;
    if (end != null) {
      throw end;
    }
  }
}
