package io.pbrun.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.sandbox.world.Amphora;
import io.pbrun.sandbox.world.Server;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverTest {
  @Test
  void without_headroom_it_falls_to_error_in_fifteen_seconds_and_mints_an_orphan() {
    Site site = new Site("parked");
    site.failover();
    assertThat(site.kubeApi().provisioning()).isEqualTo("PENDING_UPDATE");
    site.after(14);
    assertThat(site.kubeApi().provisioning()).isEqualTo("PENDING_UPDATE");
    site.after(1);
    assertThat(site.kubeApi().provisioning()).isEqualTo("ERROR");
    assertThat(site.kubeApi().operating()).isEqualTo("ONLINE");
    assertThat(site.orphans()).hasSize(3);
    assertThat(site.orphans().getLast())
        .satisfies(s -> assertThat(s.status()).isEqualTo("ERROR"))
        .satisfies(s -> assertThat(s.host()).isNull())
        .satisfies(s ->
            assertThat(s.fault())
                .isNotNull()
                .extracting(Server.Fault::message)
                .asString()
                .startsWith("No valid host was found."));
  }

  @Test
  void after_the_sweep_it_is_active_at_108_seconds_with_the_vip_serving_throughout() {
    Site site = new Site("parked");
    site.sweep();
    Amphora before = site.amphorae().getFirst();
    site.failover();
    site.after(107);
    assertThat(site.kubeApi().provisioning()).isEqualTo("PENDING_UPDATE");
    assertThat(site.kubeApi().operating()).isEqualTo("ONLINE");
    site.after(1);
    assertThat(site.kubeApi().provisioning()).isEqualTo("ACTIVE");
    assertThat(site.amphorae())
        .singleElement()
        .satisfies(a -> assertThat(a.id()).isNotEqualTo(before.id()))
        .satisfies(a -> assertThat(a.status()).isEqualTo("ALLOCATED"))
        .satisfies(a -> assertThat(a.role()).isEqualTo("STANDALONE"));
    assertThat(site.orphans()).isEmpty();
  }

  @Test
  void the_replacement_is_built_before_the_old_amphora_is_reaped() {
    Site site = new Site("parked");
    site.sweep();
    String old = String.valueOf(site.amphorae().getFirst().computeId());
    site.failover();
    site.after(60);
    assertThat(servers(site)).contains("ACTIVE", "ACTIVE").hasSize(2);
    site.after(48);
    assertThat(servers(site)).hasSize(1);
    assertThat(site.world.at(() -> site.world.compute().server(old))).isEmpty();
  }

  @Test
  void the_row_of_the_replacement_precedes_its_server() {
    Site site = new Site("parked");
    site.sweep();
    site.failover();
    site.after(3);
    assertThat(site.amphorae()).hasSize(2);
    assertThat(site.amphorae().getLast().computeId()).isNull();
    assertThat(servers(site)).hasSize(1);
    site.after(4);
    assertThat(site.amphorae().getLast().status()).isEqualTo("BOOTING");
  }

  @Test
  void on_a_healthy_site_it_succeeds_and_can_be_repeated() {
    Site site = new Site("healthy");
    for (int round = 0; round < 3; round++) {
      site.failover();
      site.after(108);
      assertThat(site.kubeApi().provisioning()).isEqualTo("ACTIVE");
    }
    assertThat(servers(site)).hasSize(1);
  }

  private static List<String> servers(Site site) {
    return site.world.at(() ->
        site.world.compute().servers().stream()
            .filter(s -> s.name().startsWith("amphora-"))
            .map(Server::status)
            .toList());
  }
}
