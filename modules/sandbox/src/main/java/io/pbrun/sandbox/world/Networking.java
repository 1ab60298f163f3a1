package io.pbrun.sandbox.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Neutron: networks, ports and floating IPs. */
public final class Networking {
  private final Map<String, Site.Network> networks = new LinkedHashMap<>();
  private final Map<String, Site.Port> ports = new LinkedHashMap<>();
  private final List<Site.FloatingIp> floatingIps = new ArrayList<>();
  private final Map<String, Integer> nextHost = new LinkedHashMap<>();

  void add(Site.Network network) {
    networks.put(network.name(), network);
  }

  void add(Site.FloatingIp floatingIp) {
    floatingIps.add(floatingIp);
  }

  /** The network so named; every network of the sandbox is made before it is asked for. */
  Site.Network network(String name) {
    Site.Network network = networks.get(name);
    if (network == null) {
      throw new IllegalArgumentException(
          "the scenario names network '" + name + "'; there are: " + networks.keySet());
    }
    return network;
  }

  /** Every network. */
  public List<Site.Network> networks() {
    return List.copyOf(networks.values());
  }

  /** Every port. */
  public List<Site.Port> ports() {
    return List.copyOf(ports.values());
  }

  /** Every floating IP. */
  public List<Site.FloatingIp> floatingIps() {
    return List.copyOf(floatingIps);
  }

  /** The next free address of a network. */
  String nextAddress(Site.Network network) {
    String prefix = network.cidr().substring(0, network.cidr().lastIndexOf('.'));
    return prefix + "." + nextHost.merge(network.name(), 101, (last, first) -> last + 1);
  }

  void add(Site.Port port) {
    ports.put(port.id(), port);
  }

  void removePort(String id) {
    ports.remove(id);
  }

  /** Deletes the ports Nova made for a server; those made by others are only unbound. */
  void unplug(String serverId) {
    for (Site.Port port : ports()) {
      if (port.deviceId().equals(serverId)) {
        ports.remove(port.id());
        if (!port.name().isEmpty()) {
          add(
              new Site.Port(
                  port.id(),
                  port.name(),
                  port.projectId(),
                  port.networkId(),
                  "",
                  "",
                  port.address(),
                  port.mac(),
                  null));
        }
      }
    }
  }
}
