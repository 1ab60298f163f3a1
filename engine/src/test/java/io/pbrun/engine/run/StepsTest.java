package io.pbrun.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code --step}: nothing is done that the operator did not say yes to. */
final class StepsTest {
  private static final String PLAYBOOK =
      """
      - hosts: all
        tasks:
          - {name: one, change: x, notify: it}
          - {name: two, say: 2nd}
          - {name: three, say: 3rd}
        handlers:
          - {name: it, say: ran}
      """;

  @Test
  void yes_does_the_task_and_anything_else_steps_over_it() {
    Story story = new Runs("a,b,").steps("y", "", "YES", "no").run(PLAYBOOK);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            one: a changed, b changed
            three: a ok '3rd', b ok '3rd'
            """);
    assertThat(story.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(story.messages())
        .containsExactly(
            "Perform task: TASK: one (N)o/(y)es/(c)ontinue:",
            "Perform task: TASK: two (N)o/(y)es/(c)ontinue:",
            "Perform task: TASK: three (N)o/(y)es/(c)ontinue:",
            "Perform task: HANDLER: it (N)o/(y)es/(c)ontinue:");
  }

  @Test
  void continue_asks_no_more_in_this_play_and_asks_again_in_the_next() {
    Story story =
        new Runs("a,")
            .steps("n", "c", "n")
            .run(PLAYBOOK + "- hosts: all\n  tasks:\n    - {name: four, say: x}\n");
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            two: a ok '2nd'
            three: a ok '3rd'
            PLAY all
            """);
  }

  @Test
  void without_an_answer_the_run_ends_with_a_failure() {
    Story story =
        new Runs("a,").steps("y").run(PLAYBOOK + "- hosts: all\n  tasks: [{say: never}]\n");
    assertThat(story.text()).isEqualTo("PLAY all\none: a changed\n");
    assertThat(story.code()).isEqualTo(ExitCode.HOSTS_FAILED);
  }

  @Test
  void hosts_that_do_not_wait_for_each_other_are_asked_for_one_by_one() {
    Story story =
        new Runs("a,")
            .steps("y", "n")
            .run(
                """
                - hosts: all
                  strategy: free
                  tasks:
                    - {name: one, say: x}
                    - {name: two, say: y}
                """);
    assertThat(story.text()).isEqualTo("PLAY all\none: a ok 'x'\n");
    assertThat(story.messages()).contains("Perform task: TASK: one on a (N)o/(y)es/(c)ontinue:");
  }
}
