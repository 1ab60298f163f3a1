package io.pbrun.engine.connection;

/**
 * What happens to a host whose key is not known yet. A key that differs from a known one is refused
 * by both checks.
 */
public enum HostKeyPolicy {
  /** Refused. */
  STRICT,
  /** Accepted once, and written into the known_hosts file. */
  ACCEPT_NEW,
  /** Every key is accepted, a changed one too. For throw-away test machines only. */
  OFF
}
