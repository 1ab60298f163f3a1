package io.pbrun.sandbox.world;

import java.time.Instant;

/** An Octavia load balancer; {@link LoadBalancing} changes its states. */
public final class LoadBalancer {
  final String id;
  final String name;
  final String projectId;
  final String provider;
  final boolean activeStandby;
  final String vip;
  final String vipPortId;
  final Site.Network vipNetwork;
  final Instant created;
  String provisioning;
  String operating;
  Instant updated;

  LoadBalancer(
      String id,
      Scenario.Balancer facts,
      String projectId,
      Site.Network vipNetwork,
      String vipPortId,
      Instant created,
      Instant updated) {
    this.id = id;
    this.name = facts.name();
    this.projectId = projectId;
    this.provider = facts.provider();
    this.activeStandby = facts.topology().equals("ACTIVE_STANDBY");
    this.vip = facts.vip();
    this.vipPortId = vipPortId;
    this.vipNetwork = vipNetwork;
    this.provisioning = facts.provisioning();
    this.operating = facts.operating();
    this.created = created;
    this.updated = updated;
  }

  /** Id. */
  public String id() {
    return id;
  }

  /** Name. */
  public String name() {
    return name;
  }

  /** Owner's project id. */
  public String projectId() {
    return projectId;
  }

  /** Octavia provider driver. */
  public String provider() {
    return provider;
  }

  /** True with two amphorae. */
  public boolean activeStandby() {
    return activeStandby;
  }

  /** Address clients use. */
  public String vip() {
    return vip;
  }

  /** Port that owns the address. */
  public String vipPortId() {
    return vipPortId;
  }

  /** Network of the address. */
  public Site.Network vipNetwork() {
    return vipNetwork;
  }

  /** provisioning_status. */
  public String provisioning() {
    return provisioning;
  }

  /** operating_status. */
  public String operating() {
    return operating;
  }

  /** When it was made. */
  public Instant created() {
    return created;
  }

  /** When its row last changed. */
  public Instant updated() {
    return updated;
  }

  /** True while an octavia-worker has it. */
  public boolean pending() {
    return provisioning.startsWith("PENDING_");
  }

  void become(String status, Instant at) {
    provisioning = status;
    updated = at;
  }
}
