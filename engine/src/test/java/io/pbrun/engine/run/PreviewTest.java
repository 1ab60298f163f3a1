package io.pbrun.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.report.RunEvent;
import org.junit.jupiter.api.Test;

/** Previews change nothing, tell what would be changed, and what cannot be known. */
final class PreviewTest {
  @Test
  void what_depends_on_a_planned_change_depends() {
    Story story =
        new Runs("a,")
            .preview()
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: changes, change: door, register: it}
                    - {name: knows that, say: x, when: it is changed}
                    - {name: cannot know, say: x, when: it.answer == 'done'}
                    - {name: nor that, change: "{{ it.answer }}"}
                    - {name: nor these, say: "{{ item }}", loop: "{{ it.answer }}"}
                    - {name: goes on, say: y}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            changes: a changed
            knows that: a ok 'x'
            cannot know: a depends
            nor that: a depends
            nor these: a depends
            goes on: a ok 'y'
            """);
    assertThat(story.preview().changes())
        .extracting(planned -> planned.step().what())
        .containsExactly("change door");
    assertThat(story.preview().unknown())
        .extracting(RunEvent.PreviewSummary.Unknown::task)
        .containsExactly("cannot know", "nor that", "nor these");
    assertThat(story.code()).isEqualTo(ExitCode.SUCCESS);
  }

  @Test
  void check_mode_of_a_task_wins_over_the_option() {
    Story story =
        new Runs("a,")
            .preview()
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: is done, change: x, check_mode: false, register: it}
                    - {name: knows, say: "{{ it.answer }}"}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            is done: a changed
            knows: a ok 'done'
            """);
  }

  @Test
  void handlers_of_planned_changes_are_previewed_too() {
    Story story =
        new Runs("a,")
            .preview()
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: changes, change: x, notify: it}
                  handlers:
                    - {name: it, change: y}
                """);
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            changes: a changed
            HANDLER it: a changed
            """);
  }

  @Test
  void a_wait_says_what_it_saw_when_that_changes_and_ends_when_reached() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: waits, open: {after: 2m}, register: it}
                    - {name: knows, say: "{{ it.msg }}"}
                """);
    assertThat(story.text()).contains("waits: a ok", "knows: a ok 'open'");
    assertThat(story.waits().getFirst()).isEqualTo("0s of 600s: closed");
  }

  @Test
  void a_wait_that_is_not_reached_fails_with_what_was_last_seen() {
    Story story =
        new Runs("a,")
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: waits, open: {after: 2h, timeout: 5m}}
                """);
    assertThat(story.result("waits", "a").get("msg").toString()).contains("5m", "closed");
    assertThat(story.code()).isEqualTo(ExitCode.HOSTS_FAILED);
  }
}
