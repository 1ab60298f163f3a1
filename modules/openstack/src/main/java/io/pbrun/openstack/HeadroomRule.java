package io.pbrun.openstack;

/** Which figure decides whether a host has room (runbook rule 7). */
public enum HeadroomRule {
  /** physical MB * ratio - reserve, against Nova's memory_mb_used. */
  RUNBOOK,
  /** Placement's capacity against its usage, and its allocation candidates. */
  PLACEMENT,
  /** The smaller of both. */
  BOTH
}
