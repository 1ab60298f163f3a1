package io.pbrun.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Includes, roles and tags. */
final class IncludesTest {
  @Test
  void hosts_that_include_different_files_go_through_them_one_after_the_other() {
    Story story =
        new Runs("a,b,")
            .file("a.yml", "- {name: of a, say: x}\n")
            .file("b.yml", "- {name: of b, say: y}\n")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: includes, include_tasks: "{{ inventory_hostname }}.yml"}
                    - {name: after, say: together}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            includes: included for a, included for b
            of a: a ok 'x'
            of b: b ok 'y'
            after: a ok 'together', b ok 'together'
            """);
    assertThat(story.counts("a")).isEqualTo("ok=3");
  }

  @Test
  void each_item_of_a_loop_includes_the_file_with_its_item() {
    Story story =
        new Runs("a,")
            .file("more.yml", "- {name: more, say: '{{ it }}'}\n")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: includes, include_tasks: more.yml, loop: [x, y], loop_control: {loop_var: it}}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            includes: included for a, included for a
            more: a ok 'x'
            more: a ok 'y'
            """);
  }

  @Test
  void a_file_that_is_missing_fails_the_host_and_may_be_rescued() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - block:
                        - {name: includes, include_tasks: "{{ 'nowhere' }}.yml"}
                      rescue:
                        - {name: rescues, say: well}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            includes: a failed
            rescues: a ok 'well'
            """);
  }

  @Test
  void mistakes_in_an_included_file_end_the_run() {
    Story story =
        new Runs("a,")
            .file("bad.yml", "- {name: typo, sya: x}\n")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: includes, include_tasks: "{{ 'bad' }}.yml"}
                """);
    assertThat(story.messages()).contains("couldn't resolve module/action 'sya'");
    assertThat(story.code()).isEqualTo(ExitCode.HOSTS_UNREACHABLE);
  }

  @Test
  void a_role_brings_its_variables_handlers_and_dependencies() {
    Story story =
        new Runs("a,")
            .file("roles/web/meta/main.yml", "dependencies: [base]\n")
            .file("roles/web/defaults/main.yml", "{size: 80, color: blue}\n")
            .file("roles/web/tasks/main.yml", "- {name: web, change: x, notify: reload}\n")
            .file(
                "roles/web/handlers/main.yml", "- {name: reload, say: '{{ color }} {{ size }}'}\n")
            .file("roles/base/tasks/main.yml", "- {name: base, say: '{{ size }}'}\n")
            .run(
                """
                - hosts: all
                  pre_tasks: [{name: before, say: x}]
                  roles: [{role: web, size: 8080}]
                  tasks: [{name: after, say: y}]
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            before: a ok 'x'
            base : base: a ok '8080'
            web : web: a changed
            after: a ok 'y'
            HANDLER web : reload: a ok 'blue 8080'
            """);
  }

  @Test
  void a_role_runs_once_unless_all_of_it_was_skipped() {
    Story story =
        new Runs("a,")
            .file("roles/web/tasks/main.yml", "- {name: web, say: x}\n")
            .file("roles/set/tasks/main.yml", "- {name: set, set_fact: {ready: true}}\n")
            .run(
                """
                - hosts: all
                  roles:
                    - {role: web, when: "ready | default(false)"}
                    - {role: set}
                    - {role: web, when: "ready | default(false)"}
                    - {role: web, when: "ready | default(false)"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            web : web: a skipped
            set : set: a ok
            web : web: a ok 'x'
            """);
  }

  @Test
  void only_tagged_tasks_run_and_always_is_always() {
    Story story =
        new Runs("a,")
            .tags("red")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: one, say: x, tags: [red]}
                    - {name: two, say: y}
                    - {name: three, say: z, tags: [always]}
                    - {name: four, say: z, tags: [never, red]}
                    - block:
                        - {name: five, say: v}
                      tags: red
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a ok 'x'
            three: a ok 'z'
            four: a ok 'z'
            five: a ok 'v'
            """);
  }

  @Test
  void skipped_tags_do_not_run() {
    Story story =
        new Runs("a,")
            .skipTags("red")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: one, say: x, tags: [red]}
                    - {name: two, say: y}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            two: a ok 'y'
            """);
  }

  @Test
  void start_at_task_passes_over_what_comes_before() {
    Story story =
        new Runs("a,")
            .startAt("two*")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: one, say: x}
                    - {name: two of them, say: y}
                    - {name: three, say: z}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            two of them: a ok 'y'
            three: a ok 'z'
            """);
  }

  @Test
  void extra_vars_win_over_everything() {
    Story story =
        new Runs("a,")
            .extraVars("x=extra")
            .extraVars("{\"y\": 5}")
            .run(
                """
                - hosts: all
                  vars: {x: play}
                  tasks:
                    - {name: sets, set_fact: {x: fact}}
                    - {name: knows, say: "{{ x }} {{ y }}", vars: {x: task}}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            sets: a ok
            knows: a ok 'extra 5'
            """);
  }

  @Test
  void the_old_include_is_static_and_takes_variables_beside_the_file() {
    Story story =
        new Runs("a,")
            .file("more.yml", "- {name: shows, say: \"{{ x }}\"}\n")
            .run(
                """
                - hosts: all
                  tasks:
                    - include: more.yml x=1
                    - include: "{{ 'more' }}.yml x=2"
                """);
    assertThat(story.text())
        .contains("shows: a ok '1'", "shows: a ok '2'")
        .containsOnlyOnce("included for a");
  }

  @Test
  void variables_of_an_include_win_over_facts_that_were_set() {
    Story story =
        new Runs("a,")
            .file("more.yml", "- {name: shows, say: \"{{ x }}\"}\n")
            .run(
                """
                - hosts: all
                  tasks:
                    - set_fact: {x: fact}
                    - include_tasks: more.yml
                      vars: {x: param}
                    - import_tasks: more.yml
                      vars: {x: no param}
                """);
    assertThat(story.text()).contains("shows: a ok 'param'", "shows: a ok 'fact'");
  }

  @Test
  void a_module_whose_name_is_a_template_is_found_for_each_host() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  tasks:
                    - set_fact: {module: "{{ 'say' if inventory_hostname == 'a' else 'change' }}"}
                    - name: one
                      action: "{{ module }} x"
                    - name: two
                      action: {module: "{{ 'no' + 'thing' }}"}
                      ignore_errors: true
                """);
    assertThat(story.text()).contains("one: a ok, b changed", "two: a failed ignored");
  }
}
