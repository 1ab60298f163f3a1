package io.pbrun.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.sandbox.world.Server;
import io.pbrun.sandbox.world.Who;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A preview of the cloud is kept, and run later: as it was, or not at all. */
class PlanTest {
  private static final double SPEED = 120;
  private static final Who SOMEBODY = new Who("somebody", "capi-mgmt", "req-somebody");

  @TempDir Path temporary;

  private String plan() {
    return temporary.resolve("plan.json").toString();
  }

  @Test
  void a_restart_is_planned_read_and_run_as_planned() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "parked", SPEED).named()) {
      Ending preview = cloud.run("capi-restart", "--check", "--save-plan", plan());
      assertThat(preview.status()).as(preview.text()).isZero();
      assertThat(preview.text())
          .contains("In all: 1 update, 2 deletions, 1 failover.")
          .contains("at most 1h10m in all")
          .contains("API requests:")
          .contains("no write.");
      assertThat(cloud.writes()).isEmpty();
      String plan = Files.readString(Path.of(plan()));
      assertThat(plan).contains("start server capi-mgmt-v2", "\"status: SHUTOFF\\n\"");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(plan()))))
          .isEqualTo("rw-------");

      Ending run = cloud.run("capi-restart", "--plan", plan());
      assertThat(run.status()).as(run.text()).isZero();
      assertThat(run.text()).contains("Every planned change was made, and nothing else.");
      assertThat(cloud.writes()).hasSize(4);
    }
  }

  @Test
  void what_somebody_did_meanwhile_is_not_needed_any_more() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "parked", SPEED).named()) {
      assertThat(cloud.run("amphora-sweep", "--check", "--save-plan", plan()).status()).isZero();
      cloud
          .sandbox()
          .world()
          .at(() -> {
            Server orphan =
                cloud.sandbox().world().compute().servers().stream()
                    .filter(s -> s.name().startsWith("amphora-") && s.status().equals("ERROR"))
                    .findFirst()
                    .orElseThrow();
            cloud.sandbox().world().compute().delete(orphan, SOMEBODY);
            return orphan;
          });

      Ending run = cloud.run("amphora-sweep", "--plan", plan());
      assertThat(run.status()).as(run.text()).isZero();
      assertThat(run.text())
          .contains("Planned, but not needed any more:")
          .contains("delete amphora server");
      assertThat(cloud.writes()).containsExactly("nova DELETE amphora server (ACTIVE)");
    }
  }

  @Test
  void a_change_that_the_plan_does_not_have_ends_the_run_before_it() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "healthy", SPEED).named()) {
      assertThat(cloud.run("capi-restart", "--check", "--save-plan", plan()).status()).isZero();
      cloud
          .sandbox()
          .world()
          .at(() -> {
            Server server = cloud.sandbox().world().managementServer();
            cloud.sandbox().world().compute().stop(server, SOMEBODY);
            return server;
          });

      Ending run = cloud.run("capi-restart", "--plan", plan());
      assertThat(run.status()).as(run.text()).isEqualTo(6);
      assertThat(run.text())
          .contains("stopped before 'Start the management VM on site'")
          .contains("planned: no change")
          .contains("actual:  start server capi-mgmt-v2")
          .contains("It was not done, and nothing after it")
          .doesNotContain("TASK [Wait for its sshd]");
      assertThat(cloud.writes()).isEmpty();
    }
  }

  @Test
  void a_plan_of_another_cloud_is_refused() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "parked", SPEED)) {
      assertThat(cloud.run("amphora-sweep", "--check", "--save-plan", plan()).status()).isZero();
    }
    try (Cloud other = new Cloud(temporary.resolve("other"), "parked", SPEED)) {
      Ending run = other.run("amphora-sweep", "--plan", plan());
      assertThat(run.status()).as(run.text()).isEqualTo(7);
      assertThat(run.text())
          .contains("the plan is for another site")
          .contains("Nothing was run")
          .doesNotContain("TASK [");
      assertThat(other.writes()).isEmpty();
    }
  }

  @Test
  void a_restart_with_a_missing_kubeconfig_says_what_it_waits_for() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "parked", SPEED)) {
      Path kubeconfig = temporary.resolve("missing").resolve("kubeconfig");
      Ending preview = cloud.run("capi-restart", "--check", "-e", "mgmt_kubeconfig=" + kubeconfig);
      assertThat(preview.status()).as(preview.text()).isZero();
      assertThat(preview.text())
          .contains("would fetch the kubeconfig " + kubeconfig + " from capi-mgmt")
          .contains("cannot know until task 'Have a kubeconfig for it' has run (fetch the")
          .contains("cannot know its 'infrastructure_ready' until task 'Have a kubeconfig");
    }
  }
}
