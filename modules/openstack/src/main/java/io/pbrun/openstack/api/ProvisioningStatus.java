package io.pbrun.openstack.api;

/** Octavia's provisioning statuses of a load balancer. */
public enum ProvisioningStatus {
  ACTIVE,
  ERROR,
  DELETED,
  PENDING_CREATE,
  PENDING_UPDATE,
  PENDING_DELETE;

  /** Whether Octavia is at work on it and refuses every other change. */
  public boolean pending() {
    return name().startsWith("PENDING_");
  }
}
