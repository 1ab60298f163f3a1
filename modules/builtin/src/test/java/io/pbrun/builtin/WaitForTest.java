package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitForTest {
  private final ModuleTester tester = ModuleTester.of(WaitFor.class);

  @Test
  void a_file_is_waited_for() throws Exception {
    tester
        .time()
        .at(Duration.ofSeconds(20), () -> tester.connection().files().put("/run/done", "ok"));
    Result result = tester.run("path: /run/done");
    assertThat(result.failed()).isFalse();
    assertThat((Long) result.fields().get("elapsed")).isBetween(20L, 21L);
    assertThat(result.fields())
        .containsEntry("state", "started")
        .containsEntry("path", "/run/done");
    assertThat(tester.progress()).containsExactly("0s of 5m: there is no such file");
  }

  @Test
  void a_text_in_a_file_gives_its_groups() throws Exception {
    tester.connection().files().put("/var/log/x", "a\nready in 12 s\n");
    Result result = tester.run("{path: /var/log/x, search_regex: '^ready in (?P<n>\\d+)'}");
    assertThat(result.fields())
        .containsEntry("match_groups", List.of("12"))
        .containsEntry("match_groupdict", Map.of("n", "12"));
  }

  @Test
  void a_file_that_stays_is_a_failure_in_the_tasks_own_words() throws Exception {
    tester.connection().files().put("/lock", "");
    Result result =
        tester.run("{path: /lock, state: absent, timeout: 10, msg: somebody holds the lock}");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields())
        .containsEntry("msg", "somebody holds the lock")
        .containsEntry("elapsed", 10L);
  }

  @Test
  void a_port_is_looked_at_from_the_target() throws Exception {
    tester
        .connection()
        .when(
            "/dev/tcp/127.0.0.1/6443", new CommandResult(1, "", ""), new CommandResult(0, "", ""));
    Result result = tester.run("{port: 6443, delay: 5}");
    assertThat(result.failed()).isFalse();
    assertThat(tester.progress()).containsExactly("0s of 5m: not looked yet", "5s of 5m: closed");
    assertThat(tester.connection().writes()).isEmpty();
  }

  @Test
  void drained_is_refused_by_name() throws Exception {
    assertThat(tester.run("{port: 1, state: drained}").fields().get("msg"))
        .isEqualTo(
            "value of state must be one of: absent, present, started, stopped, got: drained");
  }

  @Test
  void a_connection_is_waited_for() throws Exception {
    ModuleTester wait = ModuleTester.of(WaitForConnection.class);
    wait.connection().when("^:$", "").unreachable("connection refused");
    wait.time().at(Duration.ofSeconds(30), () -> wait.connection().unreachable(null));
    Result result = wait.run("");
    assertThat(result.failed()).isFalse();
    assertThat(wait.progress()).containsExactly("0s of 10m: connection refused");
    wait.connection().unreachable("no route to host");
    assertThat(wait.run("timeout: 60").fields().get("msg"))
        .isEqualTo(
            "timed out after 1m waiting for a connection to web1; last seen: no route to host");
  }
}
