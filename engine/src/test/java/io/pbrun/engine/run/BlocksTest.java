package io.pbrun.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Blocks: a failure goes to rescue, always comes last, and both may nest. */
final class BlocksTest {
  @Test
  void a_failure_goes_on_in_rescue_and_then_in_always() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - block:
                        - {name: breaks, fail: }
                        - {name: never, say: x}
                      rescue:
                        - {name: rescues, say: "{{ ansible_failed_task.name }} by {{ ansible_failed_task.action }}, {{ ansible_failed_result.msg }}"}
                      always:
                        - {name: cleans up, say: done}
                    - {name: goes on, say: yes it does}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            breaks: a failed
            rescues: a ok 'breaks by fail, failed as asked'
            cleans up: a ok 'done'
            goes on: a ok 'yes it does'
            """);
    assertThat(story.counts("a")).isEqualTo("ok=3 rescued=1");
    assertThat(story.code()).isEqualTo(ExitCode.SUCCESS);
  }

  @Test
  void without_rescue_always_runs_and_the_failure_stands() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - block:
                        - {name: breaks, fail: }
                      always:
                        - {name: cleans up, say: done}
                    - {name: never, say: x}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            breaks: a failed
            cleans up: a ok 'done'
            """);
    assertThat(story.counts("a")).isEqualTo("ok=1 failed=1");
    assertThat(story.code()).isEqualTo(ExitCode.HOSTS_FAILED);
  }

  @Test
  void a_failure_in_rescue_is_final_but_always_still_runs() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - block:
                        - {name: breaks, fail: }
                      rescue:
                        - {name: rescue breaks, fail: }
                        - {name: never, say: x}
                      always:
                        - {name: cleans up, say: done}
                    - {name: not this either, say: x}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            breaks: a failed
            rescue breaks: a failed
            cleans up: a ok 'done'
            """);
    assertThat(story.counts("a")).isEqualTo("ok=1 failed=1 rescued=1");
    assertThat(story.code()).isEqualTo(ExitCode.HOSTS_FAILED);
  }

  @Test
  void an_inner_block_without_rescue_hands_its_failure_to_the_outer_one() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - block:
                        - block:
                            - {name: breaks, fail: }
                          always:
                            - {name: inner always, say: first}
                        - {name: never, say: x}
                      rescue:
                        - {name: outer rescue, say: second}
                    - {name: goes on, say: third}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            breaks: a failed
            inner always: a ok 'first'
            outer rescue: a ok 'second'
            goes on: a ok 'third'
            """);
    assertThat(story.code()).isEqualTo(ExitCode.SUCCESS);
  }

  @Test
  void a_block_inside_rescue_may_rescue_again() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - block:
                        - {name: breaks, fail: }
                      rescue:
                        - block:
                            - {name: breaks again, fail: }
                          rescue:
                            - {name: rescues that, say: well}
                    - {name: goes on, say: fine}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            breaks: a failed
            breaks again: a failed
            rescues that: a ok 'well'
            goes on: a ok 'fine'
            """);
    assertThat(story.counts("a")).isEqualTo("ok=2 rescued=2");
    assertThat(story.code()).isEqualTo(ExitCode.SUCCESS);
  }

  @Test
  void a_lost_connection_is_not_rescued_and_ends_the_host() {
    Story story =
        new Runs("a,b,")
            .run(
                """
                - hosts: all
                  tasks:
                    - block:
                        - {name: breaks, lose: , when: inventory_hostname == 'a'}
                      rescue:
                        - {name: never, say: x}
                      always:
                        - {name: only of those left, say: here}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            breaks: a unreachable, b skipped
            only of those left: b ok 'here'
            """);
    assertThat(story.counts("a")).isEqualTo("unreachable=1");
    assertThat(story.code()).isEqualTo(ExitCode.HOSTS_UNREACHABLE);
  }

  @Test
  void clear_host_errors_in_always_takes_the_failure_back() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - block:
                        - {name: breaks, fail: }
                      always:
                        - meta: clear_host_errors
                    - {name: goes on, say: again}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            breaks: a failed
            meta:
            goes on: a ok 'again'
            """);
    assertThat(story.code()).isEqualTo(ExitCode.SUCCESS);
  }

  @Test
  void ignored_errors_count_as_ok_and_ignored() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: breaks, fail: , ignore_errors: true, register: it}
                    - {name: knows, say: "{{ it is failed }}"}
                    - {name: is lost, lose: , ignore_unreachable: true}
                    - {name: goes on, say: still}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            breaks: a failed ignored
            knows: a ok 'true'
            is lost: a unreachable ignored
            goes on: a ok 'still'
            """);
    assertThat(story.counts("a")).isEqualTo("ok=4 ignored=2");
    assertThat(story.code()).isEqualTo(ExitCode.SUCCESS);
  }
}
