package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Octavia fails over for real: it builds the new amphora before it reaps the old one. */
@Tag("lab")
@Timeout(600)
class FailoverStories {
  private final Eyes eyes = Eyes.onTheLab();
  private final String lb = Lab.seeded("SEED_LB");

  @BeforeEach
  void kube_api_serves_but_is_in_error() {
    Lab.seedOpenStack();
    Lab.openStack("set-lb-status", lb, "ERROR", "ONLINE");
  }

  @AfterEach
  void the_hosts_are_free_again() {
    Lab.openStack("free-hosts");
    Lab.openStack("set-lb-status", lb, "ACTIVE", "ONLINE");
  }

  @Test
  void a_load_balancer_in_error_is_repaired_and_its_amphora_replaced() {
    Set<String> before = eyes.amphorae(lb).keySet();

    Ending repair = Operator.inStory("failover").plays("lb-repair");

    assertThat(repair.status()).as(repair.text()).isZero();
    assertThat(eyes.loadBalancer(lb)).startsWith("ACTIVE/");
    assertThat(eyes.amphorae(lb)).hasSize(1).doesNotContainKeys(before.toArray(String[]::new));
    assertThat(eyes.amphorae(lb).values()).containsOnly("ALLOCATED");
    // The old amphora and the two orphans are gone.
    assertThat(eyes.servers("amphora-"))
        .containsOnlyKeys("amphora-" + eyes.amphorae(lb).keySet().iterator().next());

    Ending again = Operator.inStory("failover").plays("lb-repair");
    assertThat(again.count("changed")).isZero();
  }

  @Test
  void without_headroom_it_is_refused_before_it_is_tried() {
    Lab.openStack("fill-hosts", "512");
    Map<String, String> amphorae = eyes.amphorae(lb);
    Map<String, String> servers = eyes.servers("amphora-");

    // The orphans stay, as they are too young: what they hold would be room enough.
    Ending repair = Operator.inStory("no-headroom").plays("lb-repair", "-e", "{sweep_min_age: 1d}");

    assertThat(repair.status()).isEqualTo(2);
    assertThat(repair.text())
        .contains("No failover was tried")
        .contains("no host has room for 1024 MB")
        .contains("hv-01")
        .contains("512 MB");
    assertThat(eyes.amphorae(lb)).isEqualTo(amphorae);
    assertThat(eyes.servers("amphora-")).isEqualTo(servers);
    assertThat(eyes.loadBalancer(lb)).isEqualTo("ERROR/ONLINE");
  }

  @Test
  void the_sweep_frees_the_room_that_the_failover_needs() {
    Lab.openStack("fill-hosts", "512");
    Set<String> before = eyes.amphorae(lb).keySet();

    // The lab's hosts are filled to the last MB that Placement allows, beyond the runbook's
    // ceiling.
    Ending repair =
        Operator.inStory("sweep-then-failover").plays("lb-repair", "-e", "headroom_rule=placement");

    assertThat(repair.status()).as(repair.text()).isZero();
    assertThat(eyes.loadBalancer(lb)).startsWith("ACTIVE/");
    assertThat(eyes.amphorae(lb)).hasSize(1).doesNotContainKeys(before.toArray(String[]::new));
  }

  @Test
  void one_that_is_forced_to_fail_ends_in_one_report_and_no_second_try() {
    Lab.openStack("fill-hosts", "512");
    Set<String> servers = eyes.servers("amphora-").keySet();

    // A site that states a wrong ratio and trusts it alone sees room where the scheduler sees none.
    Ending repair =
        Operator.inStory("forced-to-fail")
            .plays(
                "lb-repair",
                "-e",
                "{sweep_min_age: 1d, headroom_rule: runbook, ram_allocation_ratio: 10, reserved_host_memory_mb: 0}");

    assertThat(repair.status()).isEqualTo(2);
    assertThat(repair.text())
        .containsOnlyOnce("fell to ERROR after")
        .contains("octavia-worker.log")
        .contains("It is not tried again");
    assertThat(eyes.loadBalancer(lb)).startsWith("ERROR/");
    // One try leaves at most one server behind; the old amphora still serves.
    assertThat(eyes.servers("amphora-").keySet()).containsAll(servers);
    assertThat(eyes.servers("amphora-").size()).isLessThanOrEqualTo(servers.size() + 1);

    // Once there is room again, a new run repairs it.
    Lab.openStack("free-hosts");
    Ending later = Operator.inStory("forced-to-fail").plays("lb-repair");
    assertThat(later.status()).as(later.text()).isZero();
    assertThat(eyes.loadBalancer(lb)).startsWith("ACTIVE/");
  }

  @Test
  void one_that_hangs_in_pending_is_left_to_a_human() {
    Lab.openStack("set-lb-status", lb, "PENDING_UPDATE", "ONLINE");
    Lab.sql("octavia", "UPDATE load_balancer SET updated_at = now() - INTERVAL 3 HOUR");
    Map<String, String> amphorae = eyes.amphorae(lb);

    Ending repair = Operator.inStory("stuck-pending").plays("lb-repair");

    assertThat(repair.status()).as(repair.text()).isEqualTo(2);
    assertThat(repair.text()).contains("stuck_pending").contains("octavia-worker died");
    assertThat(eyes.amphorae(lb)).isEqualTo(amphorae);
  }

  @Test
  void a_failover_of_an_id_that_is_none_says_so() {
    Ending ending =
        Operator.inStory("no-such-lb")
            .asks(
                "lb_failover",
                "id: 11111111-2222-4333-8444-555555555555, ram_allocation_ratio: 1.5, reserved_host_memory_mb: 8192");

    assertThat(ending.status()).isEqualTo(2);
    assertThat(ending.text()).contains("11111111-2222-4333-8444-555555555555");
  }
}
