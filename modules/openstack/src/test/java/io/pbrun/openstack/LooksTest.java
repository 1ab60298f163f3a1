package io.pbrun.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The modules that only look, against the sandbox. */
class LooksTest {
  private static final String MAGNUM = "{name: capi-test-1, project: capi-mgmt%s}";

  private static String message(Result result) {
    return String.valueOf(result.fields().get("msg"));
  }

  @Test
  void headroom_reports_both_figures_and_which_one_binds() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      Result result = lab.task(HypervisorHeadroom.class).run("{" + Lab.SCALE + "}");
      assertThat(result.fields())
          .containsEntry("fits", true)
          .containsEntry("slots", 1L)
          .containsEntry("slots_runbook", 1L)
          .containsEntry("bound", "runbook")
          .containsEntry("largest_free_mb", 1024L)
          .containsEntry("largest_free_host", "compute-02");
      assertThat((List<?>) result.fields().get("hosts")).hasSize(2);
      assertThat(result.fields().get("warnings")).isEqualTo(List.of());
    }
  }

  @Test
  void a_full_cloud_fails_only_when_the_playbook_says_so() throws Exception {
    try (Lab lab = Lab.of("no-headroom")) {
      assertThat(lab.task(HypervisorHeadroom.class).run("{}").fields())
          .containsEntry("fits", false)
          .containsEntry("slots", 0L);
      Result strict = lab.task(HypervisorHeadroom.class).run("{fail_when_full: true}");
      assertThat(strict.failed()).isTrue();
      assertThat(message(strict))
          .contains("no host has room for 1024 MB")
          .contains("Free memory first");
      assertThat(strict.fields()).containsEntry("fits", false);
    }
  }

  @Test
  void site_values_that_differ_from_placements_are_warned_of() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      var task = lab.task(HypervisorHeadroom.class);
      task.run("{ram_allocation_ratio: 1.0, reserved_host_memory_mb: 512}");
      assertThat(task.warnings())
          .anyMatch(w -> w.contains("the site says ram_allocation_ratio 1.0, Placement says 1.5"))
          .anyMatch(w -> w.contains("512 MB"));
    }
  }

  @Test
  void load_balancers_are_read_with_their_verdicts() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      Result result = lab.task(LbInfo.class).run("{project: capi-mgmt}");
      assertThat(result.fields())
          .containsEntry("all_active", false)
          .containsEntry("damaged", List.of("kube-api"))
          .containsEntry("damaged_ids", List.of(Lab.LB))
          .containsEntry("verdicts", Map.of("kube-api", "repair_without_haste"));
      assertThat(lab.task(LbInfo.class).run("{scope: admin, name: other}").fields())
          .containsEntry("count", 0L);
    }
    try (Lab lab = Lab.of("stuck-pending")) {
      assertThat(lab.task(LbInfo.class).run("{scope: admin}").fields())
          .containsEntry("stuck", List.of("kube-api"));
    }
  }

  @Test
  void amphorae_are_read_and_counted() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      assertThat(lab.task(AmphoraInfo.class).run("{load_balancer: kube-api}").fields())
          .containsEntry("count", 1L)
          .containsEntry("all_allocated", true)
          .containsEntry("by_status", Map.of("ALLOCATED", 1L));
    }
  }

  @Test
  void the_story_of_a_stopped_server_names_who_stopped_it() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      Result result =
          lab.task(NovaServerActions.class).run("{name: capi-mgmt-v2, project: capi-mgmt}");
      assertThat(result.fields())
          .containsEntry("verdict", "stopped_by_api")
          .containsEntry("parked", false)
          .containsEntry("deliberate", true);
      assertThat(message(result))
          .contains("stopped through the API by admin at 2026-06-09 19:00 UTC");
    }
  }

  @Test
  void magnum_without_a_reason_is_blind_and_a_parked_vm_explains_it() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      lab.pass(Duration.ofMinutes(5));
      assertThat(lab.task(MagnumHealth.class).run(MAGNUM.formatted("")).fields())
          .containsEntry("verdict", "conductor_blind")
          .containsEntry("good", false);
      assertThat(lab.task(MagnumHealth.class).run(MAGNUM.formatted(", parked: true")).fields())
          .containsEntry("verdict", "parked");
    }
  }

  @Test
  void magnums_false_negative_is_good_unless_the_infrastructure_is_not_ready() throws Exception {
    try (Lab lab = Lab.of("cosmetic")) {
      lab.pass(Duration.ofMinutes(5));
      assertThat(lab.task(MagnumHealth.class).run(MAGNUM.formatted("")).fields())
          .containsEntry("verdict", "cosmetic")
          .containsEntry("good", true)
          .containsEntry("excuse_verified", false);
      assertThat(
              lab.task(MagnumHealth.class)
                  .run(MAGNUM.formatted(", infrastructure_ready: true"))
                  .fields())
          .containsEntry("excuse_verified", true);
      assertThat(
              lab.task(MagnumHealth.class)
                  .run(MAGNUM.formatted(", infrastructure_ready: false"))
                  .fields())
          .containsEntry("verdict", "real")
          .containsEntry("good", false);
    }
  }

  @Test
  void a_healthy_cluster_is_healthy_and_another_name_is_explained() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      lab.pass(Duration.ofMinutes(5));
      assertThat(lab.task(MagnumHealth.class).run(MAGNUM.formatted("")).fields())
          .containsEntry("verdict", "healthy");
      assertThat(message(lab.task(MagnumHealth.class).run("{name: other, project: capi-mgmt}")))
          .contains("there is no Magnum cluster 'other'")
          .contains("wrong project");
    }
  }

  @Test
  void looking_writes_nothing() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      lab.task(NovaServerActions.class).run("{name: capi-mgmt-v2, project: capi-mgmt}");
      lab.task(HypervisorHeadroom.class).run("{}");
      lab.task(LbInfo.class).run("{scope: admin}");
      lab.task(AmphoraInfo.class).run("{}");
      assertThat(lab.writes()).isEmpty();
    }
  }
}
