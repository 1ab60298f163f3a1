package io.pbrun.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a result counts as: when, changed_when, failed_when, no_log, timeout. */
final class ConditionsTest {
  @Test
  void a_list_of_conditions_stops_at_the_first_that_does_not_hold() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: skips, say: x, when: [true, 1 == 2, nowhere.defined]}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            skips: a skipped
            """);
    assertThat(story.result("skips", "a")).containsEntry("false_condition", "1 == 2");
  }

  @Test
  void failed_when_decides_in_both_directions() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: forgiven, fail: , failed_when: false}
                    - {name: blamed, say: x, register: it, failed_when: it.msg == 'x', ignore_errors: true}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            forgiven: a ok
            blamed: a failed 'x' ignored
            """);
    assertThat(story.result("blamed", "a")).containsEntry("failed_when_result", true);
  }

  @Test
  void a_condition_that_cannot_be_evaluated_fails_the_task_and_keeps_its_result() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: asks, change: x, changed_when: nobody_knows, register: it, ignore_errors: true}
                    - {name: knows, say: "{{ it.what }} {{ it.changed_when_result is defined }}"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            asks: a failed ignored
            knows: a ok 'x True'
            """);
  }

  @Test
  void conditions_must_be_true_or_false() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: asks, say: x, when: "'text'", ignore_errors: true}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            asks: a failed 'The conditional check failed. the condition ''text'' must be true or false, but its result is of type 'str'' ignored
            """);
  }

  @Test
  void no_log_hides_the_result_and_the_items() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: secret, say: "{{ item }}", loop: [hush], no_log: true, register: it}
                    - {name: still there, say: "{{ it.results[0].msg }}"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            secret: a((censored due to no_log)) ok
            still there: a ok 'hush'
            """);
    assertThat(story.result("secret", "a")).containsKey("censored").doesNotContainKey("msg");
  }

  @Test
  void names_are_resolved_for_the_banner() {
    Story story =
        new Runs("a,")
            .run(
                """
                - name: Play of {{ who }}
                  hosts: all
                  vars: {who: you}
                  tasks:
                    - {name: "Task of {{ who }}", say: x}
                    - {name: "Unknown {{ nobody }}", say: x}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY Play of you
            Task of you: a ok 'x'
            Unknown {{ nobody }}: a ok 'x'
            """);
  }
}
