package io.pbrun.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.report.RunEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many hosts: in step, in batches, once for all, for each other. */
final class HostsTest {
  @Test
  void all_hosts_do_a_task_before_any_does_the_next() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: one, say: x}
                    - {name: two, say: y, when: inventory_hostname == 'b'}
                    - {name: three, say: z}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a ok 'x', b ok 'x'
            two: a skipped, b ok 'y'
            three: a ok 'z', b ok 'z'
            """);
  }

  @Test
  void refresh_inventory_ends_hosts_that_are_gone_and_new_ones_join_with_the_next_play() {
    Runs runs = new Runs("hosts").file("hosts", "a\nb\nd\n");
    runs.listener(event -> {
      if (event instanceof RunEvent.PlayStarted) {
        runs.file("hosts", "b\nc\n");
      }
    });
    Story story =
        runs.run(
            """
            - hosts: all
              serial: 2
              tasks:
                - {name: before, say: x}
                - meta: refresh_inventory
                - {name: after, say: y}
            - hosts: all
              tasks:
                - {name: next, say: z}
            """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            before: a ok 'x', b ok 'x'
            meta:
            after: b ok 'y'
            PLAY all
            next: b ok 'z', c ok 'z'
            """);
  }

  @Test
  void hosts_in_rescue_and_hosts_that_are_not_meet_again_after_the_block() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  tasks:
                    - block:
                        - {name: one, fail: , when: inventory_hostname == 'a'}
                        - {name: two, say: x}
                      rescue:
                        - {name: rescue, say: y}
                      always:
                        - {name: always, say: z}
                    - {name: after, say: together}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a failed, b skipped
            two: b ok 'x'
            rescue: a ok 'y'
            always: a ok 'z', b ok 'z'
            after: a ok 'together', b ok 'together'
            """);
  }

  @Test
  void serial_takes_the_play_batch_by_batch() {
    Story story =
        new Runs("a,b,c,")
            .run(
                """
                - hosts: all
                  serial: [1, "100%"]
                  tasks:
                    - {name: one, say: "{{ ansible_play_batch | join(' ') }}"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a ok 'a'
            PLAY all
            one: b ok 'b c', c ok 'b c'
            """);
  }

  @Test
  void when_a_whole_batch_fails_the_run_ends() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  serial: 1
                  tasks:
                    - {name: one, fail: }
                - hosts: all
                  tasks: [{name: never, say: x}]
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a failed
            """);
    assertThat(story.code()).isEqualTo(ExitCode.HOSTS_FAILED);
  }

  @Test
  void any_errors_fatal_makes_one_failure_that_of_all() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  any_errors_fatal: true
                  tasks:
                    - {name: one, fail: , when: inventory_hostname == 'b'}
                    - {name: never, say: x}
                - hosts: all
                  tasks: [{name: never, say: x}]
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a skipped, b failed
            NO MORE HOSTS LEFT
            """);
    assertThat(story.code()).isEqualTo(ExitCode.HOSTS_FAILED);
  }

  @Test
  void any_errors_fatal_takes_everyone_to_rescue() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  any_errors_fatal: true
                  tasks:
                    - block:
                        - {name: one, fail: , when: inventory_hostname == 'b'}
                        - {name: never, say: x}
                      rescue:
                        - {name: rescue, say: here}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a skipped, b failed
            rescue: a ok 'here', b ok 'here'
            """);
    assertThat(story.code()).isEqualTo(ExitCode.SUCCESS);
  }

  @Test
  void max_fail_percentage_ends_the_play_when_too_many_fail() {
    Story story =
        new Runs("a,b,c,")
            .run(
                """
                - hosts: all
                  max_fail_percentage: 50
                  tasks:
                    - {name: one, fail: , when: inventory_hostname == 'a'}
                    - {name: two, fail: , when: inventory_hostname == 'b'}
                    - {name: never, say: x}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a failed, b skipped, c skipped
            two: b failed, c skipped
            NO MORE HOSTS LEFT
            """);
    assertThat(story.code()).isEqualTo(ExitCode.HOSTS_FAILED);
  }

  @Test
  void run_once_does_it_on_the_first_host_for_all() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: once, count: , run_once: true, register: it}
                    - {name: all know, say: "{{ it.n }}"}
                    - {name: by nature, once: , register: that}
                    - {name: know that too, say: "{{ that.msg }}"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            once: a ok
            all know: a ok '1', b ok '1'
            by nature: a ok
            know that too: a ok 'by a', b ok 'by a'
            """);
  }

  @Test
  void run_once_that_fails_fails_all() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: once, fail: , run_once: true}
                    - {name: never, say: x}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            once: a failed
            """);
    assertThat(story.code()).isEqualTo(ExitCode.HOSTS_FAILED);
  }

  @Test
  void a_delegated_task_keeps_its_variables_and_knows_the_other_host() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: a
                  tasks:
                    - {name: does, say: "{{ inventory_hostname }} by {{ ansible_delegated_vars['b'].inventory_hostname }}", delegate_to: b, register: it}
                    - {name: sets, set_fact: {x: 1}, delegate_to: b, delegate_facts: true}
                    - {name: knows, say: "{{ it.msg }} {{ hostvars['b'].x }} {{ x is defined }}"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY a
            does: a -> b ok 'a by b'
            sets: a -> b ok
            knows: a ok 'a by b 1 False'
            """);
  }

  @Test
  void order_turns_the_hosts_round() {
    Story story =
        new Runs("b,a,c,")
            .run(
                """
                - hosts: all
                  order: reverse_sorted
                  tasks:
                    - {name: one, say: x}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: c ok 'x', b ok 'x', a ok 'x'
            """);
  }

  @Test
  void end_host_ends_one_and_end_play_all() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  tasks:
                    - meta: end_host
                      when: inventory_hostname == 'a'
                    - {name: only b, say: x}
                    - meta: end_play
                    - {name: never, say: x}
                - hosts: all
                  tasks: [{name: next play, say: y}]
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            meta:
            only b: b ok 'x'
            meta:
            PLAY all
            next play: a ok 'y', b ok 'y'
            """);
    assertThat(story.code()).isEqualTo(ExitCode.SUCCESS);
  }

  @Test
  void with_the_free_strategy_each_host_goes_its_own_way() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  strategy: free
                  tasks:
                    - {name: one, change: x, notify: it}
                    - {name: two, fail: , when: inventory_hostname == 'a'}
                    - {name: three, say: z}
                  handlers:
                    - {name: it, say: ran}
                """);
    assertThat(story.counts("a")).isEqualTo("ok=1 changed=1 failed=1");
    assertThat(story.counts("b")).isEqualTo("ok=3 changed=1 skipped=1");
  }

  @Test
  void hosts_that_failed_are_told_at_the_end_by_name() {
    List<RunEvent.HostsLost> lost = new ArrayList<>();
    new Runs("c,b,a,")
        .listener(event -> {
          if (event instanceof RunEvent.HostsLost told) {
            lost.add(told);
          }
        })
        .run(
            """
            - hosts: all
              tasks:
                - {fail: no, when: inventory_hostname != 'b'}
            """);
    assertThat(lost)
        .singleElement()
        .satisfies(told -> {
          assertThat(told.hosts()).containsExactly("a", "c");
          assertThat(told.playbook()).hasToString("/site/site.yml");
        });
  }
}
