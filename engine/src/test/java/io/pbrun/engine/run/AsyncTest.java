package io.pbrun.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.report.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks with a limit that show that they go on, and tasks that go on in the background. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AsyncTest {
  @TempDir Path home;

  private Runs runs(int sleepers) {
    return new Runs("a,").jobs(home.resolve("jobs")).clock(new TurningTime(sleepers));
  }

  private Story run(int sleepers, String tasks) {
    return runs(sleepers).run("- hosts: all\n  tasks:\n" + tasks.indent(4));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve("jobs"))) {
      return all.toList();
    }
  }

  @Test
  void a_polled_task_shows_that_it_goes_on_and_leaves_no_file() throws IOException {
    // It sleeps, its limit does, and so does what shows that it goes on.
    Story story = run(3, "- {name: rests, stay: {seconds: 2500ms}, async: 10, poll: 1}");
    assertThat(story.progress())
        .containsExactly(
            "ASYNC POLL on a: jid=JOB started=1 finished=0",
            "ASYNC POLL on a: jid=JOB started=1 finished=0",
            "ASYNC OK on a: jid=JOB");
    assertThat(story.result("rests", "a")).containsEntry("finished", true);
    assertThat(files()).isEmpty();
  }

  @Test
  void a_polled_task_fails_when_its_limit_is_over() {
    Story story =
        run(3, "- {name: rests, stay: {seconds: 60}, async: 2, poll: 5, ignore_errors: true}");
    assertThat(story.text()).isEqualTo("PLAY all\nrests: a failed ignored\n");
    assertThat(story.result("rests", "a"))
        .containsEntry("msg", "async task did not complete within the requested time - 2s")
        .containsEntry("finished", false);
    assertThat(story.progress()).containsExactly("ASYNC FAILED on a: jid=JOB");
  }

  @Test
  void conditions_judge_a_polled_task_by_its_end() {
    Story story =
        run(
            3,
            """
            - {name: polled, fail: , async: 10, poll: 5, register: it, failed_when: not it.finished}
            """);
    assertThat(story.text()).isEqualTo("PLAY all\npolled: a ok\n");
  }

  @Test
  void conditions_judge_the_start_of_a_background_task_not_its_end() {
    Story story =
        run(
            9,
            """
            - {name: begins, fail: , async: 10, poll: 0, changed_when: false, failed_when: false}
            """);
    assertThat(story.text()).isEqualTo("PLAY all\nbegins: a ok\n");
  }

  @Test
  void every_item_of_a_loop_is_a_job_of_its_own() throws IOException {
    Story story =
        run(
            9,
            """
            - {name: begins, say: "{{ item }}", loop: [x, y], async: 10, poll: 0, register: all}
            - {name: asks, say: "{{ all.results | map(attribute='ansible_job_id') | unique | length }}"}
            """);
    assertThat(story.text()).endsWith("asks: a ok '2'\n");
    assertThat(files()).hasSize(2);
  }

  @Test
  void the_run_waits_at_its_end_for_what_still_goes_on() {
    TurningTime clock = new TurningTime(2);
    Story story =
        new Runs("a,")
            .jobs(home.resolve("jobs"))
            .clock(clock)
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: begins, stay: {seconds: 5}, async: 10, poll: 0}
                """);
    assertThat(story.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void ctrl_c_ends_what_goes_on_in_the_background() throws IOException {
    Thread runner = Thread.currentThread();
    Story story =
        runs(99)
            .listener(event -> {
              if (event instanceof RunEvent.Progress) {
                runner.interrupt();
              }
            })
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: begins, stay: {seconds: 5}, async: 10, poll: 0}
                """);
    assertThat(story.code()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(files())
        .singleElement()
        .satisfies(file ->
            assertThat(Files.readString(file))
                .contains("the run was interrupted", "\"finished\": true"));
  }

  @Test
  void only_the_operator_may_read_what_jobs_came_to_and_no_log_keeps_it_out() throws IOException {
    run(
        9,
        """
        - {name: tells, say: hush, async: 10, poll: 0, no_log: true}
        """);
    Path file = files().getFirst();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("jobs"))))
        .isEqualTo("rwx------");
    assertThat(Files.readString(file)).contains("\"finished\": true").doesNotContain("hush");
  }

  @Test
  void a_job_in_another_folder_is_found_there_only_until_it_is_forgotten() {
    Path other = home.resolve("other");
    Story story =
        run(
            9,
            """
            - {name: begins, say: x, async: 10, poll: 0, register: it, vars: {ansible_async_dir: %s}}
            - {name: here, job: "{{ it.ansible_job_id }}", ignore_errors: true}
            - {name: there, job: {jid: "{{ it.ansible_job_id }}", forget: true}, vars: {ansible_async_dir: %s}}
            - {name: gone, job: "{{ it.ansible_job_id }}", vars: {ansible_async_dir: %s}}
            """
                .formatted(other, other, other));
    assertThat(story.text())
        .isEqualTo(
            """
            PLAY all
            begins: a changed
            here: a failed ignored
            there: a ok
            gone: a failed
            """);
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void the_job_is_done_by_the_host_that_it_is_delegated_to() {
    Story story =
        runs(9)
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: begins, say: x, async: 10, poll: 0, delegate_to: b}
                """);
    assertThat(story.text()).isEqualTo("PLAY all\nbegins: a -> b changed\n");
  }

  @Test
  void a_preview_starts_nothing() {
    Story story =
        runs(9)
            .preview()
            .jobs(home.resolve("jobs"))
            .run(
                """
                - hosts: all
                  tasks:
                    - {name: begins, change: x, async: 10, poll: 0}
                """);
    assertThat(story.preview()).isNotNull();
    assertThat(home.resolve("jobs")).doesNotExist();
  }

  @Test
  void a_limit_that_is_no_number_fails_the_task() {
    Story story =
        run(
            9,
            """
            - {name: begins, say: x, async: "{{ 'soon' }}", ignore_errors: true}
            """);
    assertThat(String.valueOf(story.result("begins", "a").get("msg")))
        .contains("async_val", "soon");
  }
}
