package io.pbrun.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Handlers run once, in the order of their writing, where Ansible flushes them. */
final class HandlersTest {
  @Test
  void handlers_run_once_after_the_tasks_in_the_order_of_their_writing() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: one, change: x, notify: [second, first]}
                    - {name: two, change: x, notify: first, when: inventory_hostname == 'b'}
                    - {name: three, say: last}
                  handlers:
                    - {name: first, say: 1st}
                    - {name: second, say: 2nd}
                    - {name: unused, say: never}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a changed, b changed
            two: a skipped, b changed
            three: a ok 'last', b ok 'last'
            HANDLER first: a ok '1st', b ok '1st'
            HANDLER second: a ok '2nd', b ok '2nd'
            """);
  }

  @Test
  void what_has_not_changed_notifies_nobody() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: looks, say: x, notify: it}
                    - {name: claims, say: x, changed_when: true, notify: it}
                    - {name: denies, change: x, changed_when: false, notify: other}
                  handlers:
                    - {name: it, say: ran}
                    - {name: other, say: never}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            looks: a ok 'x'
            claims: a changed 'x'
            denies: a ok
            HANDLER it: a ok 'ran'
            """);
  }

  @Test
  void flush_handlers_runs_them_in_place_and_each_may_be_notified_again() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: one, change: x, notify: it}
                    - meta: flush_handlers
                    - {name: two, change: x, notify: it}
                  handlers:
                    - {name: it, say: ran}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a changed
            meta:
            HANDLER it: a ok 'ran'
            two: a changed
            HANDLER it: a ok 'ran'
            """);
  }

  @Test
  void all_that_listen_to_a_topic_run() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  vars: {topic: news}
                  tasks:
                    - {name: one, change: x, notify: "{{ topic }}"}
                  handlers:
                    - {name: first, say: 1st, listen: news}
                    - {name: second, say: 2nd, listen: [weather, news]}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a changed
            HANDLER first: a ok '1st'
            HANDLER second: a ok '2nd'
            """);
  }

  @Test
  void a_handler_may_notify_a_later_one_in_the_same_flush() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: one, change: x, notify: first}
                  handlers:
                    - {name: first, change: x, notify: second}
                    - {name: second, say: 2nd}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a changed
            HANDLER first: a changed
            HANDLER second: a ok '2nd'
            """);
  }

  @Test
  void a_handler_that_includes_a_file_runs_all_of_it() {
    Story story =
        new Runs("a,")
            .file("more.yml", "- {name: more 1, say: x}\n- {name: more 2, say: y}\n")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: one, change: x, notify: it}
                  handlers:
                    - {name: it, include_tasks: more.yml}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a changed
            HANDLER it: included for a
            HANDLER more 1: a ok 'x'
            HANDLER more 2: a ok 'y'
            """);
  }

  @Test
  void a_failed_host_runs_no_handlers_unless_they_are_forced() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: one, change: x, notify: it}
                    - {name: breaks, fail: , when: inventory_hostname == 'a'}
                  handlers:
                    - {name: it, say: ran}
                - hosts: a
                  tasks: [{name: a is lost, say: never}]
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a changed, b changed
            breaks: a failed, b skipped
            HANDLER it: b ok 'ran'
            PLAY a
            """);
  }

  @Test
  void forced_handlers_run_for_the_failed_host_too() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  force_handlers: true
                  tasks:
                    - {name: one, change: x, notify: it}
                    - {name: breaks, fail: }
                  handlers:
                    - {name: it, say: ran}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a changed
            breaks: a failed
            HANDLER it: a ok 'ran'
            """);
    assertThat(story.code()).isEqualTo(ExitCode.HOSTS_FAILED);
  }

  @Test
  void handlers_of_roles_run_first_and_tags_select_none_of_them() {
    Story story =
        new Runs("a,")
            .tags("t")
            .file("roles/r/handlers/main.yml", "- {name: it, say: of the role}\n")
            .run(
                """
                - hosts: all
                  roles: [r]
                  tasks:
                    - {name: one, change: x, notify: [it, mine], tags: t}
                  handlers:
                    - {name: mine, say: of the play}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a changed
            HANDLER r : it: a ok 'of the role'
            HANDLER mine: a ok 'of the play'
            """);
  }

  @Test
  void of_two_with_one_name_the_first_of_a_file_and_the_last_file_count() {
    Story story =
        new Runs("a,")
            .file("roles/r/handlers/main.yml", "- {name: it, say: of the role}\n")
            .run(
                """
                - hosts: all
                  roles: [r]
                  tasks:
                    - {name: one, change: x, notify: it}
                  handlers:
                    - {name: it, say: first}
                    - {name: it, say: second}
                """);
    assertThat(story.text()).contains("HANDLER it: a ok 'first'").doesNotContain("second", "role'");
  }

  @Test
  void a_handler_that_does_not_exist_ends_the_run_only_when_it_is_notified() {
    String playbook =
        """
        - hosts: all
          tasks:
            - {name: looks, say: x, notify: nobody}
            - {name: one, change: x, notify: nobody, when: %s}
            - {name: two, say: y}
        """;
    Story never = new Runs("a,").run(playbook.formatted("false"));
    assertThat(never.code()).isEqualTo(ExitCode.SUCCESS);
    Story ends = new Runs("a,").run(playbook.formatted("true"));
    assertThat(ends.code()).isEqualTo(ExitCode.ERROR);
    assertThat(ends.text()).doesNotContain("two");
  }

  @Test
  void a_name_that_cannot_be_templated_yet_does_not_hide_other_handlers() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: one, change: x, notify: it}
                  handlers:
                    - {name: it, say: ran}
                    - {name: "{{ unknown_here }}", say: never}
                """);
    assertThat(story.text()).contains("HANDLER it: a ok 'ran'");
  }

  @Test
  void topics_are_no_templates() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  vars: {topic: news}
                  tasks:
                    - {name: one, change: x, notify: news}
                  handlers:
                    - {name: it, say: never, listen: "{{ topic }}"}
                """);
    assertThat(story.code()).isEqualTo(ExitCode.ERROR);
  }

  @Test
  void a_handler_that_notifies_itself_runs_once() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: one, change: x, notify: it}
                  handlers:
                    - {name: it, change: x, notify: it}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a changed
            HANDLER it: a changed
            """);
  }
}
