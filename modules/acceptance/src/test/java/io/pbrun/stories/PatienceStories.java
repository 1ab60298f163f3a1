package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Running;
import io.pbrun.engine.testkit.TcpProxy;
import io.pbrun.engine.testkit.TcpProxy.Mood;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for an API server that is slow, silent or cut off, and not flooding one that is well. */
@Tag("lab")
@Timeout(180)
class PatienceStories {
  private static final int API_PORT = 16443;
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final Operator operator = Operator.inStory("patience");
  private KubeAccess access;

  @BeforeEach
  void users() {
    access = new KubeAccess(folder);
  }

  @AfterEach
  void tidy_up() {
    access.tidyUp();
  }

  /** A playbook of one task, through the proxy to the real server. */
  private String playbook(TcpProxy proxy, String task) {
    access.kubeconfig(
        "config",
        "https://127.0.0.1:" + proxy.port(),
        access.authority(),
        "token: " + access.token("reader", true));
    return write(task);
  }

  private String write(String task) {
    return access
        .write(
            "wait.yml",
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - %s
            """
                .formatted(task.formatted(folder.resolve("config"))))
        .toString();
  }

  private static Duration since(Instant begun) {
    return Duration.between(begun, Instant.now());
  }

  @Test
  void resets_and_unfinished_handshakes_are_noise_to_a_wait() throws Exception {
    try (TcpProxy proxy = TcpProxy.before(API_PORT).mood(Mood.RESET)) {
      String playbook =
          playbook(
              proxy,
              "k8s_wait: {kind: Node, name: capi-mgmt-1, kubeconfig: %s, timeout: 90s, request_timeout: 2s}");
      try (Running running = operator.begins(playbook)) {
        running.untilItSays("was closed before it answered", SOON);
        proxy.mood(Mood.SILENT);
        running.untilItSays("TLS handshake timeout", SOON);
        proxy.delay(Duration.ofMillis(200)).mood(Mood.PASS);
        Ending ending = operator.ending(running);
        assertThat(ending.status()).as(ending.text()).isZero();
      }
    }
  }

  @Test
  void a_wait_keeps_its_deadline_when_the_server_is_silent() throws Exception {
    try (TcpProxy proxy = TcpProxy.before(API_PORT).mood(Mood.SILENT)) {
      String playbook =
          playbook(
              proxy,
              "k8s_wait: {kind: Node, name: capi-mgmt-1, kubeconfig: %s, timeout: 3s, request_timeout: 60s}");
      Instant begun = Instant.now();
      Ending ending = operator.runs(playbook);
      assertThat(ending.status()).isEqualTo(2);
      // Whichever limit is reached first on a busy machine: the handshake's or the request's.
      assertThat(ending.text())
          .contains("timed out after")
          .containsAnyOf("TLS handshake timeout", "did not answer");
      assertThat(since(begun)).isLessThan(Duration.ofSeconds(12));
    }
  }

  @Test
  void a_single_read_keeps_its_own_limit() throws Exception {
    try (TcpProxy proxy = TcpProxy.before(API_PORT).mood(Mood.SILENT)) {
      String playbook =
          playbook(proxy, "k8s_info: {kind: Node, kubeconfig: %s, request_timeout: 2s}");
      Instant begun = Instant.now();
      Ending ending = operator.runs(playbook);
      assertThat(ending.status()).isEqualTo(2);
      assertThat(ending.text())
          .contains("TLS handshake timeout", "kubeconfig " + folder.resolve("config"));
      assertThat(since(begun)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void an_interruption_ends_a_hanging_request_at_once() throws Exception {
    try (TcpProxy proxy = TcpProxy.before(API_PORT).mood(Mood.SILENT)) {
      String playbook =
          playbook(
              proxy,
              "k8s_wait: {kind: Node, name: capi-mgmt-1, kubeconfig: %s, timeout: 5m, request_timeout: 60s}");
      try (Running running = operator.begins(playbook)) {
        running.untilItSays("TASK [k8s_wait]", SOON);
        while (proxy.connections().isEmpty()) {
          Thread.sleep(20);
        }
        Instant begun = Instant.now();
        running.signal("INT");
        assertThat(operator.ending(running).status()).isEqualTo(99);
        assertThat(since(begun)).isLessThan(Duration.ofSeconds(2));
      }
    }
  }

  /** Runs a task that waits, makes it come true after a while, and looks at what it asked. */
  private void paced(String task, Duration noticed) throws Exception {
    Process kubectl =
        new ProcessBuilder(
                "kubectl",
                "--kubeconfig=" + Lab.KUBERNETES.resolve("kubeconfig"),
                "proxy",
                "--port=0")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said = kubectl.inputReader()) {
      int port = Integer.parseInt(said.readLine().replaceAll(".*:", "").strip());
      try (TcpProxy proxy = TcpProxy.before(port)) {
        access.kubeconfig("config", "http://127.0.0.1:" + proxy.port(), "", "");
        Lab.kubernetes("seed");
        Lab.kubernetes("set-condition", "Available", "False", "WorkersNotAvailable", "no workers");
        try (Running running = operator.begins(write(task))) {
          running.untilItSays("no workers", SOON);
          Thread.sleep(12_000);
          Lab.kubernetes("set-condition", "Available", "True");
          Instant changed = Instant.now();
          Ending ending = operator.ending(running);
          assertThat(ending.status()).as(ending.text()).isZero();
          List<Instant> requests = proxy.requests();
          Duration lasted = Duration.between(requests.getFirst(), requests.getLast());
          // The last look may take its share of the time that would have followed.
          assertThat((long) requests.size()).isLessThanOrEqualTo(lasted.toSeconds() + 7);
          assertThat(requests.size()).isGreaterThan(6);
          assertThat(Duration.between(changed, requests.getLast())).isLessThan(noticed);
        }
      }
    } finally {
      kubectl.destroy();
    }
  }

  @Test
  void a_wait_for_one_object_asks_at_most_once_a_second_and_sees_a_change_within_two()
      throws Exception {
    paced(
        "k8s_wait: {kubeconfig: %s, api_version: cluster.x-k8s.io, kind: Cluster, name: capi-test-1-xyz,"
            + " namespace: magnum-674171fd28d446d3a37073b6a761e910, condition: Available, timeout: 90s}",
        Duration.ofMillis(2500));
  }

  @Test
  void a_wait_for_the_whole_stack_asks_at_most_once_a_second_too() throws Exception {
    paced(
        "capi_status: {kubeconfig: %s, namespace: magnum-674171fd28d446d3a37073b6a761e910, wait_for_available: 90s}",
        Duration.ofSeconds(6));
  }
}
