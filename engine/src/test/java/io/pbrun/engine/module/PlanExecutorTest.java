package io.pbrun.engine.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.testkit.ManualTime;
import io.pbrun.engine.testkit.ModuleTester;
import io.pbrun.engine.value.Unknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanExecutorTest {
  private final ManualTime time = new ManualTime();
  private final ModuleTester world =
      ModuleTester.of(ModuleSpec.of("probe_port", "test", ProbePort.class)).time(time);
  private final List<String> seen = new ArrayList<>();
  private final PlanExecutor executor =
      new PlanExecutor((wait, state, elapsed, limit) ->
          seen.add(DurationText.format(elapsed) + "/" + DurationText.format(limit) + " " + state));

  @ModuleDoc(
      summary = "Does what a test says",
      example = "",
      returns = {
        @ModuleDoc.Returned(name = "id", value = "Its id."),
        @ModuleDoc.Returned(name = "msg", value = "What.")
      })
  private record Scripted(Plan plan) implements TaskModule {
    @Override
    public Plan plan(ModuleContext context) {
      return plan;
    }
  }

  @Test
  void a_preview_never_calls_an_action_and_foretells_the_result() throws Exception {
    Change change =
        Change.of(
                Change.Kind.CREATE,
                "create server x",
                context -> {
                  throw new AssertionError("acted");
                })
            .with(Diff.of("x", "", "there\n"));
    Result result = preview(Plan.change(change));
    assertThat(result.changed()).isTrue();
    assertThat(result.fields())
        .containsEntry("msg", "would create server x")
        .containsEntry("id", new Unknown("task 'T' has run"));
    assertThat(result.diffs()).containsExactly(Diff.of("x", "", "there\n"));
  }

  @Test
  void a_preview_skips_what_only_execution_can_tell() throws Exception {
    Result result = preview(Plan.change(Change.execution("run it", context -> Result.ok())));
    assertThat(result.skipped()).isTrue();
    assertThat(result.changed()).isFalse();
    assertThat(result.fields()).containsEntry("msg", "Command would have run if not in check mode");
  }

  @Test
  void changes_are_made_in_order_with_a_context_that_may_write() throws Exception {
    List<String> done = new ArrayList<>();
    Plan plan =
        Plan.changes(
            List.of(change("a", done), change("b", done)),
            results -> Result.changed(Map.of("n", (long) results.size())));
    assertThat(run(plan).fields()).containsEntry("n", 2L);
    assertThat(done).containsExactly("a READ_WRITE", "b READ_WRITE");
  }

  @Test
  void a_failure_after_a_change_tells_that_something_changed() throws Exception {
    List<String> done = new ArrayList<>();
    Change failing =
        Change.of(
            Change.Kind.UPDATE,
            "b",
            context -> {
              throw new ModuleFailure("no", Map.of("rc", 3L));
            });
    Result result =
        run(Plan.changes(List.of(change("a", done), failing, change("c", done)), List::getFirst));
    assertThat(result.failed()).isTrue();
    assertThat(result.changed()).isTrue();
    assertThat(result.fields()).containsEntry("msg", "no").containsEntry("rc", 3L);
    assertThat(done).containsExactly("a READ_WRITE");
  }

  @Test
  void a_gate_waits_and_tells_only_what_changes() throws Exception {
    Result result = run(gate("5m", "30s", Duration.ofSeconds(100), "refused", "silent"));
    assertThat(result.fields()).containsEntry("elapsed", time.elapsed().toSeconds());
    assertThat(result.failed()).isFalse();
    assertThat(seen).containsExactly("0s/5m refused", "13s/5m silent");
  }

  @Test
  void looks_come_quickly_at_first_and_then_at_the_interval() throws Exception {
    run(gate("10m", "30s", Duration.ofMinutes(5), "refused", "refused"));
    assertThat(time.sleeps().subList(0, 4))
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofMillis(1500),
            Duration.ofMillis(2250),
            Duration.ofMillis(3375));
    assertThat(time.sleeps())
        .allMatch(sleep -> sleep.compareTo(Duration.ofSeconds(30)) <= 0)
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void who_answers_slowly_is_left_in_peace_for_as_long_as_the_answer_took() throws Exception {
    List<Duration> looks = new ArrayList<>(List.of(Duration.ofSeconds(20), Duration.ofMinutes(1)));
    Probe slow =
        () -> {
          if (looks.isEmpty()) {
            return Observation.reached(Result.ok());
          }
          time.advance(looks.removeFirst());
          return Observation.pending("load 104");
        };
    run(Plan.gate("Kubernetes", Duration.ofMinutes(20), Duration.ofSeconds(2), slow));
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  @Test
  void a_gate_fails_at_its_deadline_and_says_what_it_last_saw() throws Exception {
    Result result = run(gate("20m", "30s", Duration.ofHours(1), "refused", "silent"));
    assertThat(result.failed()).isTrue();
    assertThat(result.fields())
        .containsEntry("msg", "timed out after 20m waiting for port 22 of x; last seen: silent")
        .containsEntry("elapsed", 1200L)
        .containsEntry("tries_left", 0L);
    assertThat(time.elapsed()).isEqualTo(Duration.ofMinutes(20));
  }

  @Test
  void the_tasks_own_limit_ends_a_gate_as_well() throws Exception {
    world.deadline(Duration.ofMinutes(2));
    Result result = run(gate("20m", "30s", Duration.ofHours(1), "refused", "refused"));
    assertThat(result.fields())
        .containsEntry(
            "msg",
            "timed out after 2m (the task's own time limit) waiting for port 22 of x; last seen: refused");
  }

  @Test
  void a_preview_of_a_gate_looks_once() throws Exception {
    Result result = preview(gate("20m", "30s", Duration.ofHours(1), "refused", "silent"));
    assertThat(result.fields())
        .containsEntry("msg", "would wait up to 20m for port 22 of x (now: refused)")
        .containsEntry("would_wait", true);
    assertThat(result.changed()).isFalse();
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void an_interruption_ends_a_wait_at_once() {
    time.at(Duration.ofSeconds(10), () -> Thread.currentThread().interrupt());
    assertThatThrownBy(() -> run(gate("20m", "30s", Duration.ofHours(1), "refused", "silent")))
        .isInstanceOf(InterruptedException.class);
    assertThat(time.elapsed()).isLessThan(Duration.ofSeconds(15));
  }

  private Change change(String name, List<String> done) {
    return Change.of(
        Change.Kind.UPDATE,
        name,
        context -> {
          done.add(name + " " + context.access());
          return Result.changed(Map.of());
        });
  }

  private Plan gate(
      String timeout, String interval, Duration opensAfter, String early, String late) {
    return Plan.gate(
        "port 22 of x",
        DurationText.parse(timeout).orElseThrow(),
        DurationText.parse(interval).orElseThrow(),
        () -> {
          if (time.elapsed().compareTo(opensAfter) >= 0) {
            return Observation.reached(Result.ok());
          }
          String state = time.elapsed().compareTo(Duration.ofSeconds(10)) < 0 ? early : late;
          return Observation.pending(state, Result.ok(Map.of("tries_left", 0L)));
        });
  }

  private Result run(Plan plan) throws Exception {
    return executor.run(
        new Scripted(plan), world.context(Access.READ_ONLY), world.context(Access.READ_WRITE));
  }

  private Result preview(Plan plan) throws Exception {
    return executor.preview(
        new Scripted(plan), world.context(Access.READ_ONLY), "task 'T' has run");
  }
}
