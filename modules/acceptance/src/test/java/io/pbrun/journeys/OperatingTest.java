package io.pbrun.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Pbrun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parking, diagnosing, repairing alone, and the kept sandbox. */
class OperatingTest {
  private static final double SPEED = 120;

  @TempDir Path temporary;

  @Test
  void parking_leaves_who_when_and_why_where_diagnosis_finds_it() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "healthy", SPEED).named()) {
      Ending refused = cloud.run("capi-park");
      assertThat(refused.status()).as(refused.text()).isEqualTo(2);
      assertThat(refused.text()).contains("Say why it is parked");
      assertThat(cloud.writes()).isEmpty();

      String[] why = {"-e", "{\"park_reason\": \"hypervisor maintenance\", \"park_by\": \"ada\"}"};
      Ending parked = cloud.run("capi-park", why);
      assertThat(parked.status()).as(parked.text()).isZero();
      assertThat(parked.text()).contains("was parked by ada on").contains("hypervisor maintenance");
      assertThat(cloud.writes())
          .containsExactlyInAnyOrder(
              "nova POST metadata of capi-mgmt-v2", "nova stop capi-mgmt-v2");

      Ending again = cloud.run("capi-park", why);
      assertThat(again.count("changed")).as(again.text()).isZero();

      Ending diagnosed = cloud.run("capi-diagnose");
      assertThat(diagnosed.status()).as(diagnosed.text()).isZero();
      assertThat(diagnosed.text())
          .contains("lowest red layer: management VM")
          .contains("was parked by ada on")
          .contains("hypervisor maintenance")
          .contains("Parked is not broken");
      assertThat(cloud.writes()).hasSize(2);
    }
  }

  @Test
  void a_repair_alone_sweeps_and_fails_over_once() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "parked", SPEED).named()) {
      Ending run = cloud.run("lb-repair");
      assertThat(run.status()).as(run.text()).isZero();
      assertThat(run.text()).contains("now: kube-api is ACTIVE/ONLINE");
      assertThat(cloud.writes())
          .containsExactly(
              "nova DELETE amphora server (ERROR)",
              "nova DELETE amphora server (ACTIVE)",
              "octavia failover kube-api");

      Ending second = cloud.run("lb-repair");
      assertThat(second.count("changed")).as(second.text()).isZero();
      assertThat(second.text()).contains("nothing to repair");
    }
  }

  @Test
  void a_missing_kubeconfig_is_fetched_again() throws IOException {
    Path kubeconfig = temporary.resolve("fetched").resolve("kubeconfig");
    try (Cloud cloud = new Cloud(temporary, "healthy", SPEED)) {
      Ending run = cloud.run("capi-restart", "-e", "mgmt_kubeconfig=" + kubeconfig);
      assertThat(run.status()).as(run.text()).isZero();
      assertThat(run.count("changed")).isEqualTo(1);
      assertThat(Files.getPosixFilePermissions(kubeconfig)).hasSize(2);
      assertThat(cloud.writes()).isEmpty();
    }
  }

  @Test
  void diagnosis_explains_a_stale_juju_credential() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "cosmetic", SPEED)) {
      Ending run =
          cloud.run(
              "capi-diagnose",
              "-e",
              "{\"juju_text\": \"cannot get discharge from https://x:17070/auth: EOF\"}");
      assertThat(run.status()).as(run.text()).isZero();
      assertThat(run.text())
          .contains("everything is green")
          .contains("stale credential")
          .contains("below its specification gp.large")
          .contains("Magnum says UNHEALTHY and means nothing by it");
    }
  }

  @Test
  void a_kept_sandbox_is_started_asked_and_stopped() {
    Pbrun pbrun = new Pbrun(Map.of("XDG_STATE_HOME", temporary.toString()));
    assertThat(pbrun.run("sandbox", "start", "--scenario", "heathy").text())
        .contains("did you mean 'healthy'?");

    Ending started = pbrun.run("sandbox", "start", "--scenario", "healthy");
    try {
      assertThat(started.status()).as(started.text()).isZero();
      assertThat(started.text())
          .contains("export OS_CLIENT_CONFIG_FILE=")
          .contains("export KUBECONFIG=");
      assertThat(pbrun.run("sandbox", "status").text())
          .contains("scenario healthy")
          .contains("kube-api is ACTIVE/ONLINE");
      assertThat(pbrun.run("playbooks/amphora-sweep.yml", "-i", "inventories/sandbox").text())
          .contains("uses the sandbox that is kept running")
          .contains("no orphan");
      assertThat(pbrun.run("sandbox", "requests").text()).contains("octavia");
      assertThat(pbrun.run("sandbox", "requests", "--writes").text().strip()).isEmpty();
    } finally {
      assertThat(pbrun.run("sandbox", "stop").text()).contains("is stopped");
    }
    assertThat(pbrun.run("sandbox", "status").status()).isEqualTo(3);
  }

  @Test
  void the_production_site_names_every_value_that_is_to_be_filled_in() {
    Pbrun pbrun = new Pbrun(Map.of("XDG_STATE_HOME", temporary.toString()));
    Ending run = pbrun.run("playbooks/capi-restart.yml", "-i", "inventories/roosevelt", "--check");
    assertThat(run.status()).as(run.text()).isNotZero();
    assertThat(run.text())
        .contains("inventories/roosevelt/group_vars/all.yml:")
        .contains("mgmt_server")
        .contains("name of the management VM")
        .contains("mgmt_floating_ip")
        .contains("magnum_cluster")
        .contains("octavia_project")
        .contains("ram_allocation_ratio");
    assertThat(run.text()).doesNotContain("TASK [");
  }
}
