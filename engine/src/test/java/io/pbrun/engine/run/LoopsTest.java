package io.pbrun.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Loops and retries. */
final class LoopsTest {
  @Test
  void every_item_is_reported_and_the_whole_registered() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: loops, say: "{{ item }}", loop: [x, y], register: all_of_it}
                    - {name: knows, say: "{{ all_of_it.results | map(attribute='msg') | join('+') }}"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            loops: a(x) ok 'x', a(y) ok 'y'
            knows: a ok 'x+y'
            """);
  }

  @Test
  void with_list_takes_no_mapping_and_with_dict_nothing_else() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  vars: {mapping: {k: v}, numbers: [1, 2]}
                  tasks:
                    - {name: list, say: "{{ item }}", with_list: "{{ mapping }}", ignore_errors: true, register: list}
                    - {name: dict, say: "{{ item }}", with_dict: "{{ numbers }}", ignore_errors: true, register: dict}
                    - {name: why, say: "{{ list.msg }}; {{ dict.msg }}"}
                """);
    assertThat(story.text())
        .endsWith(
            "why: a ok 'with_list expects a list, not a mapping; with_dict expects a dict, not 'int''\n");
  }

  @Test
  void loop_control_names_the_item_and_tells_where_it_stands() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - name: loops
                      say: "{{ server }} {{ number }} {{ ansible_loop.index }}/{{ ansible_loop.length }} {{ ansible_loop.nextitem | default('-') }}"
                      loop: [x, y]
                      loop_control: {loop_var: server, index_var: number, extended: true, label: "<{{ server }}>"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            loops: a(<x>) ok 'x 0 1/2 y', a(<y>) ok 'y 1 2/2 -'
            """);
  }

  @Test
  void items_whose_condition_fails_are_skipped_and_an_empty_loop_skips_the_task() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: some, say: "{{ item }}", loop: [1, 2, 3], when: item != 2}
                    - {name: none, say: "{{ item }}", loop: []}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            some: a(1) ok '1', a(2) skipped, a(3) ok '3'
            none:
            """);
    assertThat(story.counts("a")).isEqualTo("ok=1 skipped=1");
  }

  @Test
  void a_failed_item_fails_the_task_but_the_others_still_run() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: some, fail: , loop: [1, 2], when: item == 1, ignore_errors: true, register: it}
                    - {name: knows, say: "{{ it.msg }}"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            some: a(1) failed ignored, a(2) skipped
            knows: a ok 'One or more items failed'
            """);
  }

  @Test
  void facts_that_an_item_sets_are_there_for_the_next() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  vars: {sum: 0}
                  tasks:
                    - {name: adds, set_fact: {sum: "{{ sum + item }}"}, loop: [1, 2, 3]}
                    - {name: knows, say: "{{ sum }}"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            adds: a(1) ok, a(2) ok, a(3) ok
            knows: a ok '6'
            """);
  }

  @Test
  void names_of_facts_may_be_templates() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: sets, set_fact: "{{ item }}=moo", loop: [cow]}
                    - {name: knows, say: "{{ cow }}"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            sets: a(cow) ok
            knows: a ok 'moo'
            """);
  }

  @Test
  void until_tries_again_after_a_delay_and_counts_its_attempts() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: tries, count: , register: it, until: it.n == 3, retries: 5, delay: 10}
                    - {name: knows, say: "{{ it.attempts }}"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            tries: retry 5, retry 4, a ok
            knows: a ok '3'
            """);
  }

  @Test
  void conditions_may_ask_which_attempt_it_is() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: tries, count: , register: it, until: it.n == 2, retries: 3, changed_when: it.attempts > 1}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            tries: retry 3, a changed
            """);
  }

  @Test
  void when_no_attempt_is_good_the_task_fails() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: tries, count: , register: it, until: it.n == 9, retries: 2, delay: 1m}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            tries: retry 2, retry 1, a failed
            """);
    assertThat(story.result("tries", "a")).containsEntry("attempts", 2L);
  }

  @Test
  void pauses_and_delays_are_slept_on_the_runs_clock() {
    Runs runs = new Runs("a,");
    runs.run(
        """
        - hosts: all
          tasks:
            - {name: loops, say: x, loop: [1, 2, 3], loop_control: {pause: 20}}
            - {name: tries, count: , register: it, until: it.n == 2, retries: 3, delay: 1m}
        """);
    assertThat(runs.time().elapsed()).hasSeconds(20 + 20 + 60);
  }
}
