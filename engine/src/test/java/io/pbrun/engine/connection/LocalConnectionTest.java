package io.pbrun.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LocalConnectionTest {
  @TempDir Path folder;
  private final LocalConnection local = new LocalConnection();

  @Test
  void a_command_gets_its_arguments_as_they_are() throws Exception {
    CommandResult result = local.run(Command.of(List.of("printf", "%s|", "a b", "$HOME", "'", "")));
    assertThat(result.stdout()).isEqualTo("a b|$HOME|'||");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void a_shell_line_has_pipes_environment_directory_and_input() throws Exception {
    Command command =
        Command.shell("cat; echo $GREETING | tr a-z A-Z; pwd; echo oops >&2; exit 3")
            .withEnvironment(Map.of("GREETING", "hello"))
            .in(folder.toString())
            .withStdin("input\n".getBytes(StandardCharsets.UTF_8));
    CommandResult result = local.run(command);
    assertThat(result.stdout()).isEqualTo("input\nHELLO\n" + folder.toRealPath() + "\n");
    assertThat(result.stderr()).isEqualTo("oops\n");
    assertThat(result.exitCode()).isEqualTo(3);
  }

  @Test
  void large_outputs_on_both_streams_do_not_block() throws Exception {
    CommandResult result =
        local.run(
            Command.shell(
                "head -c 20000000 /dev/zero | tr '\\0' x; head -c 3000000 /dev/zero | tr '\\0' e >&2"));
    assertThat(result.stdout()).hasSize(20_000_000);
    assertThat(result.stderr()).hasSize(3_000_000);
  }

  @Test
  void a_large_input_that_is_never_read_does_not_block() throws Exception {
    assertThat(local.run(Command.of(List.of("true")).withStdin(new byte[10_000_000])).exitCode())
        .isZero();
  }

  @Test
  void a_timeout_ends_the_command_and_what_it_started() throws Exception {
    Path pid = folder.resolve("pid");
    Command command =
        Command.shell("echo begun; sh -c 'echo $$ > " + pid + "; sleep 60; :'; :")
            .within(Duration.ofMillis(700));
    CommandResult result = local.run(command);
    assertThat(result.timedOut()).isTrue();
    assertThat(result.exitCode()).isEqualTo(CommandResult.TIMED_OUT);
    assertThat(result.stdout()).isEqualTo("begun\n");
    assertEnded(pid);
  }

  @Test
  void an_interruption_ends_the_command_at_once() throws Exception {
    Path pid = folder.resolve("pid");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread runner =
        Thread.ofVirtual()
            .start(() -> {
              try {
                local.run(Command.shell("sh -c 'echo $$ > " + pid + "; sleep 60; :'; :"));
                thrown.complete(new AssertionError("ran to its end"));
              } catch (Throwable e) {
                thrown.complete(e);
              }
            });
    while (!Files.exists(pid) || Files.size(pid) == 0) {
      Thread.onSpinWait();
    }
    runner.interrupt();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertEnded(pid);
  }

  private static void assertEnded(Path pid) throws Exception {
    long number = Long.parseLong(Files.readString(pid).strip());
    var handle = ProcessHandle.of(number);
    if (handle.isPresent()) {
      handle.get().onExit().get();
    }
  }

  @Test
  void what_is_left_in_the_background_does_not_hold_the_result() throws Exception {
    long start = System.nanoTime();
    CommandResult result = local.run(Command.shell("sleep 20 & echo done"));
    assertThat(result.stdout()).isEqualTo("done\n");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_missing_program_is_named() throws Exception {
    CommandResult result = local.run(Command.of(List.of("no-such-program", "x")));
    assertThat(result.exitCode()).isEqualTo(127);
    assertThat(result.stderr()).contains("'no-such-program'");
  }

  @Test
  void a_missing_directory_is_named() throws Exception {
    CommandResult result = local.run(Command.of(List.of("true")).in("/no/such/folder"));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("/no/such/folder");
  }

  @Test
  void a_connection_that_only_looks_refuses_what_is_not_declared_to_change_nothing()
      throws Exception {
    try (Connections connections = new Connections();
        Connection looking = connections.open(ConnectionSettings.local(), Access.READ_ONLY)) {
      assertThat(looking.run(Command.of(List.of("echo", "seen")).declaredReadOnly()).stdout())
          .isEqualTo("seen\n");
      String path = folder.resolve("x").toString();
      assertThatThrownBy(() -> looking.run(Command.of(List.of("touch", path))))
          .isInstanceOf(ReadOnlyViolation.class)
          .hasMessageContaining("touch");
      assertThatThrownBy(() -> looking.files().write(path, new byte[0], FileAttributes.UNCHANGED))
          .isInstanceOf(ReadOnlyViolation.class);
      assertThatThrownBy(() -> looking.files().remove(path)).isInstanceOf(ReadOnlyViolation.class);
      assertThatThrownBy(() -> looking.files().createTemporary("/tmp", "a", "", false))
          .isInstanceOf(ReadOnlyViolation.class);
      assertThat(looking.files().stat(path, true)).isNull();
    }
  }
}
