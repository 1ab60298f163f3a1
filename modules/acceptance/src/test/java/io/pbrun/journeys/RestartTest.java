package io.pbrun.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Pbrun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How capi-restart.yml ends in each scenario: what was done, what was refused, what is told. */
class RestartTest {
  private static final double SPEED = 120;

  @TempDir Path temporary;

  @Test
  void a_parked_and_damaged_stack_comes_back_to_green() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "parked", SPEED).named()) {
      Ending first = cloud.run("capi-restart");

      assertThat(first.status()).as(first.text()).isZero();
      assertThat(first.text())
          .contains("was stopped through the API by admin")
          .contains("repaired: kube-api")
          .contains("cosmetic (UNHEALTHY by the known false negative (D-042)")
          .contains("the OpenStackCluster itself is Ready");
      assertThat(cloud.writes())
          .containsExactly(
              "nova start capi-mgmt-v2",
              "nova DELETE amphora server (ERROR)",
              "nova DELETE amphora server (ACTIVE)",
              "octavia failover kube-api");
      assertThat(first.count("changed")).isEqualTo(3);

      Ending second = cloud.run("capi-restart");
      assertThat(second.status()).as(second.text()).isZero();
      assertThat(second.count("changed")).isZero();
      assertThat(cloud.writes()).hasSize(4);
    }
  }

  @Test
  void the_inventory_starts_a_sandbox_by_itself_and_stops_it_afterwards() {
    Pbrun pbrun =
        new Pbrun(
            java.util.Map.of(
                "XDG_STATE_HOME", temporary.toString(), "TMPDIR", temporary.toString()));
    Ending run =
        pbrun.run(
            "playbooks/capi-verify.yml",
            "-i",
            "inventories/sandbox",
            "-e",
            "sandbox_scenario=healthy");

    assertThat(run.status()).as(run.text()).isZero();
    assertThat(run.text()).contains("site sandbox, cloud admin").contains("healthy (HEALTHY)");
  }

  @Test
  void a_healthy_stack_is_left_alone() throws IOException {
    Ending run = untouched("healthy");
    assertThat(run.status()).as(run.text()).isZero();
    assertThat(run.text()).contains("healthy (HEALTHY)");
    assertThat(run.count("changed")).isZero();
  }

  /** Each layer is asked once to be judged, and once more at the end (runbook rule 9). */
  @Test
  void a_look_at_a_healthy_stack_takes_few_requests() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "healthy", SPEED)) {
      Ending run = cloud.run("capi-restart");
      assertThat(run.status()).as(run.text()).isZero();
      assertThat(cloud.requests()).hasSizeLessThan(46);
    }
  }

  @Test
  void the_cosmetic_signature_counts_as_green() throws IOException {
    Ending run = untouched("cosmetic");
    assertThat(run.status()).as(run.text()).isZero();
    assertThat(run.text()).contains("cosmetic").contains("the OpenStackCluster itself is Ready");
    assertThat(run.count("changed")).isZero();
  }

  @Test
  void the_noise_of_a_cold_start_is_waited_out() throws IOException {
    Ending run = untouched("cold-start-storm");
    assertThat(run.status()).as(run.text()).isZero();
    assertThat(run.text()).contains("waiting:").contains("falling").contains("healthy (HEALTHY)");
  }

  @Test
  void a_load_balancer_stuck_in_pending_is_a_humans_matter() throws IOException {
    Ending run = untouched("stuck-pending");
    assertThat(run.status()).as(run.text()).isEqualTo(2);
    assertThat(run.text())
        .contains("kube-api is PENDING_UPDATE/ONLINE (stuck_pending)")
        .contains("Read octavia-worker.log");
  }

  @Test
  void a_vm_in_error_is_a_humans_matter() throws IOException {
    Ending run = untouched("vm-error");
    assertThat(run.status()).as(run.text()).isEqualTo(2);
    assertThat(run.text())
        .contains("capi-mgmt-v2 is in ERROR: Failed to resume instance")
        .contains("Find the cause on its host first");
  }

  @Test
  void without_headroom_no_failover_is_tried() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "no-headroom", SPEED).named()) {
      Ending run = cloud.run("capi-restart");
      assertThat(run.status()).as(run.text()).isEqualTo(2);
      assertThat(run.text())
          .contains("no host has room for 1024 MB")
          .contains("the runbook figure binds")
          .contains("No failover was tried");
      assertThat(cloud.writes()).containsExactly("nova start capi-mgmt-v2");
    }
  }

  @Test
  void a_zombie_whose_row_comes_back_is_spared_and_ends_the_sweep() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "zombie-returns", SPEED).named()) {
      Ending run = cloud.run("capi-restart");
      assertThat(run.status()).as(run.text()).isEqualTo(2);
      assertThat(run.text())
          .contains("the sweep was stopped")
          .contains("has appeared in Octavia's list; nothing more is deleted");
      assertThat(cloud.writes())
          .startsWith("nova start capi-mgmt-v2")
          .doesNotContain("nova DELETE amphora server (ACTIVE)", "octavia failover kube-api");
    }
  }

  @Test
  void a_start_that_somebody_else_won_is_a_start() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "start-race", SPEED).named()) {
      Ending run = cloud.run("capi-restart");
      assertThat(run.status()).as(run.text()).isZero();
      assertThat(run.text()).contains("healthy (HEALTHY)");
      assertThat(cloud.writes()).containsExactly("nova start capi-mgmt-v2");

      Ending second = cloud.run("capi-restart");
      assertThat(second.count("changed")).as(second.text()).isZero();
    }
  }

  private Ending untouched(String scenario) throws IOException {
    try (Cloud cloud = new Cloud(temporary, scenario, SPEED)) {
      Ending run = cloud.run("capi-restart");
      assertThat(cloud.writes()).as(run.text()).isEmpty();
      return run;
    }
  }
}
