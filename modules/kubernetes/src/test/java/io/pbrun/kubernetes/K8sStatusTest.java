package io.pbrun.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class K8sStatusTest {
  private static final String LINE = "uptime; sudo k8s status";
  private final ModuleTester tester = ModuleTester.of(K8sStatus.class).host("mgmt");

  private static String uptime(Duration up, double one, double five) {
    return " 09:00:00 up "
        + up.toMinutes()
        + " min,  0 users,  load average: "
        + one
        + ", "
        + five
        + ", 9.81\n";
  }

  private static final String READY =
      "cluster status:           ready\ncontrol plane nodes:      10.20.0.45:6400 (voter)\n";
  private static final String NOT_READY = "cluster status:           not ready\n";
  private static final String SOCKET =
      "Error: The k8sd daemon did not answer: Get \"http://control.socket/1.0/k8sd/cluster\": context deadline exceeded\n";

  /**
   * A machine that boots as the test's clock begins: load falls from 120, and it is ready after so
   * many minutes.
   */
  private void boots(int readyAfterMinutes) {
    tester
        .connection()
        .when(
            LINE,
            command -> {
              assertThat(command.readOnly()).isTrue();
              Duration up = tester.time().elapsed();
              if (up.toMinutes() < 3) {
                throw new io.pbrun.engine.connection.ConnectionException(
                    "cannot connect by ssh to 10.12.7.40:22: refused");
              }
              double load = Math.max(1, 120 - 5 * up.toMinutes());
              String status =
                  up.toMinutes() >= readyAfterMinutes
                      ? READY
                      : up.toMinutes() < 8 ? SOCKET : NOT_READY + "TLS handshake timeout\n";
              return new CommandResult(0, uptime(up, load, load + 20) + status, "");
            });
  }

  @Test
  void a_delegated_wait_names_the_machine_that_it_looks_at() throws Exception {
    ModuleTester delegated =
        ModuleTester.of(K8sStatus.class).host("site").delegatedTo("management_vm");
    delegated.connection().when(LINE, uptime(Duration.ofMinutes(30), 1, 1) + NOT_READY);
    Result result = delegated.run("{wait: true, patience: 1m}");
    assertThat(result.fields().get("msg").toString())
        .contains("Kubernetes on management_vm is not ready");
  }

  @Test
  void a_cold_start_storm_is_noise_until_it_is_ready() throws Exception {
    boots(18);
    Result result = tester.run("{wait: true}");
    assertThat(result.failed()).isFalse();
    assertThat(result.fields())
        .containsEntry("ready", true)
        .containsEntry("status", "ready")
        .containsEntry("trend", "falling")
        .containsEntry("in_patience", true)
        .containsEntry(
            "noise",
            List.of(
                "ssh connection failed", "k8sd control.socket deadline", "TLS handshake timeout"));
    assertThat(tester.time().elapsed()).isBetween(Duration.ofMinutes(18), Duration.ofMinutes(19));
    assertThat(tester.progress()).hasSizeLessThan(20);
    assertThat(tester.progress().getFirst()).contains("no SSH connection");
  }

  @Test
  void when_patience_is_over_the_failure_names_what_was_last_seen() throws Exception {
    boots(45);
    Result result = tester.run("{wait: true, timeout: 40m}");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields().get("msg").toString())
        .contains("not ready 20m", "after its boot", "patience 20m", "not ready yet, load over")
        .contains("TLS handshake timeout");
    assertThat(result.fields()).containsEntry("ready", false).containsEntry("in_patience", false);
    assertThat(tester.time().elapsed()).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(21));
  }

  @Test
  void a_machine_that_has_been_up_for_days_gets_no_patience() throws Exception {
    tester
        .connection()
        .when(
            LINE,
            " 09:00:00 up 3 days,  2:11,  1 user,  load average: 0.52, 0.58, 0.59\n" + NOT_READY);
    Result result = tester.run("{wait: true}");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields()).containsEntry("uptime", 3L * 86400 + 2 * 3600 + 11 * 60);
    assertThat(tester.time().elapsed()).isZero();
  }

  @Test
  void one_look_tells_and_does_not_fail() throws Exception {
    tester.connection().when(LINE, uptime(Duration.ofMinutes(5), 103.27, 60.1) + SOCKET);
    Result result = tester.run("{}");
    assertThat(result.failed()).isFalse();
    assertThat(result.fields())
        .containsEntry("ready", false)
        .containsEntry("status", "no answer")
        .containsEntry("load_1m", 103.27)
        .containsEntry("trend", "rising")
        .containsEntry("uptime", 300L)
        .containsEntry("noise", List.of("k8sd control.socket deadline"))
        .containsEntry(
            "msg",
            "not ready yet, load over 100 and rising (cold-start noise: k8sd control.socket deadline)");
  }

  @Test
  void an_unreachable_machine_is_a_status_of_one_look() throws Exception {
    tester
        .connection()
        .unreachable("cannot connect by ssh to 10.12.7.40:22: no answer within 10 s");
    assertThat(tester.run("{}").fields())
        .containsEntry("status", "unreachable")
        .containsEntry("ready", false);
  }

  @Test
  void a_missing_snap_or_sudo_is_a_failure_at_once() throws Exception {
    tester
        .connection()
        .when(LINE, uptime(Duration.ofMinutes(5), 1.0, 1.0) + "sudo: k8s: command not found\n");
    assertThat(tester.run("{wait: true}").fields().get("msg").toString())
        .contains("is the k8s snap installed");
    tester
        .connection()
        .when(LINE, uptime(Duration.ofMinutes(5), 1.0, 1.0) + "sudo: a password is required\n");
    assertThat(tester.run("{wait: true}").fields().get("msg").toString()).contains("NOPASSWD");
  }

  @Test
  void a_machine_below_its_specification_is_warned_of() throws Exception {
    tester.connection().when(LINE, uptime(Duration.ofMinutes(5), 1.0, 1.0) + READY);
    tester.run("{cpus: 2, memory_mb: 8192, spec_cpus: 4, spec_memory_mb: 16384}");
    assertThat(tester.warnings())
        .containsExactly(
            "mgmt is below its specification: 2 of 4 vCPUs, 8192 of 16384 MB memory; expect a slow cold start, up to 20"
                + " minutes under high load");
  }

  @Test
  void a_preview_of_the_wait_looks_once() throws Exception {
    boots(18);
    Result result = tester.preview("{wait: true}");
    assertThat(result.failed()).isFalse();
    assertThat(result.fields().get("msg").toString())
        .contains("would wait up to 30m for Kubernetes on mgmt to be ready");
    assertThat(tester.time().elapsed()).isZero();
  }
}
