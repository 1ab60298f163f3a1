package io.pbrun.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.inventory.InventoryFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.SourceText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the settings of the console change. */
final class ConsoleStylesTest {
  private static final SourceText SOURCE = new SourceText("/site/site.yml", "- hosts: all\n");
  private static final ConsoleStyle USUAL = ConsoleStyle.plain();

  private final Paper paper = new Paper(true);

  private String tell(ConsoleStyle style, RunEvent... events) {
    ConsoleReport report = new ConsoleReport(paper, style, () -> Instant.EPOCH);
    for (RunEvent event : events) {
      report.on(event);
    }
    return paper.text();
  }

  private static Place line(int number) {
    return SOURCE.at(number, 1);
  }

  private static RunEvent play(boolean lockstep) {
    return new RunEvent.PlayStarted("P", line(1), false, lockstep);
  }

  private static RunEvent begun(String name, int line) {
    return new RunEvent.TaskStarted(name, RunEvent.TaskStarted.Kind.TASK, line(line), false);
  }

  private static TaskReport report(
      String module, String host, Status status, int line, @Nullable Object... pairs) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return new TaskReport(
        "it",
        module,
        host,
        null,
        status,
        fields,
        null,
        false,
        false,
        List.of(),
        List.of(
            new PlannedStep(
                "restart it", Change.Kind.RESTART, true, null, List.of(), false, false)),
        null,
        line(line));
  }

  private static RunEvent ended(
      String module, String host, Status status, int line, @Nullable Object... pairs) {
    return new RunEvent.TaskEnded(report(module, host, status, line, pairs));
  }

  private static ConsoleStyle yaml(int verbosity, @Nullable Boolean pretty) {
    return USUAL.with(new ResultStyle(verbosity, true, pretty, 4));
  }

  private static ConsoleStyle style(boolean stderr, boolean path, boolean exact) {
    return new ConsoleStyle(false, ResultStyle.json(0), true, true, exact, stderr, path, exact);
  }

  @Test
  void a_template_in_a_result_is_shown_as_it_is_written() {
    Object template = new InventoryFiles.FakeTemplate("{{ b }}", line(1));
    RunEvent ended =
        ended(
            "include_vars", "web1", Status.OK, 2, "ansible_facts", Map.of("a", List.of(template)));
    ConsoleStyle json = USUAL.with(ResultStyle.json(1));
    assertThat(tell(json, ended))
        .startsWith("ok: [web1] => {\"ansible_facts\": {\"a\": [\"{{ b }}\"]}");
  }

  @Test
  void yaml_stands_below_the_line_in_blocks_that_can_be_read() {
    assertThat(
            tell(
                yaml(1, null),
                ended(
                    "command",
                    "web1",
                    Status.OK,
                    2,
                    "stdout",
                    "one \ttwo  \nthree\n",
                    "stdout_lines",
                    List.of("one", "three"),
                    "cmd",
                    List.of("echo", "12"),
                    "rc",
                    0L,
                    "none",
                    null,
                    "empty",
                    List.of(),
                    "inner",
                    Map.of("b", List.of(Map.of("c", true))))))
        .isEqualTo(
            """
            ok: [web1] =>\s
                cmd:
                - echo
                - '12'
                empty: []
                inner:
                    b:
                    -   c: true
                none: null
                rc: 0
                stdout: |-
                    one     two
                    three
                stdout_lines: <omitted>
              would restart it
            """);
  }

  @Test
  void yaml_that_is_not_pretty_tells_everything_exactly() {
    assertThat(
            tell(
                yaml(1, false),
                ended(
                    "command",
                    "web1",
                    Status.OK,
                    2,
                    "stdout",
                    "a \nb",
                    "stdout_lines",
                    List.of("a ", "b"),
                    "two",
                    "a\nb")))
        .contains(
            """
            ok: [web1] =>\s
                stdout: "a \\nb"
                stdout_lines:
                - 'a '
                - b
                two: |-
                  a
                  b
            """);
  }

  @Test
  void json_is_on_one_line_where_pretty_is_off_even_for_debug() {
    ConsoleStyle style = USUAL.with(new ResultStyle(3, false, false, 4));
    assertThat(tell(style, ended("debug", "web1", Status.OK, 2, "msg", "hi")))
        .startsWith("ok: [web1] => {\"msg\": \"hi\"}\n");
    ConsoleStyle narrow = USUAL.with(new ResultStyle(1, false, true, 2));
    assertThat(tell(narrow, ended("ping", "web1", Status.OK, 2, "ping", "pong")))
        .contains("ok: [web1] => {\n  \"ping\": \"pong\"\n}\n");
  }

  @Test
  void failures_go_to_standard_error_where_they_are_wanted_there() {
    assertThat(
            tell(
                style(true, false, true),
                ended("fail", "web1", Status.FAILED, 2, "msg", "no"),
                ended("ping", "web2", Status.UNREACHABLE, 2, "msg", "gone")))
        .isEqualTo(
            """
            ! fatal: [web1]: FAILED! => {"msg": "no"}
            ! fatal: [web2]: UNREACHABLE! => {"msg": "gone"}
            """);
  }

  @Test
  void a_failure_shows_the_path_of_its_task_where_that_is_wanted() {
    assertThat(
            tell(style(false, true, true), ended("fail", "web1", Status.FAILED, 17, "msg", "no")))
        .isEqualTo(
            """
            task path: /site/site.yml:17
            fatal: [web1]: FAILED! => {"msg": "no"}
            """);
  }

  @Test
  void where_hosts_do_not_wait_for_each_other_a_result_brings_the_banner_it_needs() {
    assertThat(
            tell(
                style(false, false, true),
                play(false),
                begun("one", 2),
                begun("one", 2),
                ended("ping", "a", Status.OK, 2),
                begun("two", 3),
                ended("ping", "b", Status.OK, 2),
                ended("ping", "a", Status.CHANGED, 3),
                new RunEvent.Included("/site/more.yml", List.of("b"), null, line(4)),
                ended("ping", "b", Status.OK, 2)))
        .isEqualTo(
            """

            PLAY [P] **********************

            TASK [one] ********************
            ok: [a]
            ok: [b]

            TASK [two] ********************
            changed: [a]
            included: /site/more.yml for b

            TASK [one] ********************
            ok: [b]
            """);
  }

  @Test
  void a_named_callback_shows_nothing_but_ansible_s_lines_of_a_preview() {
    assertThat(
            tell(
                style(false, false, true),
                new RunEvent.PlaybookStarted("/site/site.yml", 1, true),
                ended("command", "web1", Status.CHANGED, 2),
                new RunEvent.PreviewSummary(List.of(), List.of(), List.of(), Map.of())))
        .isEqualTo(
            """

            DRY RUN ***********************
            changed: [web1]

            DRY RUN ***********************
            """);
  }

  @Test
  void a_condition_is_shown_unless_it_is_a_literal() {
    ConsoleStyle verbose = USUAL.verbose(1);
    assertThat(
            tell(
                verbose,
                ended("ping", "a", Status.SKIPPED, 2, "false_condition", "x == 1"),
                ended(
                    "ping", "a", Status.SKIPPED, 2, "false_condition", "false", "changed", false)))
        .contains("skipping: [a] => {\"false_condition\": \"x == 1\"}\n")
        .contains("skipping: [a] => {\"changed\": false}\n");
  }
}
