package io.pbrun.engine.connection;

/**
 * A module tried to write while it was only allowed to look: a bug of that module, reported as one.
 */
public final class ReadOnlyViolation extends RuntimeException {
  public ReadOnlyViolation(String attempted) {
    super("refused to write while only looking: " + attempted);
  }
}
