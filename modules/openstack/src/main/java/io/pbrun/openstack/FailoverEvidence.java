package io.pbrun.openstack;

import io.pbrun.openstack.api.Amphora;
import io.pbrun.openstack.api.AmphoraStatus;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.Server;
import io.pbrun.openstack.api.ServerStatus;
import io.pbrun.openstack.http.OpenStackException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Collects, while a failover runs, what may explain its end: Octavia's API never tells why, and the
 * server whose fault does is deleted when the flow reverts.
 */
final class FailoverEvidence {
  private final Cloud cloud;
  private final Set<String> known;
  private final Set<String> knownAmphorae;
  private final Map<String, String> seen = new LinkedHashMap<>();

  private FailoverEvidence(Cloud cloud, Set<String> known, Set<String> knownAmphorae) {
    this.cloud = cloud;
    this.known = known;
    this.knownAmphorae = knownAmphorae;
  }

  /** Remembers what is there before the failover. */
  static FailoverEvidence before(Cloud cloud, AmphoraSet amphorae) throws InterruptedException {
    Set<String> servers =
        amphoraServers(cloud).stream().map(Server::id).collect(Collectors.toSet());
    return new FailoverEvidence(
        cloud, servers, amphorae.amphorae().stream().map(Amphora::id).collect(Collectors.toSet()));
  }

  private static List<Server> amphoraServers(Cloud cloud) throws InterruptedException {
    return cloud.nova().all(true).stream().filter(s -> s.name().startsWith("amphora-")).toList();
  }

  /** Looks for new servers in ERROR. Failing to look is no reason to stop watching the failover. */
  void look(AmphoraSet amphorae) throws InterruptedException {
    try {
      for (Server server : amphoraServers(cloud)) {
        if (!known.contains(server.id()) && server.status().is(ServerStatus.ERROR)) {
          seen.put(
              server.id(),
              "server %s (%s) went to ERROR%s"
                  .formatted(
                      server.name(),
                      server.id(),
                      server.fault() == null ? "" : ": " + server.fault().message()));
        }
      }
    } catch (OpenStackException passing) {
      seen.putIfAbsent(
          "nova", "Nova could not be asked for the new server: " + passing.getMessage());
    }
    for (Amphora amphora : amphorae.amphorae()) {
      if (!knownAmphorae.contains(amphora.id()) && amphora.status().is(AmphoraStatus.ERROR)) {
        seen.put(amphora.id(), "the new amphora " + amphora.id() + " is in ERROR");
      }
    }
  }

  List<String> found() {
    return List.copyOf(seen.values());
  }
}
