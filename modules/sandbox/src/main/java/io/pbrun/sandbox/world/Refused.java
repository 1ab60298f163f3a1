package io.pbrun.sandbox.world;

/** The simulated service refuses what was asked, with the text the real one uses (HTTP 409). */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A conflict with the present state. */
  public Refused(String message) {
    super(message);
  }
}
