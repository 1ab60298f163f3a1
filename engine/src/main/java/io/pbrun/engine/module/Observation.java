package io.pbrun.engine.module;

/** What one look of a {@link Probe} saw. */
public sealed interface Observation {

  /**
   * Not yet. {@code seen} is the observed state in the domain's words; the operator is told when it
   * changes.
   */
  record Pending(String seen, Result ifTimedOut) implements Observation {}

  /** It holds. */
  record Reached(Result result) implements Observation {}

  static Observation pending(String seen) {
    return new Pending(seen, Result.ok());
  }

  /**
   * @param ifTimedOut fields that the failed result shows when the time runs out in this state
   */
  static Observation pending(String seen, Result ifTimedOut) {
    return new Pending(seen, ifTimedOut);
  }

  static Observation reached(Result result) {
    return new Reached(result);
  }
}
