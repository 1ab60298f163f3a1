package io.pbrun.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.sandbox.world.ManagementCluster;
import io.pbrun.sandbox.world.ManagementCluster.PortState;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ColdStartTest {
  private static ManagementCluster cluster(Site site) {
    return site.world.at(site.world::managementCluster);
  }

  @Test
  void active_after_20_seconds_is_not_ssh_and_ssh_after_210_is_not_kubernetes() {
    Site site = new Site("parked");
    site.start();
    assertThat(site.managementServer().taskState()).isEqualTo("powering-on");
    site.after(20);
    assertThat(site.managementServer().status()).isEqualTo("ACTIVE");
    assertThat(site.managementServer().taskState()).isNull();
    assertThat(cluster(site).sshPort()).isEqualTo(PortState.REFUSED);
    site.after(165);
    assertThat(cluster(site).sshPort()).isEqualTo(PortState.STALLS);
    site.after(25);
    assertThat(cluster(site).sshPort()).isEqualTo(PortState.OPEN);
    assertThat(cluster(site).ready()).isFalse();
    site.after(510);
    assertThat(cluster(site).ready()).isTrue();
    assertThat(cluster(site).controllersRunning()).isFalse();
    site.after(75);
    assertThat(cluster(site).controllersRunning()).isTrue();
  }

  @Test
  void the_load_is_over_100_when_sshd_first_answers_and_falls_from_there() {
    Site site = new Site("parked");
    site.start();
    site.after(210);
    double before = cluster(site).load()[0];
    assertThat(before).isGreaterThan(100);
    for (int minute = 0; minute < 20; minute++) {
      double now = cluster(site.after(60)).load()[0];
      assertThat(now).isLessThan(before);
      before = now;
    }
    assertThat(before).isLessThan(2);
  }

  @Test
  void during_the_storm_the_api_stalls_drops_and_answers_in_turn() {
    Site site = new Site("cold-start-storm");
    Set<PortState> seen = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      seen.add(cluster(site.after(10)).apiPort());
    }
    assertThat(seen).containsExactlyInAnyOrder(PortState.STALLS, PortState.DROPS, PortState.OPEN);
    assertThat(cluster(site).ready()).isFalse();
    site.after(1200 - 300 - 120);
    assertThat(cluster(site).ready()).isTrue();
    assertThat(cluster(site).apiPort()).isEqualTo(PortState.OPEN);
  }

  @Test
  void capo_notices_a_repaired_balancer_only_after_its_resync() {
    Site site = new Site("parked");
    site.start();
    site.after(795);
    site.sweep();
    site.failover();
    site.after(108);
    assertThat(cluster(site).infrastructureReady()).isFalse();
    site.after(359);
    assertThat(cluster(site).infrastructureReady()).isFalse();
    site.after(1);
    assertThat(cluster(site).infrastructureReady()).isTrue();
  }

  @Test
  void a_stopped_server_takes_its_ports_with_it() {
    Site site = new Site("healthy");
    site.world.at(() -> {
      site.world.compute().stop(site.world.managementServer(), Site.OPERATOR);
      return site;
    });
    site.after(15);
    assertThat(site.managementServer().status()).isEqualTo("SHUTOFF");
    assertThat(cluster(site).sshPort()).isEqualTo(PortState.REFUSED);
    assertThat(cluster(site).apiPort()).isEqualTo(PortState.REFUSED);
  }

  @Test
  void magnum_has_no_reason_while_the_management_api_is_away_and_the_cosmetic_one_afterwards() {
    Site site = new Site("parked");
    assertThat(reason(site)).isEmpty();
    site.start();
    site.after(720 + 60);
    assertThat(reason(site))
        .containsEntry("cluster", "Waiting on ['InfrastructureReady', 'Ready']");
    site.sweep();
    site.failover();
    site.after(600);
    assertThat(reason(site))
        .containsExactly(
            Map.entry("cluster", "Ready"),
            Map.entry("infrastructure", "Infrastructure resource not found."),
            Map.entry("controlplane", "Ready"),
            Map.entry("nodegroup", "Ready"));
    assertThat(site.world.at(() -> site.world.containerInfra().status())).isEqualTo("UNHEALTHY");
  }

  @Test
  void magnum_empties_the_reason_once_and_writes_no_more_while_parked() {
    Site site = new Site("healthy");
    assertThat(site.world.at(() -> site.world.containerInfra().status())).isEqualTo("HEALTHY");
    site.world.at(() -> {
      site.world.compute().stop(site.world.managementServer(), Site.OPERATOR);
      return site;
    });
    site.after(120);
    assertThat(reason(site)).isEmpty();
    var updated = site.world.at(() -> site.world.containerInfra().updated());
    site.after(3600);
    assertThat(site.world.at(() -> site.world.containerInfra().updated())).isEqualTo(updated);
  }

  private static Map<String, String> reason(Site site) {
    return site.world.at(() -> site.world.containerInfra().reason());
  }
}
