package io.pbrun.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NovaServerStateTest {
  private static final String START = "{name: capi-mgmt-v2, project: capi-mgmt, state: started}";
  private static final String STOP = "{name: capi-mgmt-v2, project: capi-mgmt, state: stopped}";
  private static final String PARK =
      "{name: capi-mgmt-v2, project: capi-mgmt, state: stopped, record: {reason: host maintenance, by: ana}}";

  private static String message(Result result) {
    return String.valueOf(result.fields().get("msg"));
  }

  @Test
  void a_stopped_server_is_started_and_proven_to_run() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      ModuleTester task = lab.task(NovaServerState.class);
      Result result = task.run(START);
      assertThat(result.changed()).isTrue();
      assertThat(result.fields())
          .containsEntry("status", "ACTIVE")
          .containsEntry("previous_status", "SHUTOFF");
      assertThat((Long) result.fields().get("elapsed")).isBetween(15L, 30L);
      assertThat(lab.writes())
          .singleElement()
          .asString()
          .startsWith("nova POST /v2.1/servers/")
          .endsWith("/action");
      assertThat(task.inFlight()).anyMatch(text -> text.contains("start of server capi-mgmt-v2"));
      assertThat(lab.task(NovaServerState.class).run(START).changed()).isFalse();
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void a_preview_tells_who_stopped_it_and_writes_nothing() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      Result preview = lab.task(NovaServerState.class).preview(START);
      assertThat(preview.changed()).isTrue();
      assertThat(message(preview))
          .isEqualTo(
              "would start server capi-mgmt-v2 (SHUTOFF since 2026-06-09 19:00 UTC, stopped by admin)");
      assertThat(preview.diffs())
          .singleElement()
          .satisfies(diff -> assertThat(diff.before()).contains("SHUTOFF"));
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_409_because_somebody_else_started_it_is_no_failure() throws Exception {
    try (Lab lab = Lab.of("start-race")) {
      Result result = lab.task(NovaServerState.class).run(START);
      assertThat(result.failed()).isFalse();
      assertThat(result.fields()).containsEntry("raced", true).containsEntry("status", "ACTIVE");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void a_start_that_nova_accepts_and_does_not_do_is_detected() throws Exception {
    try (Lab lab = Lab.of("silent", "extends: parked\ntwists: {start_fails_silently: true}\n")) {
      Result result = lab.task(NovaServerState.class).run(START);
      assertThat(result.failed()).isTrue();
      assertThat(message(result)).contains("still SHUTOFF").contains("nova-compute.log");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void a_server_in_error_is_left_alone_with_its_fault() throws Exception {
    try (Lab lab = Lab.of("vm-error")) {
      Result result = lab.task(NovaServerState.class).run(START);
      assertThat(result.failed()).isTrue();
      assertThat(message(result))
          .contains("is in ERROR: Failed to resume instance")
          .contains("from_error: stop_start");
      assertThat(result.fields()).containsEntry("fault", "Failed to resume instance");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_server_in_error_is_stopped_and_started_when_the_playbook_says_so() throws Exception {
    try (Lab lab = Lab.of("vm-error")) {
      Result result =
          lab.task(NovaServerState.class)
              .run(
                  "{name: capi-mgmt-v2, project: capi-mgmt, state: started, from_error: stop_start}");
      assertThat(result.failed()).as(message(result)).isFalse();
      assertThat(result.fields())
          .containsEntry("status", "ACTIVE")
          .containsEntry("previous_status", "ERROR");
      assertThat(lab.writes()).hasSize(2);
    }
  }

  @Test
  void parking_records_who_and_why_before_it_stops_and_starting_removes_the_record()
      throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      Result parked = lab.task(NovaServerState.class).run(PARK);
      assertThat(parked.failed()).as(message(parked)).isFalse();
      assertThat(parked.fields().get("parked"))
          .isEqualTo(
              Map.of("by", "ana", "at", "2026-06-10T09:00:00Z", "reason", "host maintenance"));
      assertThat(lab.writes()).hasSize(2);
      assertThat(lab.writes().getFirst()).endsWith("/metadata");
      Result story =
          lab.task(NovaServerActions.class).run("{name: capi-mgmt-v2, project: capi-mgmt}");
      assertThat(story.fields())
          .containsEntry("verdict", "parked")
          .containsEntry("deliberate", true);
      assertThat(message(story)).contains("parked by ana").contains("host maintenance");
      assertThat(lab.task(NovaServerState.class).run(PARK).changed()).isFalse();

      Result started = lab.task(NovaServerState.class).run(START);
      assertThat(started.fields()).containsEntry("status", "ACTIVE").containsEntry("parked", null);
      assertThat(
              lab.task(NovaServerInfo.class)
                  .run("{name: capi-mgmt-v2, project: capi-mgmt}")
                  .fields()
                  .get("server")
                  .toString())
          .doesNotContain("pbrun_parked");
    }
  }

  @Test
  void a_server_that_is_off_already_gets_the_record_only() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      Result result = lab.task(NovaServerState.class).run(PARK);
      assertThat(result.changed()).isTrue();
      assertThat(lab.writes()).singleElement().asString().endsWith("/metadata");
      assertThat(lab.task(NovaServerState.class).run(PARK).changed()).isFalse();
    }
  }

  @Test
  void a_preview_of_parking_writes_nothing() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      assertThat(message(lab.task(NovaServerState.class).preview(PARK)))
          .isEqualTo("would stop server capi-mgmt-v2 (ACTIVE), and record why: host maintenance");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void an_unparked_stop_leaves_no_record() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      assertThat(lab.task(NovaServerState.class).run(STOP).fields())
          .containsEntry("status", "SHUTOFF")
          .containsEntry("parked", null);
      Result story =
          lab.task(NovaServerActions.class).run("{name: capi-mgmt-v2, project: capi-mgmt}");
      assertThat(story.fields()).containsEntry("verdict", "stopped_by_api");
    }
  }

  @Test
  void a_reboot_waits_until_it_runs_again() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      Result result =
          lab.task(NovaServerState.class)
              .run("{name: capi-mgmt-v2, project: capi-mgmt, state: rebooted}");
      assertThat(result.failed()).as(message(result)).isFalse();
      assertThat(result.changed()).isTrue();
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void a_locked_server_is_left_alone_even_by_an_administrator() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      lab.sandbox.world().compute().servers().stream()
          .filter(s -> s.name().equals("capi-mgmt-v2"))
          .forEach(s -> s.lock(true, "forensics"));
      Result result = lab.task(NovaServerState.class).run(START);
      assertThat(result.failed()).isTrue();
      assertThat(message(result)).contains("is locked (forensics)").contains("ignore_lock");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_wrong_project_is_explained() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      Result result =
          lab.task(NovaServerState.class)
              .run("{name: capi-mgmt-v2, project: demo, state: started}");
      assertThat(result.failed()).isTrue();
      assertThat(message(result))
          .contains("there is no server 'capi-mgmt-v2'")
          .contains("project demo");
      assertThat(lab.writes()).isEmpty();
    }
  }
}
