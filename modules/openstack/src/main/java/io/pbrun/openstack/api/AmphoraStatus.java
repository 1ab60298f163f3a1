package io.pbrun.openstack.api;

/** Octavia's statuses of an amphora; FAILOVER_STOPPED is the circuit breaker's (2022 and later). */
public enum AmphoraStatus {
  PENDING_CREATE,
  BOOTING,
  ALLOCATED,
  READY,
  PENDING_DELETE,
  DELETED,
  ERROR,
  FAILOVER_STOPPED
}
