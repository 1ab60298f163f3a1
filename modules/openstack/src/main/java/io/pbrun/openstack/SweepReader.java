package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.openstack.SweepFacts.Finding;
import io.pbrun.openstack.api.Amphora;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.LoadBalancer;
import io.pbrun.openstack.api.Neutron.Port;
import io.pbrun.openstack.api.Server;
import io.pbrun.openstack.auth.ServiceType;
import io.pbrun.openstack.http.OpenStackException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a sweep decides by, in the order that makes it safe. */
final class SweepReader {
  private static final String VRRP_PORT = "octavia-lb-vrrp-";

  private final Cloud cloud;
  private final String projectId;

  SweepReader(Cloud cloud, String projectId) {
    this.cloud = cloud;
    this.projectId = projectId;
  }

  /** Servers first, amphorae second: a row precedes its server. */
  SweepFacts read() throws InterruptedException {
    List<Server> servers = cloud.nova().ofProject(projectId);
    List<Amphora> amphorae = cloud.octavia().amphorae();
    List<LoadBalancer> loadBalancers = cloud.octavia().loadBalancers();
    return new SweepFacts(projectId, servers, amphorae, loadBalancers);
  }

  record Corroborated(List<Finding> findings, boolean portsChecked) {}

  /** Asks Octavia for each by id, and Neutron for its ports. */
  Corroborated corroborate(List<Finding> absent, SweepFacts facts)
      throws ModuleFailure, InterruptedException {
    List<Finding> checked = new ArrayList<>();
    boolean portsChecked = cloud.has(ServiceType.NETWORK);
    for (Finding finding : absent) {
      String spared = finding.spared();
      if (spared == null) {
        refuseIfKnown(finding);
        if (portsChecked) {
          try {
            spared =
                byPorts(
                    finding, cloud.neutron().portsOf(finding.server().id()), facts.loadBalancers());
          } catch (OpenStackException e) {
            if (e.status() != 403) {
              throw e;
            }
            portsChecked = false;
          }
        }
      }
      checked.add(new Finding(finding.server(), finding.amphoraId(), spared));
    }
    return new Corroborated(checked, portsChecked);
  }

  /**
   * An id that is not in the list and yet exists means that the list was not whole, or is not any
   * more.
   */
  void refuseIfKnown(Finding finding) throws ModuleFailure, InterruptedException {
    Amphora row = cloud.octavia().amphora(finding.amphoraId());
    if (row != null) {
      throw new ModuleFailure(
          "the sweep was stopped: Octavia now has a row for amphora %s (%s), whose server %s was to be deleted. Its list was not whole or has changed; nothing more is deleted"
              .formatted(finding.amphoraId(), row.status(), finding.server().id()));
    }
  }

  /** Why the ports of a server say that it is somebody's; null when they do not. */
  static @Nullable String byPorts(
      Finding finding, List<Port> ports, List<LoadBalancer> loadBalancers) {
    for (Port port : ports) {
      if (port.name().startsWith(VRRP_PORT)
          && !port.name().equals(VRRP_PORT + finding.amphoraId())) {
        return "its port " + port.name() + " is another amphora's";
      }
      for (LoadBalancer lb : loadBalancers) {
        boolean sameNetwork =
            lb.vipNetworkId() == null
                || port.networkId() == null
                || lb.vipNetworkId().equals(port.networkId());
        if (port.id().equals(lb.vipPortId())
            || (lb.vipAddress() != null
                && sameNetwork
                && port.addresses().contains(lb.vipAddress()))) {
          return "its port " + port.id() + " carries the address of load balancer " + lb.name();
        }
      }
    }
    return null;
  }

  /** Ports of a deleted amphora that Nova left behind. */
  List<Port> dangling(String amphoraId) throws InterruptedException {
    return cloud.has(ServiceType.NETWORK)
        ? cloud.neutron().named(VRRP_PORT + amphoraId)
        : List.of();
  }
}
