package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import io.pbrun.engine.value.Unknown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunHelpersTest {
  @Test
  void fail_fails_with_its_message() throws Exception {
    ModuleTester fail = ModuleTester.of(Fail.class);
    assertThat(fail.run("msg: no room").fields()).containsEntry("msg", "no room");
    assertThat(fail.run("").failed()).isTrue();
    assertThat(fail.run("").fields()).containsEntry("msg", "Failed as requested from task");
  }

  @Test
  void set_fact_sets_variables_and_checks_their_names() throws Exception {
    ModuleTester setFact = ModuleTester.of(SetFact.class);
    Result result = setFact.run("{a: 1, b: [x], cacheable: true}");
    assertThat(result.changed()).isFalse();
    assertThat(result.effects())
        .containsExactly(new Effect.SetFacts(Map.of("a", 1L, "b", List.of("x")), true));
    assertThat(setFact.run("a-b: 1").fields().get("msg"))
        .asString()
        .startsWith("The variable name 'a-b' is not valid.");
    assertThat(setFact.run("cacheable: true").fields().get("msg"))
        .asString()
        .startsWith("No key/value pairs provided");
  }

  @Test
  void set_fact_passes_on_what_is_not_known_yet() throws Exception {
    Unknown unknown = new Unknown("task 'Start' has run");
    Result result = ModuleTester.of(SetFact.class).run(Map.of("vm", unknown));
    assertThat(result.effects()).containsExactly(new Effect.SetFacts(Map.of("vm", unknown), false));
  }

  @Test
  void add_host_adds_it_with_groups_and_variables() throws Exception {
    Result result =
        ModuleTester.of(AddHost.class)
            .run("{name: 'vm1:2222', groups: 'a,b', ansible_user: ubuntu}");
    assertThat(result.changed()).isTrue();
    assertThat(result.effects())
        .containsExactly(
            new Effect.AddHost(
                "vm1",
                List.of("a", "b"),
                Map.of("ansible_user", "ubuntu", "ansible_ssh_port", 2222L)));
    assertThat(ModuleTester.of(AddHost.class).run("hostname: web2").changed()).isFalse();
  }

  @Test
  void group_by_names_the_group_without_blanks() throws Exception {
    assertThat(ModuleTester.of(GroupBy.class).run("key: os Red Hat").effects())
        .containsExactly(new Effect.GroupBy("os-Red-Hat", List.of("all")));
  }

  @Test
  void set_stats_belong_to_the_run_or_to_the_host() throws Exception {
    ModuleTester stats = ModuleTester.of(SetStats.class);
    assertThat(stats.run("data: {n: 1}").effects())
        .containsExactly(new Effect.CustomStats(null, Map.of("n", 1L), true));
    assertThat(stats.run("{data: {n: 1}, per_host: yes, aggregate: no}").effects())
        .containsExactly(new Effect.CustomStats("web1", Map.of("n", 1L), false));
  }

  @Test
  void pause_lets_time_pass_to_the_second() throws Exception {
    ModuleTester pause = ModuleTester.of(Pause.class);
    Result result = pause.run("minutes: 2");
    assertThat(pause.time().elapsed()).isEqualTo(Duration.ofMinutes(2));
    assertThat(result.failed()).isFalse();
    assertThat(result.fields())
        .containsEntry("delta", 120L)
        .containsEntry("stdout", "Paused for 2.0 minutes")
        .containsEntry("user_input", "");
  }

  @Test
  void pause_asks_the_operator_but_never_in_a_preview() throws Exception {
    ModuleTester pause = ModuleTester.of(Pause.class).answer("yes");
    Result preview = pause.preview("prompt: Go on?");
    assertThat(preview.skipped()).isTrue();
    assertThat(preview.fields()).containsEntry("msg", "would ask the operator: Go on?");
    assertThat(pause.prompts()).isEmpty();
    assertThat(pause.run("prompt: Go on?").fields()).containsEntry("user_input", "yes");
    assertThat(pause.prompts()).containsExactly("Go on?");
  }

  @Test
  void a_preview_of_a_pause_takes_no_time() throws Exception {
    ModuleTester pause = ModuleTester.of(Pause.class);
    assertThat(pause.preview("seconds: 30").fields().get("msg"))
        .asString()
        .startsWith("would wait up to 30s");
    assertThat(pause.time().elapsed()).isZero();
  }
}
