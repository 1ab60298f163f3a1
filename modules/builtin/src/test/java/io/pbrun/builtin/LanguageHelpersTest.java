package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleContract;
import io.pbrun.engine.testkit.ModuleTester;
import io.pbrun.engine.value.Unknown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguageHelpersTest {
  private final ModuleTester debug =
      ModuleTester.of(Debug.class).variable("lb", Map.of("id", "x1", "n", 2L));
  private final ModuleTester check = ModuleTester.of(Assert.class).variable("free", 1L);
  private final ModuleTester template = ModuleTester.of(Template.class).variable("port", 6443L);
  private final Unknown unknown = new Unknown("task 'Start' has run");

  @Test
  void debug_prints_any_value_or_greets() throws Exception {
    assertThat(debug.run("msg: hi").fields()).containsEntry("msg", "hi");
    assertThat(debug.run("msg: [1, a]").fields()).containsEntry("msg", List.of(1L, "a"));
    assertThat(debug.run("").fields()).containsEntry("msg", "Hello world!");
    assertThat(debug.run("msgg: hi").fields())
        .containsEntry("msg", "Invalid options for debug: msgg");
  }

  @Test
  void debug_shows_a_variable_under_its_own_text() throws Exception {
    assertThat(debug.run("var: lb.id").fields()).containsEntry("lb.id", "x1");
    assertThat(debug.run("var: lb.n + 1").fields()).containsEntry("lb.n + 1", 3L);
    assertThat(debug.run("var: nothing").fields())
        .containsEntry("nothing", "VARIABLE IS NOT DEFINED!");
  }

  @Test
  void debug_is_quiet_below_its_verbosity() throws Exception {
    assertThat(debug.run("{msg: hi, verbosity: 2}").fields())
        .containsEntry("skipped_reason", "Verbosity threshold not met.");
    assertThat(debug.verbosity(2).run("{msg: hi, verbosity: 2}").fields())
        .containsEntry("msg", "hi");
  }

  @Test
  void assert_passes_when_all_conditions_hold() throws Exception {
    Result result = check.run("that: [free >= 1, free is defined]");
    assertThat(result.failed()).isFalse();
    assertThat(result.fields()).containsEntry("msg", "All assertions passed");
    assertThat(check.run("{that: free == 1, success_msg: fine}").fields())
        .containsEntry("msg", "fine");
  }

  @Test
  void assert_names_the_condition_that_does_not_hold() throws Exception {
    Result result = check.run("{that: [free >= 1, free > 5], fail_msg: no room}");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields())
        .containsEntry("assertion", "free > 5")
        .containsEntry("evaluated_to", false)
        .containsEntry("msg", "no room");
    assertThat(check.run("that: free > 5").fields()).containsEntry("msg", "Assertion failed");
    assertThat(check.run("that: gone > 5").fields().get("msg"))
        .asString()
        .contains("The conditional check 'gone > 5' failed")
        .contains("'gone' is undefined");
  }

  @Test
  void assert_leaves_open_what_a_preview_cannot_decide() throws Exception {
    Result result = check.variable("vm", unknown).preview("that: [free >= 1, vm == 'ACTIVE']");
    assertThat(result.failed()).isFalse();
    assertThat(result.skipped()).isTrue();
    assertThat(result.fields())
        .containsEntry("msg", "cannot be decided in a preview: vm == 'ACTIVE'");
  }

  @Test
  void template_renders_a_file_and_converges() throws Exception {
    ModuleContract.verifyConverges(
        () ->
            ModuleTester.of(Template.class)
                .variable("port", 6443L)
                .file("templates/a.j2", "port={{ port }}\n"),
        "{src: a.j2, dest: /etc/a.conf, mode: '0600'}");
  }

  @Test
  void template_knows_blocks_and_its_own_variables() throws Exception {
    template.file(
        "templates/a.j2",
        "# {{ ansible_managed }} {{ template_path }}\n{% for i in [1, 2] %}\np{{ i }}\n{% endfor %}\n");
    Result result = template.run("{src: a.j2, dest: /etc/}");
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    assertThat(template.connection().files().text("/etc/a"))
        .isEqualTo("# Ansible managed a.j2\np1\np2\n");
    assertThat(result.fields())
        .containsEntry("dest", "/etc/a")
        .containsEntry("src", "/site/templates/a.j2");
  }

  @Test
  void template_speaks_other_marks_and_line_ends() throws Exception {
    template.file("templates/a.j2", "<< port >> {{ left }}\n");
    template.run(
        "{src: a.j2, dest: /etc/a, variable_start_string: '<<', variable_end_string: '>>', newline_sequence: '\\r\\n'}");
    assertThat(template.connection().files().text("/etc/a")).isEqualTo("6443 {{ left }}\r\n");
  }

  @Test
  void template_says_where_it_failed() throws Exception {
    template.file("templates/a.j2", "x\n{{ nothing }}\n");
    Result result = template.run("{src: a.j2, dest: /etc/a}");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields().get("msg"))
        .asString()
        .contains("/site/templates/a.j2:2:4")
        .contains("'nothing' is undefined");
    assertThat(template.connection().writes()).isEmpty();
  }

  @Test
  void template_with_an_unknown_value_is_not_previewed() throws Exception {
    template.variable("vm", unknown).file("templates/a.j2", "{{ vm }}\n");
    assertThat(template.preview("{src: a.j2, dest: /etc/a}").skipped()).isTrue();
  }

  @Test
  void include_vars_reads_a_file_whose_templates_stay_templates() throws Exception {
    ModuleTester include =
        ModuleTester.of(IncludeVars.class)
            .file("vars/a.yml", "x: 1\ny: '{{ x }}'\n")
            .variable("x", 5L);
    Result result = include.run("a.yml");
    Effect.IncludedVars effect = (Effect.IncludedVars) result.effects().getFirst();
    assertThat(effect.vars()).containsEntry("x", 1L);
    assertThat(effect.vars().get("y")).isInstanceOf(io.pbrun.engine.template.Template.class);
    assertThat(result.fields())
        .containsEntry("ansible_included_var_files", List.of("/site/vars/a.yml"));
  }

  @Test
  void include_vars_reads_folders_and_says_what_is_wrong() throws Exception {
    ModuleTester include =
        ModuleTester.of(IncludeVars.class)
            .file("vars/d/1.yml", "a: 1\nb: 1\n")
            .file("vars/d/2.json", "{\"b\": 2}")
            .file("vars/d/x.txt", "");
    assertThat(include.run("{dir: d, name: all, ignore_unknown_extensions: true}").effects())
        .containsExactly(new Effect.IncludedVars(Map.of("all", Map.of("a", 1L, "b", 2L))));
    assertThat(include.run("dir: d").fields().get("msg"))
        .asString()
        .startsWith("x.txt does not have a valid extension: yaml, yml, json");
    assertThat(include.run("{dir: d, files_matching: '^1'}").effects()).hasSize(1);
    assertThat(include.run("gone.yml").fields().get("msg"))
        .asString()
        .contains("Searched in:\n\t/site/vars/gone.yml");
    include.file("vars/list.yml", "- 1\n").file("vars/bad.yml", "a: 1\na: 2\n");
    assertThat(include.run("list.yml").fields().get("msg"))
        .asString()
        .endsWith("must be stored as a dictionary/hash");
    assertThat(include.run("bad.yml").fields().get("msg")).asString().contains("bad.yml:2:1");
  }
}
