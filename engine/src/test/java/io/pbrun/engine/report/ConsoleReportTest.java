package io.pbrun.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Diff;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.SourceText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the console shows, which users of Ansible must recognize word for word. */
final class ConsoleReportTest {
  private static final Place PLACE = new SourceText("/site/site.yml", "- hosts: all\n").at(1, 1);

  private Instant now = Instant.EPOCH;
  private final Paper paper = new Paper(true);
  private final InstantSource clock = () -> now;
  private ConsoleReport report = new ConsoleReport(paper, ConsoleStyle.plain(), clock);

  private ConsoleReportTest style(ConsoleStyle style) {
    report = new ConsoleReport(paper, style, clock);
    return this;
  }

  private String tell(RunEvent... events) {
    for (RunEvent event : events) {
      report.on(event);
    }
    return paper.text();
  }

  private static RunEvent task(String name) {
    return new RunEvent.TaskStarted(name, RunEvent.TaskStarted.Kind.TASK, PLACE, false);
  }

  private static Map<String, @Nullable Object> fields(@Nullable Object... pairs) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return fields;
  }

  private static TaskReport result(
      String module, Status status, Map<String, @Nullable Object> fields) {
    return new TaskReport(
        "it", module, "web1", null, status, fields, null, false, false, List.of(), List.of(), null,
        PLACE);
  }

  private static RunEvent ended(String module, Status status, @Nullable Object... pairs) {
    return new RunEvent.TaskEnded(result(module, status, fields(pairs)));
  }

  private static RunEvent item(String module, Status status, Object label) {
    TaskReport whole = result(module, status, fields("msg", "m", "changed", false));
    return new RunEvent.ItemEnded(
        new TaskReport(
            whole.task(),
            whole.module(),
            whole.host(),
            "db1",
            status,
            whole.result(),
            label,
            false,
            false,
            List.of(),
            List.of(),
            null,
            PLACE));
  }

  @Test
  void banners_fill_the_line_and_results_name_their_host() {
    String text =
        tell(
            new RunEvent.PlayStarted("Restart", PLACE, false, true),
            task("Look"),
            ended("command", Status.OK, "changed", false),
            task("Act"),
            ended("command", Status.CHANGED, "changed", true),
            task("Not now"),
            ended("command", Status.SKIPPED, "changed", false));
    assertThat(text)
        .isEqualTo(
            """

            PLAY [Restart] ****************

            TASK [Look] *******************
            ok: [web1]

            TASK [Act] ********************
            changed: [web1]

            TASK [Not now] ****************
            skipping: [web1]
            """);
  }

  @Test
  void failures_show_their_result_on_one_line_with_sorted_keys() {
    TaskReport failed =
        new TaskReport(
            "it",
            "command",
            "web1",
            "db1",
            Status.FAILED,
            fields("rc", 1L, "changed", true, "failed", true, "msg", "non-zero return code"),
            null,
            false,
            true,
            List.of(),
            List.of(),
            null,
            PLACE);
    assertThat(
            tell(
                new RunEvent.TaskEnded(failed),
                ended(
                    "ping",
                    Status.UNREACHABLE,
                    "changed",
                    false,
                    "msg",
                    "gone",
                    "unreachable",
                    true)))
        .isEqualTo(
            """
            fatal: [web1 -> db1]: FAILED! => {"changed": true, "msg": "non-zero return code", "rc": 1}
            ...ignoring
            fatal: [web1]: UNREACHABLE! => {"changed": false, "msg": "gone", "unreachable": true}
            """);
  }

  @Test
  void debug_shows_its_message_and_nothing_else() {
    assertThat(
            tell(
                ended("debug", Status.OK, "msg", "hello", "changed", false, "failed", false),
                ended("debug", Status.OK, "answer", List.of(1L, "two"), "changed", false)))
        .isEqualTo(
            """
            ok: [web1] => {
                "msg": "hello"
            }
            ok: [web1] => {
                "answer": [
                    1,
                    "two"
                ]
            }
            """);
  }

  @Test
  void verbosity_adds_results_and_places() {
    style(ConsoleStyle.plain().verbose(2));
    assertThat(
            tell(
                new RunEvent.PlaybookStarted("/site/site.yml", 2, false),
                task("Look"),
                ended(
                    "command", Status.OK, "rc", 0L, "invocation", Map.of("module_args", Map.of()))))
        .isEqualTo(
            """

            PLAYBOOK: site.yml ************
            2 plays in /site/site.yml

            TASK [Look] *******************
            task path: /site/site.yml:1
            ok: [web1] => {"rc": 0}
            """);
  }

  @Test
  void items_are_shown_one_by_one() {
    assertThat(
            tell(
                item("command", Status.CHANGED, "a"),
                item("command", Status.SKIPPED, Map.of("k", 1L)),
                item("command", Status.FAILED, "c")))
        .isEqualTo(
            """
            changed: [web1 -> db1] => (item=a)
            skipping: [web1] => (item={'k': 1})
            failed: [web1 -> db1] (item=c) => {"changed": false, "msg": "m"}
            """);
  }

  @Test
  void retries_includes_and_the_recap() {
    assertThat(
            tell(
                new RunEvent.RetryScheduled("web1", "Wait", 2, Map.of()),
                new RunEvent.Included("/site/more.yml", List.of("web1", "web2"), "x", PLACE),
                new RunEvent.Recap(List.of(new HostCounts("web1", 3, 1, 0, 1, 0, 0, 0)))))
        .isEqualTo(
            """
            FAILED - RETRYING: [web1]: Wait (2 retries left).
            included: /site/more.yml for web1, web2 => (item=x)

            PLAY RECAP ********************
            web1                       : ok=3    changed=1    unreachable=0    failed=1    skipped=0    rescued=0    ignored=0

            """);
  }

  private static RunEvent withDiff(Status status, String before, String after) {
    return new RunEvent.TaskEnded(
        new TaskReport(
            "it",
            "copy",
            "web1",
            null,
            status,
            fields(),
            null,
            false,
            false,
            List.of(new Diff("/etc/a", before, "/etc/a", after)),
            List.of(),
            null,
            PLACE));
  }

  @Test
  void diffs_come_before_the_result() {
    assertThat(tell(withDiff(Status.CHANGED, "one\n", "two\n")))
        .contains("@@ -1 +1 @@\n-one\n+two\n");
  }

  @Test
  void a_diff_says_where_the_last_line_has_no_end() {
    assertThat(tell(withDiff(Status.CHANGED, "one", "one\n")))
        .contains("-one\n\\ No newline at end of file\n+one\n");
  }

  @Test
  void a_result_that_counts_as_unchanged_shows_no_diff() {
    assertThat(tell(withDiff(Status.OK, "one\n", "two\n"))).doesNotContain("+two");
  }

  @Test
  void where_skipped_hosts_are_hidden_a_banner_waits_for_something_to_show() {
    style(new ConsoleStyle(false, 0, false, true, true));
    assertThat(
            tell(
                new RunEvent.TaskStarted("Quiet", RunEvent.TaskStarted.Kind.TASK, PLACE, true),
                ended("command", Status.SKIPPED),
                new RunEvent.TaskStarted("Loud", RunEvent.TaskStarted.Kind.HANDLER, PLACE, true),
                ended("command", Status.SKIPPED),
                ended("command", Status.CHANGED)))
        .isEqualTo(
            """

            RUNNING HANDLER [Loud] [CHECK MODE] ***
            changed: [web1]
            """);
  }

  @Test
  void a_wait_says_a_line_when_what_it_sees_changes_and_ticks_in_between() {
    Duration limit = Duration.ofMinutes(20);
    tell(new RunEvent.WaitObserved("web1", "port 22", "refused", Duration.ZERO, limit));
    now = now.plusSeconds(7);
    report.tick();
    assertThat(paper.live()).isEqualTo("waiting: [web1] 7s of 20m for port 22: refused");
    tell(new RunEvent.WaitObserved("web1", "port 22", "refused", Duration.ofSeconds(10), limit));
    assertThat(paper.live()).isEqualTo("waiting: [web1] 10s of 20m for port 22: refused");
    tell(
        new RunEvent.WaitObserved("web1", "port 22", "no banner", Duration.ofSeconds(70), limit),
        new RunEvent.WaitEnded("web1", "port 22", true, Duration.ofSeconds(80)));
    report.tick();
    assertThat(paper.live()).isEmpty();
    assertThat(paper.text())
        .isEqualTo(
            """
            waiting: [web1] 0s of 20m for port 22: refused
            waiting: [web1] 1m10s of 20m for port 22: no banner
            reached: [web1] port 22 after 1m20s
            """);
  }

  @Test
  void an_interruption_says_what_goes_on_without_us() {
    assertThat(tell(new RunEvent.Interrupted(List.of("failover of load balancer kube-api"))))
        .isEqualTo(
            """
            !  [ERROR]: User interrupted execution
            ! in flight: failover of load balancer kube-api
            """);
  }

  @Test
  void colours_are_ansibles() {
    style(new ConsoleStyle(true, 0, true, true, false));
    assertThat(tell(ended("command", Status.OK), ended("command", Status.CHANGED)))
        .isEqualTo("\033[32mok: [web1]\033[0m\n\033[33mchanged: [web1]\033[0m\n");
  }
}
