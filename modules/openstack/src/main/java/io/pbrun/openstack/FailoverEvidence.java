package io.pbrun.openstack;

import io.pbrun.engine.module.Time;
import io.pbrun.openstack.api.Amphora;
import io.pbrun.openstack.api.AmphoraStatus;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.Server;
import io.pbrun.openstack.api.ServerStatus;
import io.pbrun.openstack.http.OpenStackException;
import java.time.Duration;
import java.time.Instant;
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
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Cloud cloud;
  private final Time time;
  private final Set<String> known;
  private final Set<String> knownAmphorae;
  private final Map<String, String> seen = new LinkedHashMap<>();
  private final Instant began;
  private Instant due;
  private AmphoraSet amphorae;

  private FailoverEvidence(Cloud cloud, Set<String> known, AmphoraSet before, Time time) {
    this.cloud = cloud;
    this.time = time;
    this.known = known;
    this.amphorae = before;
    this.knownAmphorae = before.amphorae().stream().map(Amphora::id).collect(Collectors.toSet());
    this.began = time.now();
    this.due = began;
  }

  /** Remembers what is there before the failover. */
  static FailoverEvidence before(Cloud cloud, AmphoraSet amphorae, Time time)
      throws InterruptedException {
    Set<String> servers =
        amphoraServers(cloud).stream().map(Server::id).collect(Collectors.toSet());
    return new FailoverEvidence(cloud, servers, amphorae, time);
  }

  private static List<Server> amphoraServers(Cloud cloud) throws InterruptedException {
    return cloud.nova().all(true).stream().filter(s -> s.name().startsWith("amphora-")).toList();
  }

  /**
   * Looks at the amphorae and for new servers in ERROR: often at first, when failovers fail
   * (runbook rule 8), later every ten seconds, for it takes a list of all servers.
   *
   * @param now whether to look whatever the time
   * @return the amphorae as they were seen last
   */
  AmphoraSet look(String loadBalancerId, boolean now) throws InterruptedException {
    Instant moment = time.now();
    if (now || !moment.isBefore(due)) {
      amphorae = new AmphoraSet(cloud.octavia().amphoraeOf(loadBalancerId));
      collect();
      Duration pause = Duration.between(began, moment).dividedBy(2);
      due = moment.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
    return amphorae;
  }

  /** Failing to look is no reason to stop watching the failover. */
  private void collect() throws InterruptedException {
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
