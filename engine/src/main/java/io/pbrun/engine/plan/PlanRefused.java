package io.pbrun.engine.plan;

/** A plan that no run can be held to; the message says why and what to do. */
public final class PlanRefused extends RuntimeException {
  PlanRefused(String message) {
    super(message, null, false, false);
  }
}
