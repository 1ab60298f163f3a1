package io.pbrun.openstack.api;

/**
 * Octavia's operating statuses. Without a health manager they say nothing: a new load balancer
 * stays OFFLINE.
 */
public enum OperatingStatus {
  ONLINE,
  DRAINING,
  OFFLINE,
  DEGRADED,
  ERROR,
  NO_MONITOR
}
