package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import io.pbrun.engine.value.Unknown;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private final ModuleTester command = ModuleTester.of(Command.class);
  private final ModuleTester shell = ModuleTester.of(Shell.class);

  @Test
  void a_command_gives_its_output_and_counts_as_a_change() throws Exception {
    command
        .connection()
        .when(
            "uptime",
            connectionCommand -> {
              command.time().advance(Duration.ofMillis(1250));
              return new CommandResult(0, "up 3 days\nload 0.1\n\n", "warn\n");
            });
    Result result = command.run("uptime -p");
    assertThat(result.changed()).isTrue();
    assertThat(result.fields())
        .containsEntry("cmd", List.of("uptime", "-p"))
        .containsEntry("rc", 0L)
        .containsEntry("stdout", "up 3 days\nload 0.1")
        .containsEntry("stdout_lines", List.of("up 3 days", "load 0.1"))
        .containsEntry("stderr_lines", List.of("warn"))
        .containsEntry("delta", "0:00:01.250000");
    assertThat((String) result.fields().get("start"))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
  }

  @Test
  void an_exit_status_is_a_failure_that_shows_everything() throws Exception {
    command.connection().when("false", new CommandResult(3, "out", "err"));
    Result result = command.run("argv: [/bin/false]");
    assertThat(result.failed()).isTrue();
    assertThat(result.changed()).isTrue();
    assertThat(result.fields())
        .containsEntry("rc", 3L)
        .containsEntry("msg", "non-zero return code")
        .containsEntry("stderr", "err");
  }

  @Test
  void a_preview_runs_nothing_and_knows_nothing_of_the_outcome() throws Exception {
    Result result = command.preview("reboot");
    assertThat(result.skipped()).isTrue();
    assertThat(result.fields()).containsEntry("msg", "Command would have run if not in check mode");
    assertThat(result.fields().get("stdout")).isInstanceOf(Unknown.class);
    assertThat(command.connection().commands()).isEmpty();
  }

  @Test
  void creates_keeps_a_command_from_running_again() throws Exception {
    command.connection().files().put("/opt/tools/x", "");
    Result result = command.run("{cmd: make tools, creates: /opt/tools}");
    assertThat(result.changed()).isFalse();
    assertThat(result.fields())
        .containsEntry("msg", "Did not run command since '/opt/tools' exists")
        .containsEntry("stdout", "skipped, since /opt/tools exists")
        .containsEntry("rc", 0L);
  }

  @Test
  void with_creates_a_preview_is_sure_that_the_command_would_run() throws Exception {
    Result result = command.preview("{cmd: make tools, creates: tools, chdir: /opt}");
    assertThat(result.changed()).isTrue();
    assertThat(result.skipped()).isFalse();
    assertThat(result.fields().get("rc")).isInstanceOf(Unknown.class);
  }

  @Test
  void removes_wants_something_to_be_there() throws Exception {
    Result result = command.run("rm -r /tmp/old removes=/tmp/old");
    assertThat(result.fields())
        .containsEntry("msg", "Did not run command since '/tmp/old' does not exist");
  }

  @Test
  void variables_in_a_command_are_expanded_on_the_target() throws Exception {
    command.connection().when("HOME", "ok");
    command.run("ls $HOME/x");
    var ran = command.connection().commands().getFirst();
    assertThat(ran.shell()).isTrue();
    assertThat(ran.argv()).containsExactly("exec ls \"${HOME-\\$HOME}\"/x");
  }

  @Test
  void standard_input_ends_with_a_line_end_unless_told_otherwise() throws Exception {
    command.connection().when("cat", "");
    command.run("{cmd: cat, stdin: hi}");
    command.run("{cmd: cat, stdin: hi, stdin_add_newline: false}");
    assertThat(command.connection().commands())
        .extracting(ran -> new String(ran.stdin(), StandardCharsets.UTF_8))
        .containsExactly("hi\n", "hi");
  }

  @Test
  void a_command_needs_a_command() throws Exception {
    assertThat(command.run("chdir: /tmp").fields()).containsEntry("msg", "no command given");
    assertThat(command.run("{cmd: a, argv: [b]}").fields())
        .containsEntry("msg", "only command or argv can be given, not both");
  }

  @Test
  void a_shell_line_goes_to_the_shell_as_it_is() throws Exception {
    shell.connection().when(".*", "3");
    assertThat(shell.run("grep -c x f | sort chdir=/var/log").fields())
        .containsEntry("cmd", "grep -c x f | sort");
    var ran = shell.connection().commands().getFirst();
    assertThat(ran.shell()).isTrue();
    assertThat(ran.directory()).isEqualTo("/var/log");
    shell.run("{cmd: echo hi, executable: /bin/bash}");
    assertThat(shell.connection().commands().getLast().argv())
        .containsExactly("/bin/bash", "-c", "echo hi");
  }

  @Test
  void raw_leaves_the_output_alone() throws Exception {
    ModuleTester raw = ModuleTester.of(Raw.class);
    raw.connection().when("cat", "a\n\n");
    assertThat(raw.run("cat /x").fields()).containsEntry("stdout", "a\n\n");
  }

  @Test
  void a_script_travels_runs_and_leaves_nothing_behind() throws Exception {
    ModuleTester script =
        ModuleTester.of(Script.class).file("files/prepare.sh", "#!/bin/sh\necho $1\n");
    script.connection().when("pbrun-script", "vdb\n");
    Result result = script.run("prepare.sh 'v db' chdir=/data");
    assertThat(result.fields())
        .containsEntry("stdout", "vdb")
        .containsEntry("cmd", "prepare.sh 'v db'");
    var ran = script.connection().commands().getFirst();
    assertThat(ran.argv()).hasSize(2).contains("v db");
    assertThat(script.connection().files().changes())
        .last()
        .asString()
        .startsWith("remove /tmp/pbrun-script-");
    assertThat(script.run("missing.sh").fields().get("msg"))
        .asString()
        .contains("Searched in:\n\t/site/files/missing.sh\n\t/site/missing.sh");
  }

  @Test
  void ping_logs_in_and_changes_nothing() throws Exception {
    ModuleTester ping = ModuleTester.of(Ping.class);
    ping.connection().when("^:$", "");
    assertThat(ping.run("").fields()).containsEntry("ping", "pong");
    assertThat(ping.preview("data: hello").fields()).containsEntry("ping", "hello");
    assertThat(ping.run("data: crash").fields()).containsEntry("msg", "boom");
    assertThat(ping.connection().writes()).isEmpty();
  }
}
