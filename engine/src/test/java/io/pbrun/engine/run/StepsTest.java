package io.pbrun.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code --step}: nothing is changed that the operator did not say yes to. */
final class StepsTest {
  private static final String PLAYBOOK =
      """
      - hosts: all
        tasks:
          - {name: one, change: door, notify: it}
          - {name: two, say: 2nd}
          - {name: three, change: window}
        handlers:
          - {name: it, change: lamp}
      """;

  @Test
  void only_changes_are_asked_about_host_by_host_with_what_would_change() {
    Story story = new Runs("a,b,").steps("y", "", "YES", "no", "y").run(PLAYBOOK);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a changed, b skipped
            two: a ok '2nd', b ok '2nd'
            three: a changed, b skipped
            HANDLER it: a changed
            """);
    assertThat(story.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(story.messages())
        .containsExactly(
            "about to change door",
            "Perform task: one on a (N)o/(y)es/(a)ll/(q)uit:",
            "about to change door",
            "Perform task: one on b (N)o/(y)es/(a)ll/(q)uit:",
            "about to change window",
            "Perform task: three on a (N)o/(y)es/(a)ll/(q)uit:",
            "about to change window",
            "Perform task: three on b (N)o/(y)es/(a)ll/(q)uit:",
            "about to change lamp",
            "Perform task: it on a (N)o/(y)es/(a)ll/(q)uit:");
  }

  @Test
  void items_of_a_loop_are_asked_about_one_by_one() {
    Story story =
        new Runs("a,")
            .steps("y", "n")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: one, change: "{{ item }}", loop: [door, window]}
                """);
    assertThat(story.text()).contains("a(door) changed, a(window) skipped");
    assertThat(story.messages())
        .contains("Perform task: one on a, item window (N)o/(y)es/(a)ll/(q)uit:");
  }

  @Test
  void all_asks_no_more_and_the_peers_continue_means_the_same() {
    for (String all : new String[] {"a", "all", "c", "continue"}) {
      Story story = new Runs("a,").steps("n", all).run(PLAYBOOK);
      assertThat(story.text())
          .isEqualTo(
              """
              PLAY all
              one: a skipped
              two: a ok '2nd'
              three: a changed
              """);
    }
  }

  @Test
  void quit_ends_the_run_before_the_change() {
    Story story =
        new Runs("a,").steps("y", "q").run(PLAYBOOK + "- hosts: all\n  tasks: [{say: never}]\n");
    assertThat(story.text())
        .startsWith("PLAY all\none: a changed\ntwo: a ok '2nd'\nthree:\n")
        .contains("ERROR ended by the operator before 'three on a'")
        .doesNotContain("never", "HANDLER");
    assertThat(story.code()).isEqualTo(ExitCode.INTERRUPTED);
  }

  @Test
  void without_an_answer_the_run_ends_before_the_change() {
    Story story = new Runs("a,").steps("y").run(PLAYBOOK);
    assertThat(story.text())
        .contains("nobody is there to answer: 'three on a' was not done")
        .doesNotContain("three: a changed");
    assertThat(story.code()).isEqualTo(ExitCode.ERROR);
  }

  @Test
  void a_rescue_does_not_catch_the_end_of_the_run() {
    Story story =
        new Runs("a,")
            .steps("q")
            .run(
                """
                - hosts: all
                  tasks:
                    - block:
                        - {name: one, change: x}
                      rescue:
                        - {name: saved, say: x}
                      always:
                        - {name: at last, say: x}
                """);
    assertThat(story.text()).doesNotContain("saved", "at last");
  }
}
