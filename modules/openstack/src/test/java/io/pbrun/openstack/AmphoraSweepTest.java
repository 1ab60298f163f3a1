package io.pbrun.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AmphoraSweepTest {
  private static final String TASK = "{service_project: services}";

  private static String message(Result result) {
    return String.valueOf(result.fields().get("msg"));
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(Result result, String field) {
    return (List<String>) result.fields().get(field);
  }

  @Test
  void servers_without_a_row_are_deleted_by_id_and_the_known_one_stays() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      ModuleTester task = lab.task(AmphoraSweep.class);
      Result result = task.run(TASK);
      assertThat(result.failed()).as(message(result)).isFalse();
      assertThat(result.fields())
          .containsEntry("count", 2L)
          .containsEntry("freed_slots", 2L)
          .containsEntry("freed_mb", 1024L)
          .containsEntry("ports_checked", true);
      assertThat(lab.writes())
          .containsExactlyElementsOf(
              list(result, "deleted").stream()
                  .map(id -> "nova DELETE /v2.1/servers/" + id)
                  .toList());
      assertThat(lab.amphoraServers()).hasSize(1);
      assertThat(list(result, "dangling_ports")).hasSize(1);
      assertThat(lab.task(AmphoraSweep.class).run(TASK).changed()).isFalse();
    }
  }

  @Test
  void a_preview_names_the_victims_and_deletes_nothing() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      Result preview = lab.task(AmphoraSweep.class).preview(TASK);
      assertThat(preview.changed()).isTrue();
      assertThat(list(preview, "deleted")).hasSize(2);
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void servers_are_read_before_amphorae_and_everything_again_before_each_deletion()
      throws Exception {
    try (Lab lab = Lab.of("parked")) {
      lab.task(AmphoraSweep.class).run(TASK);
      List<String> order =
          lab.requests().stream()
              .map(r -> r.method() + " " + r.path())
              .filter(r ->
                  r.endsWith("/servers/detail")
                      || r.endsWith("/octavia/amphorae")
                      || r.startsWith("DELETE"))
              .map(r ->
                  r.startsWith("DELETE") ? "DELETE" : r.endsWith("detail") ? "servers" : "amphorae")
              .toList();
      assertThat(order)
          .containsExactly(
              "servers",
              "amphorae",
              "servers",
              "amphorae",
              "DELETE",
              "servers",
              "amphorae",
              "DELETE");
    }
  }

  @Test
  void an_id_that_appears_between_looking_and_deleting_ends_the_sweep() throws Exception {
    try (Lab lab = Lab.of("zombie-returns")) {
      Result result = lab.task(AmphoraSweep.class).run(TASK);
      assertThat(result.failed()).isTrue();
      assertThat(message(result))
          .contains("the sweep was stopped")
          .contains("nothing more is deleted");
      String zombie =
          lab.sandbox.world().compute().servers().stream()
              .filter(s -> s.name().startsWith("amphora-") && "compute-02".equals(s.host()))
              .map(s -> s.id())
              .findFirst()
              .orElseThrow();
      assertThat(lab.writes()).noneMatch(write -> write.contains(zombie));
    }
  }

  @Test
  void too_many_orphans_look_like_a_mistake_and_none_is_deleted() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      Result result =
          lab.task(AmphoraSweep.class).run("{service_project: services, max_orphans: 1}");
      assertThat(result.failed()).isTrue();
      assertThat(message(result)).contains("more than max_orphans (1)");
      assertThat(result.fields()).containsEntry("count", 2L);
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void the_wrong_service_project_deletes_nothing() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      Result result = lab.task(AmphoraSweep.class).run("{service_project: demo}");
      assertThat(result.changed()).isFalse();
      assertThat(lab.task(AmphoraSweep.class).run("{service_project: octavia}").failed()).isTrue();
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void young_servers_are_spared() throws Exception {
    try (Lab lab =
        Lab.of(
            "young",
            "extends: parked\norphans:\n  - {status: ACTIVE, host: compute-02, created_minutes_ago: 12}\n")) {
      Result result = lab.task(AmphoraSweep.class).run(TASK);
      assertThat(result.changed()).isFalse();
      assertThat(((Map<?, ?>) ((List<?>) result.fields().get("spared")).getFirst()).get("why"))
          .isEqualTo("it is only 12m old");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void locked_servers_are_spared_though_nova_would_delete_them() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      lab.sandbox.world().compute().servers().stream()
          .filter(s -> s.name().startsWith("amphora-"))
          .forEach(s -> s.lock(true, "forensics"));
      Result result = lab.task(AmphoraSweep.class).run(TASK);
      assertThat(result.changed()).isFalse();
      assertThat(result.fields().get("spared").toString()).contains("it is locked: forensics");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void nothing_is_swept_while_octavia_is_at_work() throws Exception {
    try (Lab lab =
        Lab.of(
            "busy",
            "extends: stuck-pending\norphans:\n  - {status: ERROR, host: null, created_minutes_ago: 905}\n")) {
      Result result = lab.task(AmphoraSweep.class).run(TASK);
      assertThat(result.failed()).isTrue();
      assertThat(message(result)).contains("kube-api is PENDING_UPDATE");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_healthy_cloud_has_nothing_to_sweep() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      Result result = lab.task(AmphoraSweep.class).run(TASK);
      assertThat(result.changed()).isFalse();
      assertThat(message(result)).isEqualTo("no orphan among 1 amphora servers");
    }
  }
}
