package io.pbrun.openstack;

import io.pbrun.openstack.api.Amphora;
import io.pbrun.openstack.api.AmphoraStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The amphorae of one load balancer, and what must have become of them after a failover. Pure. */
record AmphoraSet(List<Amphora> amphorae) {

  AmphoraSet {
    amphorae = List.copyOf(amphorae);
  }

  /** {@code SINGLE}, {@code ACTIVE_STANDBY}, or {@code UNKNOWN} when their roles do not tell. */
  String topology() {
    Set<String> roles =
        amphorae.stream().map(a -> String.valueOf(a.role())).collect(Collectors.toSet());
    if (roles.contains("STANDALONE")) {
      return "SINGLE";
    }
    return roles.contains("MASTER") || roles.contains("BACKUP") ? "ACTIVE_STANDBY" : "UNKNOWN";
  }

  /** How many there must be; 0 when the topology is not known. */
  private static int count(String topology) {
    return switch (topology) {
      case "SINGLE" -> 1;
      case "ACTIVE_STANDBY" -> 2;
      default -> 0;
    };
  }

  /** What is wrong with the amphorae found after a failover; empty when nothing is. */
  List<String> shortcomings(AmphoraSet before) {
    List<String> wrong = new ArrayList<>();
    Set<String> old = before.amphorae.stream().map(Amphora::id).collect(Collectors.toSet());
    amphorae.stream()
        .filter(a -> old.contains(a.id()))
        .forEach(a -> wrong.add("amphora " + a.id() + " was not replaced"));
    String topology = before.topology().equals("UNKNOWN") ? topology() : before.topology();
    int expected = count(topology);
    if (amphorae.isEmpty() || (expected > 0 && amphorae.size() != expected)) {
      wrong.add(
          "%d amphorae where %s"
              .formatted(
                  amphorae.size(),
                  expected > 0
                      ? "topology " + topology + " has " + expected
                      : "some are expected"));
    }
    amphorae.stream()
        .filter(a -> !a.status().is(AmphoraStatus.ALLOCATED))
        .forEach(a -> wrong.add("amphora " + a.id() + " is " + a.status()));
    List<String> roles = amphorae.stream().map(a -> String.valueOf(a.role())).sorted().toList();
    List<String> due =
        topology.equals("SINGLE") ? List.of("STANDALONE") : List.of("BACKUP", "MASTER");
    if (expected > 0 && amphorae.size() == expected && !roles.equals(due)) {
      wrong.add("their roles are " + roles);
    }
    return wrong;
  }

  String text() {
    return amphorae.isEmpty()
        ? "no amphora"
        : String.join(", ", amphorae.stream().map(Amphora::described).toList());
  }

  List<Map<String, @Nullable Object>> toList() {
    return amphorae.stream().map(Amphora::toMap).toList();
  }
}
