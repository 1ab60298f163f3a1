package io.pbrun.openstack.api;

/**
 * Nova's statuses of a server. Its own {@code UNKNOWN} is left out, so that it stops whoever wants
 * to act on it.
 */
public enum ServerStatus {
  ACTIVE,
  BUILD,
  DELETED,
  ERROR,
  HARD_REBOOT,
  MIGRATING,
  PASSWORD,
  PAUSED,
  REBOOT,
  REBUILD,
  RESCUE,
  RESIZE,
  REVERT_RESIZE,
  SHELVED,
  SHELVED_OFFLOADED,
  SHUTOFF,
  SOFT_DELETED,
  SUSPENDED,
  VERIFY_RESIZE
}
