package io.pbrun.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.sandbox.world.Hypervisor;
import io.pbrun.sandbox.world.Refused;
import io.pbrun.sandbox.world.ScenarioFile;
import io.pbrun.sandbox.world.Server;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenariosTest {
  @Test
  void every_named_scenario_has_a_file_that_makes_a_site() {
    assertThat(ScenarioFile.NAMES)
        .hasSize(9)
        .allSatisfy(
            name -> assertThat(new Site(name).managementServer().name()).isEqualTo("capi-mgmt-v2"));
  }

  @Test
  void an_unknown_scenario_names_the_ones_there_are() {
    assertThatThrownBy(() -> ScenarioFile.load("on-fire"))
        .hasMessageContaining("on-fire")
        .hasMessageContaining("parked, healthy");
  }

  @Test
  void a_misspelt_fact_in_a_scenario_is_refused() {
    assertThatThrownBy(() -> ScenarioFile.parse("mine", "extends: healthy\nmagnum: {helth: x}\n"))
        .hasMessageContaining("mine")
        .hasMessageContaining("helth");
  }

  @Test
  void parked_was_stopped_by_a_user_through_the_api() {
    Server server = new Site("parked").managementServer();
    Server.Action last = server.actions().getLast();
    assertThat(server.status()).isEqualTo("SHUTOFF");
    assertThat(last.action()).isEqualTo("stop");
    assertThat(last.userId()).isNotNull();
  }

  @Test
  void parked_has_an_error_orphan_and_a_zombie() {
    assertThat(new Site("parked").orphans())
        .extracting(Server::status)
        .containsExactlyInAnyOrder("ERROR", "ACTIVE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parked", "no-headroom", "zombie-returns"})
  void these_leave_no_slot_by_either_rule_before_a_sweep(String scenario) {
    assertThat(hypervisors(new Site(scenario)))
        .noneMatch(h -> h.fits(1024, 1, 8))
        .noneMatch(ScenariosTest::clearsTheRunbookCeiling);
  }

  @Test
  void the_sweep_frees_exactly_the_slot_that_both_rules_need() {
    Site site = new Site("parked");
    site.sweep();
    assertThat(hypervisors(site))
        .filteredOn(h -> h.fits(1024, 1, 8))
        .singleElement()
        .matches(ScenariosTest::clearsTheRunbookCeiling)
        .satisfies(h -> assertThat(h.memoryMbUsed() + 1024).isEqualTo(28672));
  }

  @Test
  void vm_error_shows_a_fault_and_refuses_to_start() {
    Site site = new Site("vm-error");
    assertThat(site.managementServer().status()).isEqualTo("ERROR");
    assertThat(site.managementServer().fault())
        .isNotNull()
        .satisfies(f -> assertThat(f.message()).isEqualTo("Failed to resume instance"));
    assertThatThrownBy(site::start)
        .isInstanceOf(Refused.class)
        .hasMessageContaining("while it is in vm_state error");
  }

  @Test
  void start_race_refuses_our_start_and_the_server_comes_up_all_the_same() {
    Site site = new Site("start-race");
    assertThatThrownBy(site::start)
        .hasMessage(
            "Cannot 'start' instance %s while it is in task_state powering-on"
                .formatted(site.managementServer().id()));
    site.after(20);
    assertThat(site.managementServer().status()).isEqualTo("ACTIVE");
  }

  @Test
  void stuck_pending_stays_pending_and_refuses_a_failover() {
    Site site = new Site("stuck-pending");
    site.after(86_400);
    assertThat(site.kubeApi().provisioning()).isEqualTo("PENDING_UPDATE");
    assertThatThrownBy(site::failover)
        .hasMessage("Invalid state PENDING_UPDATE of loadbalancer resource " + site.kubeApi().id());
  }

  @Test
  void zombie_returns_after_its_id_was_looked_up_in_vain() {
    Site site = new Site("zombie-returns");
    Server zombie =
        site.orphans().stream().filter(s -> s.status().equals("ACTIVE")).findFirst().orElseThrow();
    String id = zombie.name().substring("amphora-".length());
    assertThat(site.world.at(() -> site.world.loadBalancing().lookUpAmphora(id))).isEmpty();
    assertThat(site.world.at(() -> site.world.loadBalancing().lookUpAmphora(id)))
        .hasValueSatisfying(a -> assertThat(a.computeId()).isEqualTo(zombie.id()));
  }

  private static List<Hypervisor> hypervisors(Site site) {
    return site.world.at(() -> site.world.compute().hypervisors());
  }

  private static boolean clearsTheRunbookCeiling(Hypervisor host) {
    return host.memoryMbUsed() + 1024 <= host.memoryMb() * host.ramRatio() - host.reservedMb();
  }
}
