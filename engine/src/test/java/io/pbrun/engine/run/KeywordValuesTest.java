package io.pbrun.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Values of keywords that are known only when the task runs. */
final class KeywordValuesTest {
  @Test
  void an_omitted_keyword_counts_as_not_given() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  serial: "{{ nothing | default(omit) }}"
                  tasks:
                    - {name: looks, change: x, check_mode: "{{ omit }}"}
                    - {name: once, say: x, retries: "{{ omit }}", throttle: "{{ omit }}"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            looks: a changed
            once: a ok 'x'
            """);
  }

  @Test
  void an_omitted_keyword_leaves_the_one_of_the_level_around() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - ignore_errors: true
                      block:
                        - {name: forgiven, fail: , ignore_errors: "{{ omit }}"}
                        - {name: blamed, fail: , ignore_errors: "{{ 1 == 2 }}"}
                """);
    assertThat(story.text()).contains("forgiven: a failed ignored").endsWith("blamed: a failed\n");
  }

  @Test
  void a_value_that_is_no_boolean_or_number_fails_the_task() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: shows, say: x, diff: "yes.", ignore_errors: true, register: it}
                    - {name: tells, say: "{{ it is failed and 'is not a valid boolean' in it.msg }}"}
                    - {name: tries, say: x, retries: "{{ 'many' }}", ignore_errors: true}
                """);
    assertThat(story.text())
        .contains("tells: a ok 'true'")
        .contains("could not be converted to int");
  }
}
