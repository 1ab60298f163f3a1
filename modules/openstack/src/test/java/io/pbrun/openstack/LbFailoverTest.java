package io.pbrun.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LbFailoverTest {
  private static final String TASK = "{name: kube-api, " + Lab.SCALE + "}";
  private static final String FAILOVER =
      "octavia PUT /v2/lbaas/loadbalancers/" + Lab.LB + "/failover";
  private static final String ROOM = "extends: parked\norphans: []\n";

  private static String message(Result result) {
    return String.valueOf(result.fields().get("msg"));
  }

  @Test
  void failover_of_an_error_lb_replaces_every_amphora() throws Exception {
    try (Lab lab = Lab.of("room", ROOM)) {
      ModuleTester task = lab.task(LbFailover.class);
      Result result = task.run(TASK);
      assertThat(result.failed()).as(message(result)).isFalse();
      assertThat(result.changed()).isTrue();
      assertThat(result.fields())
          .containsEntry("previous_state", "ERROR/ONLINE")
          .containsEntry("topology", "SINGLE")
          .containsEntry("adopted", false);
      assertThat((Long) result.fields().get("elapsed")).isBetween(100L, 125L);
      List<?> before = (List<?>) result.fields().get("amphorae_before");
      List<?> after = (List<?>) result.fields().get("amphorae_after");
      assertThat(((Map<?, ?>) after.getFirst()).get("id"))
          .isNotEqualTo(((Map<?, ?>) before.getFirst()).get("id"));
      assertThat(lab.writes()).containsExactly(FAILOVER);
      assertThat(task.inFlight())
          .anyMatch(text -> text.contains("failover of load balancer kube-api"));
      assertThat(task.progress()).anyMatch(line -> line.contains("PENDING_UPDATE"));
      assertThat(lab.task(LbFailover.class).run(TASK).changed()).isFalse();
    }
  }

  @Test
  void without_headroom_it_is_refused_before_it_is_tried() throws Exception {
    try (Lab lab = Lab.of("no-headroom")) {
      Result result = lab.task(LbFailover.class).run(TASK);
      assertThat(result.failed()).isTrue();
      assertThat(result.fields()).containsEntry("refused", "no_headroom");
      assertThat(message(result))
          .contains("was not tried")
          .contains("no host has room for 1024 MB")
          .contains("compute-02")
          .contains("binds");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_preview_without_headroom_warns_and_writes_nothing() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      ModuleTester task = lab.task(LbFailover.class);
      Result preview = task.preview(TASK);
      assertThat(preview.changed()).isTrue();
      assertThat(message(preview))
          .startsWith("would fail over load balancer kube-api (ERROR/ONLINE)");
      assertThat(preview.fields()).containsEntry("headroom_fits", false);
      assertThat(task.warnings()).anyMatch(warning -> warning.contains("would be refused"));
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_fast_fall_to_error_is_reported_once_and_never_tried_again() throws Exception {
    // A site that states a wrong ratio sees room where the scheduler sees none.
    try (Lab lab = Lab.of("no-headroom")) {
      String forced =
          "{name: kube-api, required_mb: 1, headroom_rule: runbook, ram_allocation_ratio: 4, reserved_host_memory_mb: 0}";
      ModuleTester task = lab.task(LbFailover.class);
      Result result = task.run(forced);
      assertThat(result.failed()).isTrue();
      assertThat(result.fields()).containsEntry("fast_failure", true);
      assertThat((Long) result.fields().get("elapsed")).isBetween(10L, 30L);
      assertThat(message(result))
          .contains("fell to ERROR after")
          .contains("NoValidHost")
          .contains("octavia-worker.log")
          .contains("not tried again");
      Result again = task.run(forced);
      assertThat(again.failed()).isTrue();
      assertThat(again.fields()).containsEntry("refused", "earlier_failure");
      assertThat(lab.writes()).containsExactly(FAILOVER);
    }
  }

  @Test
  void a_load_balancer_that_hangs_in_pending_is_refused_with_the_evidence() throws Exception {
    try (Lab lab = Lab.of("stuck-pending")) {
      Result result = lab.task(LbFailover.class).run(TASK);
      assertThat(result.failed()).isTrue();
      assertThat(result.fields()).containsEntry("refused", "stuck_pending");
      assertThat(message(result))
          .contains("PENDING_UPDATE since 03:00 UTC")
          .contains("octavia-worker.log")
          .contains("database by hand");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_pending_load_balancer_is_waited_for_and_then_left_alone_when_it_ends_active()
      throws Exception {
    try (Lab lab = Lab.of("room", ROOM)) {
      lab.sandbox
          .world()
          .loadBalancing()
          .failover(lab.sandbox.world().loadBalancing().balancer(Lab.LB).orElseThrow());
      Result result = lab.task(LbFailover.class).run(TASK);
      assertThat(result.failed()).as(message(result)).isFalse();
      assertThat(result.changed()).isFalse();
      assertThat(message(result)).contains("has become ACTIVE without us");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void an_active_load_balancer_is_left_alone_unless_forced() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      assertThat(lab.task(LbFailover.class).run(TASK).changed()).isFalse();
      assertThat(lab.writes()).isEmpty();
      Result forced =
          lab.task(LbFailover.class).run("{name: kube-api, force: true, " + Lab.SCALE + "}");
      assertThat(forced.failed()).as(message(forced)).isFalse();
      assertThat(forced.changed()).isTrue();
      assertThat(lab.writes()).containsExactly(FAILOVER);
    }
  }

  @Test
  void a_load_balancer_of_another_provider_is_refused() throws Exception {
    try (Lab lab =
        Lab.of(
            "ovn",
            balancers(
                "{name: kube-api, id: "
                    + Lab.LB
                    + ", project: capi-mgmt, topology: SINGLE, provider: ovn, provisioning: ERROR, operating: ONLINE, amphora: ALLOCATED, host: compute-02, vip: 10.20.0.50, updated_minutes_ago: 10}"))) {
      Result result = lab.task(LbFailover.class).run(TASK);
      assertThat(result.fields()).containsEntry("refused", "provider");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void another_load_balancer_at_work_is_waited_for_and_then_stops_us() throws Exception {
    String busy =
        "{name: other, id: 11111111-2222-3333-4444-555555555555, project: demo, topology: SINGLE, provider: amphora, provisioning: PENDING_UPDATE, operating: ONLINE, amphora: ALLOCATED, host: compute-01, vip: 10.20.0.60, updated_minutes_ago: 5}";
    String broken =
        "{name: kube-api, id: "
            + Lab.LB
            + ", project: capi-mgmt, topology: SINGLE, provider: amphora, provisioning: ERROR, operating: ONLINE, amphora: ERROR, host: compute-02, vip: 10.20.0.50, updated_minutes_ago: 900}";
    try (Lab lab = Lab.of("busy", balancers(broken, busy))) {
      Result result =
          lab.task(LbFailover.class)
              .run("{name: kube-api, pending_timeout: 5m, " + Lab.SCALE + "}");
      assertThat(result.failed()).isTrue();
      assertThat(result.fields()).containsEntry("refused", "other_pending");
      assertThat(message(result))
          .contains("other is PENDING_UPDATE")
          .contains("one failover at a time");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_pair_of_amphorae_is_replaced_as_a_pair() throws Exception {
    String pair =
        "{name: kube-api, id: "
            + Lab.LB
            + ", project: capi-mgmt, topology: ACTIVE_STANDBY, provider: amphora, provisioning: ERROR, operating: ONLINE, amphora: ALLOCATED, host: compute-02, vip: 10.20.0.50, updated_minutes_ago: 900}";
    String hosts =
        "hypervisors:\n  - {name: compute-01, memory_mb: 65536, vcpus: 16, disk_gb: 900}\n  - {name: compute-02, memory_mb: 65536, vcpus: 16, disk_gb: 900}\n";
    try (Lab lab = Lab.of("pair", balancers(pair) + hosts)) {
      Result result = lab.task(LbFailover.class).run(TASK);
      assertThat(result.failed()).as(message(result)).isFalse();
      assertThat(result.fields()).containsEntry("topology", "ACTIVE_STANDBY");
      assertThat((List<?>) result.fields().get("amphorae_after")).hasSize(2);
      assertThat(lab.writes()).containsExactly(FAILOVER);
    }
  }

  private static String balancers(String... balancers) {
    return "extends: healthy\nload_balancers:\n  - " + String.join("\n  - ", balancers) + "\n";
  }
}
