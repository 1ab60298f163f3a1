package io.pbrun.openstack;

import io.pbrun.openstack.api.Amphora;
import io.pbrun.openstack.api.LoadBalancer;
import io.pbrun.openstack.api.Server;
import io.pbrun.openstack.api.ServerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep decides by (runbook rule 6): the servers of Octavia's project, read first, and
 * Octavia's amphorae, read second. A row is written before its server is made, so that every server
 * seen had its row by then. Pure.
 */
record SweepFacts(
    String projectId,
    List<Server> servers,
    List<Amphora> amphorae,
    List<LoadBalancer> loadBalancers) {
  private static final Pattern NAME =
      Pattern.compile("amphora-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");
  private static final Set<ServerStatus> SWEPT =
      Set.of(ServerStatus.ACTIVE, ServerStatus.ERROR, ServerStatus.SHUTOFF);
  private static final String KEEP = "pbrun_keep";

  /** With fewer amphora servers a percentage says nothing, and the number alone is the limit. */
  private static final int PERCENT_FROM = 10;

  /**
   * What is thought of one server; {@code spared} says why it stays, null means that it is an
   * orphan.
   */
  record Finding(Server server, String amphoraId, @Nullable String spared) {
    boolean orphan() {
      return spared == null;
    }
  }

  /** The amphora id in a server's name; null when the name is another. */
  static @Nullable String amphoraId(Server server) {
    Matcher matcher = NAME.matcher(server.name());
    return matcher.matches() ? matcher.group(1) : null;
  }

  List<Server> amphoraServers() {
    return servers.stream().filter(s -> amphoraId(s) != null).toList();
  }

  /**
   * The amphora servers that Octavia does not know, neither by the server's id nor by the
   * amphora's.
   */
  List<Finding> absent(Instant now, Duration minAge, Set<String> furtherImages) {
    return amphoraServers().stream()
        .filter(server -> !known(server))
        .map(server ->
            new Finding(
                server,
                Objects.requireNonNull(amphoraId(server)),
                spared(server, now, minAge, furtherImages)))
        .toList();
  }

  boolean known(Server server) {
    String amphora = amphoraId(server);
    return amphorae.stream()
        .anyMatch(a -> server.id().equals(a.computeId()) || a.id().equals(amphora));
  }

  private @Nullable String spared(
      Server server, Instant now, Duration minAge, Set<String> furtherImages) {
    String kept = kept(server);
    if (kept != null) {
      return kept;
    }
    if (!SWEPT.contains(server.status().orStop(server.described()))) {
      return "it is " + server.status();
    }
    if (server.taskState() != null) {
      return "something is under way with it: " + server.taskState();
    }
    if (server.created() == null) {
      return "its age is not known";
    }
    Duration age = Duration.between(server.created(), now);
    if (age.compareTo(minAge) < 0) {
      return "it is only " + Moments.age(age) + " old";
    }
    List<Server> references = amphoraServers().stream().filter(this::known).toList();
    Set<String> images =
        references.stream()
            .map(Server::imageId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    amphorae.stream().map(Amphora::imageId).filter(Objects::nonNull).forEach(images::add);
    images.addAll(furtherImages);
    boolean fromVolumes =
        !references.isEmpty() && references.stream().allMatch(known -> known.imageId() == null);
    boolean sameImage = server.imageId() == null ? fromVolumes : images.contains(server.imageId());
    if (!sameImage) {
      return "its image " + server.imageId() + " is not that of the amphorae in service";
    }
    Set<String> flavors =
        references.stream()
            .map(Server::flavor)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    if (!flavors.isEmpty() && !flavors.contains(server.flavor())) {
      return "its flavor " + server.flavor() + " is not that of the amphorae in service";
    }
    return null;
  }

  /**
   * Why a server is nobody's to delete; null when nothing protects it. Nova lets administrators
   * delete locked servers.
   */
  static @Nullable String kept(Server server) {
    if (server.locked()) {
      return "it is locked" + (server.lockedReason() == null ? "" : ": " + server.lockedReason());
    }
    boolean marked =
        server.tags().contains(KEEP)
            || server.metadata().keySet().stream()
                .anyMatch(k -> k.toLowerCase(Locale.ROOT).equals(KEEP));
    return marked ? "it is marked " + KEEP : null;
  }

  /** A reason to delete nothing at all; null when there is none. */
  @Nullable String gate(List<Finding> absent, int maxOrphans, int maxPercent) {
    if (amphorae.isEmpty()) {
      return "Octavia lists no amphora at all; an empty list would make every amphora server an orphan";
    }
    long balancers = loadBalancers.stream().filter(LoadBalancer::ofAmphorae).count();
    if (amphorae.size() < balancers) {
      return "Octavia lists %d amphorae for %d load balancers; the list cannot be whole"
          .formatted(amphorae.size(), balancers);
    }
    Set<String> seen = servers.stream().map(Server::id).collect(Collectors.toSet());
    boolean rightProject =
        amphorae.stream().anyMatch(a -> a.computeId() != null && seen.contains(a.computeId()));
    if (!rightProject && amphorae.stream().anyMatch(a -> a.computeId() != null)) {
      return "none of the amphorae that Octavia knows is a server of project %s; it is not Octavia's project, or its servers were not shown to us"
          .formatted(projectId);
    }
    long counted = absent.stream().filter(finding -> kept(finding.server()) == null).count();
    if (counted > maxOrphans) {
      return "%d amphora servers are unknown to Octavia, more than max_orphans (%d): that looks like a mistake of ours rather than like orphans"
          .formatted(counted, maxOrphans);
    }
    int all = amphoraServers().size();
    if (all >= PERCENT_FROM && counted * 100 > (long) all * maxPercent) {
      return "%d of %d amphora servers are unknown to Octavia, more than max_orphan_percent (%d)"
          .formatted(counted, all, maxPercent);
    }
    return pendingGate();
  }

  /** While Octavia is at work, a server may be in between. */
  @Nullable String pendingGate() {
    List<String> pending =
        loadBalancers.stream()
            .filter(LoadBalancer::pending)
            .map(lb -> lb.name() + " is " + lb.provisioning())
            .toList();
    return pending.isEmpty()
        ? null
        : "Octavia is at work (" + String.join(", ", pending) + "); sweep when it has finished";
  }
}
