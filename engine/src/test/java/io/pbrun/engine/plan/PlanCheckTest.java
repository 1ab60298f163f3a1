package io.pbrun.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pbrun.engine.module.Change.Kind;
import io.pbrun.engine.module.Diff;
import io.pbrun.engine.report.PlannedStep;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.Status;
import io.pbrun.engine.report.TaskReport;
import io.pbrun.engine.run.Consent.Occasion;
import io.pbrun.engine.run.RunEnded;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.SourceText;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a run may do by its plan, and before what it ends. */
final class PlanCheckTest {
  private static final Instant NIGHT = Instant.parse("2026-01-15T03:00:00Z");
  private static final Place TASK = new SourceText("/site/tasks/x.yml", "x").at(3, 1);

  private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
  private final Path playbook = disk.getPath("/site/site.yml");
  private final Plans plans = plans(List.of("folder"));
  private final PlanRecorder preview = plans.recorder();

  private Plans plans(List<String> extraVars) {
    return new Plans(
        new Plans.Asked(
            List.of(playbook), List.of("a,"), extraVars, null, List.of("all"), List.of(), null),
        "test");
  }

  private static PlannedStep step(Kind kind, String what, String name, String is, String will) {
    return new PlannedStep(
        what, kind, true, null, List.of(Diff.ofFields(name, is, will)), false, false);
  }

  private static PlannedStep start(String status) {
    return step(
        Kind.UPDATE,
        "start server m (" + status + " since 09:12)",
        "server m",
        "status: " + status + "\n",
        "status: ACTIVE\n");
  }

  private static PlannedStep delete(String id) {
    return step(Kind.DELETE, "delete server " + id + " (3h old)", "server " + id, "x", "");
  }

  private void foreseen(Status status, @Nullable String item, PlannedStep... steps) {
    TaskReport report =
        new TaskReport(
            "Do it",
            "module",
            "a",
            null,
            status,
            Map.of("msg", "cannot know until it has run"),
            item,
            false,
            false,
            List.of(),
            List.of(steps),
            null,
            TASK);
    preview.on(item == null ? new RunEvent.TaskEnded(report) : new RunEvent.ItemEnded(report));
  }

  private PlanCheck held() {
    return plans.hold(preview, NIGHT, Map.of());
  }

  private static Occasion occasion(@Nullable String item) {
    return new Occasion("Do it", "a", "delegate", item, TASK);
  }

  @Test
  void the_same_change_of_the_same_state_is_done_whatever_its_words_say_of_the_time() {
    foreseen(Status.CHANGED, null, start("SHUTOFF"));
    PlanCheck check = held();
    PlannedStep later =
        step(
            Kind.UPDATE,
            "start server m (SHUTOFF, 2 days ago)",
            "server m",
            "status: SHUTOFF\n",
            "status: ACTIVE\n");
    assertThat(check.given(occasion(null), List.of(later))).isTrue();
    assertThat(check.notNeeded()).isEmpty();
  }

  @Test
  void another_state_before_ends_the_run_and_shows_both_sides() {
    foreseen(Status.CHANGED, null, start("SHUTOFF"));
    assertThatThrownBy(() -> held().given(occasion(null), List.of(start("PAUSED"))))
        .isInstanceOf(RunEnded.class)
        .hasMessage(
            """
            stopped before 'Do it on a -> delegate' (tasks/x.yml:3): what it changes is not as it was when the plan was made
              planned: start server m (SHUTOFF since 09:12)
                       server m: status: SHUTOFF -> status: ACTIVE
              actual:  start server m (PAUSED since 09:12)
                       server m: status: PAUSED -> status: ACTIVE
            It was not done, and nothing after it. Look, and make a new plan.\
            """);
  }

  @Test
  void one_change_too_many_ends_the_run_before_any_of_the_tasks_changes() {
    foreseen(Status.CHANGED, null, delete("1"));
    PlanCheck check = held();
    assertThatThrownBy(() -> check.given(occasion(null), List.of(delete("1"), delete("2"))))
        .isInstanceOf(RunEnded.class)
        .hasMessageContaining("the plan has another change of this task")
        .hasMessageContaining("actual:  delete server 2");
    assertThat(check.notNeeded()).hasSize(1);
  }

  @Test
  void fewer_changes_are_done_and_the_others_are_told() {
    foreseen(Status.CHANGED, null, delete("1"), delete("2"));
    PlanCheck check = held();
    assertThat(check.given(occasion(null), List.of(delete("2")))).isTrue();
    assertThat(check.notNeeded())
        .containsExactly("delete server 1 (3h old), task 'Do it' (tasks/x.yml:3) on a");
  }

  @Test
  void what_could_not_be_known_may_change_but_not_delete_or_fail_over() {
    foreseen(Status.DEPENDS, null);
    PlanCheck check = held();
    assertThat(check.given(occasion(null), List.of(start("SHUTOFF")))).isTrue();
    assertThat(check.given(occasion("an item of its loop"), List.of(start("SHUTOFF")))).isTrue();
    assertThatThrownBy(() -> check.given(occasion(null), List.of(delete("1"))))
        .isInstanceOf(RunEnded.class)
        .hasMessageContaining("the plan could not know what it does, and a delete must be planned")
        .hasMessageContaining("planned: cannot know until it has run");
  }

  @Test
  void items_of_a_loop_are_told_apart() {
    foreseen(Status.CHANGED, "one", start("SHUTOFF"));
    assertThat(held().given(occasion("one"), List.of(start("SHUTOFF")))).isTrue();
    assertThatThrownBy(() -> held().given(occasion("two"), List.of(start("SHUTOFF"))))
        .hasMessageContaining("the plan has no change of this task here")
        .hasMessageContaining("planned: no change");
  }

  @Test
  void what_no_log_hides_is_compared_and_not_told() throws IOException {
    Files.createDirectories(disk.getPath("/site"));
    PlannedStep secret =
        new PlannedStep("set password geheim", Kind.UPDATE, true, null, List.of(), false, false)
            .hidden();
    foreseen(Status.CHANGED, null, secret);
    Path file = disk.getPath("/site/plan.json");
    plans.save(file, preview, NIGHT, Map.of(), text -> text);
    assertThat(Files.readString(file)).contains("(hidden by no_log)").doesNotContain("geheim");

    PlanCheck check = plans.hold(file, NIGHT, Duration.ofHours(1), Map.of());
    assertThat(check.given(occasion(null), List.of(secret))).isTrue();
    PlannedStep other =
        new PlannedStep("set password anders", Kind.UPDATE, true, null, List.of(), false, false)
            .hidden();
    assertThatThrownBy(() -> check.given(occasion(null), List.of(other)))
        .isInstanceOf(RunEnded.class)
        .message()
        .doesNotContain("anders", "geheim");
  }

  @Test
  void files_that_were_edited_added_or_removed_and_other_variables_are_told_at_once()
      throws IOException {
    Files.createDirectories(disk.getPath("/site"));
    Path edited = Files.writeString(disk.getPath("/site/edited.yml"), "old");
    Path gone = disk.getPath("/site/gone.yml");
    Path file = disk.getPath("/site/plan.json");
    plans.save(file, preview, NIGHT, Map.of(edited, new byte[1], gone, new byte[0]), text -> text);

    assertThatThrownBy(() ->
            plans(List.of("other"))
                .hold(
                    file,
                    NIGHT,
                    Duration.ofHours(1),
                    Map.of(disk.getPath("/site/new.yml"), new byte[0])))
        .isInstanceOf(PlanRefused.class)
        .hasMessage(
            """
            the plan /site/plan.json is not for this run:
              - variables of -e: the plan has [folder], this run [other]
              - edited.yml was edited since
              - gone.yml is not there any more
              - new.yml is new since
            Make it anew.\
            """);
  }

  @Test
  void a_plan_has_an_age() throws IOException {
    Files.createDirectories(disk.getPath("/site"));
    Path file = disk.getPath("/site/plan.json");
    plans.save(file, preview, NIGHT, Map.of(), text -> text);
    Duration limit = Duration.ofHours(1);
    assertThatThrownBy(() -> plans.hold(file, NIGHT.plus(Duration.ofMinutes(61)), limit, Map.of()))
        .hasMessageContaining("1h1m ago, and may be 1h old");
    assertThatThrownBy(() -> plans.hold(file, NIGHT.minusSeconds(1), limit, Map.of()))
        .hasMessageContaining("is of the future");
  }
}
