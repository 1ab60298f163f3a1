package io.pbrun.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.testkit.ModuleTester;
import io.pbrun.engine.testkit.TcpProxy;
import io.pbrun.engine.testkit.TcpProxy.Mood;
import io.pbrun.sandbox.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bad network before an API server: real sockets, the wait's clock turned by hand. */
@Timeout(60)
class NetworkFaultsTest {
  private FakeKube kube;
  private TcpProxy proxy;

  @BeforeEach
  void prepare() throws Exception {
    kube = new FakeKube();
    kube.put(
        "v1",
        "nodes",
        "{metadata: {name: mgmt-1}, status: {conditions: [{type: Ready, status: 'True'}]}}");
    proxy = TcpProxy.before(kube.port());
  }

  @AfterEach
  void end() throws Exception {
    proxy.close();
    kube.close();
  }

  private ModuleTester tester(Class<? extends TaskModule> module) {
    ModuleTester made = ModuleTester.of(module).variable("kubeconfig", "/kube/config");
    made.controller()
        .files()
        .put(
            "/kube/config", kube.kubeconfig().replace(":" + kube.port(), ":" + proxy.port()), 0600);
    return made;
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Test
  void a_silent_server_is_given_up_at_the_requests_own_limit() throws Exception {
    proxy.mood(Mood.SILENT);
    long begun = System.nanoTime();
    Result result = tester(K8sInfo.class).run("{kind: Node, request_timeout: 1s}");
    assertThat(since(begun)).isLessThan(Duration.ofSeconds(4));
    assertThat(result.fields()).containsEntry("error", "timeout");
    assertThat(result.fields().get("msg").toString())
        .contains("did not answer GET /api/v1 within", "kubeconfig /kube/config, context 'mgmt'");
  }

  @Test
  void an_answer_that_drips_does_not_outlive_the_limit_either() throws Exception {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{";
    proxy.answering(head);
    long begun = System.nanoTime();
    Result result = tester(K8sInfo.class).run("{kind: Node, request_timeout: 1s}");
    assertThat(since(begun)).isLessThan(Duration.ofSeconds(4));
    assertThat(result.fields()).containsEntry("error", "timeout");
    // The limit reaches the socket.
    for (int i = 0; i < 100 && proxy.openConnections() > 0; i++) {
      Thread.sleep(20);
    }
    assertThat(proxy.openConnections()).isZero();
  }

  @Test
  void a_cut_connection_is_tried_again_by_a_read() throws Exception {
    proxy.mood(Mood.CUT);
    ModuleTester tester = tester(K8sInfo.class);
    tester.time().at(Duration.ofSeconds(1), () -> proxy.mood(Mood.PASS));
    Result result = tester.run("{kind: Node}");
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    assertThat(tester.progress().getFirst()).contains("was closed before it answered");
  }

  @Test
  void resets_silence_and_cuts_are_noise_to_a_wait() throws Exception {
    proxy.mood(Mood.RESET);
    ModuleTester tester = tester(K8sWait.class);
    tester.time().at(Duration.ofSeconds(20), () -> proxy.mood(Mood.SILENT));
    tester.time().at(Duration.ofSeconds(25), () -> proxy.mood(Mood.CUT));
    tester.time().at(Duration.ofSeconds(60), () -> proxy.mood(Mood.PASS));
    Result result = tester.run("{kind: Node, name: mgmt-1, request_timeout: 500ms}");
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    assertThat(result.fields()).containsEntry("verdict", "met");
    assertThat(tester.time().elapsed()).isLessThan(Duration.ofSeconds(65));
  }

  @Test
  void the_last_request_of_a_wait_ends_with_the_wait() throws Exception {
    proxy.mood(Mood.SILENT);
    long begun = System.nanoTime();
    Result result =
        tester(K8sWait.class).run("{kind: Node, name: mgmt-1, timeout: 1s, request_timeout: 50s}");
    assertThat(since(begun)).isLessThan(Duration.ofSeconds(15));
    assertThat(result.fields())
        .containsEntry("timed_out", true)
        .containsEntry("verdict", "timeout");
  }

  @Test
  void an_interruption_ends_a_request_at_once() throws Exception {
    proxy.mood(Mood.SILENT);
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread task =
        Thread.ofVirtual()
            .start(() -> {
              try {
                tester(K8sWait.class).run("{kind: Node, name: mgmt-1, request_timeout: 50s}");
                ended.complete(new AssertionError("it went on"));
              } catch (Exception e) {
                ended.complete(e);
              }
            });
    while (proxy.requests().isEmpty()) {
      Thread.sleep(10);
    }
    long begun = System.nanoTime();
    task.interrupt();
    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    assertThat(since(begun)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void a_tls_handshake_that_does_not_end_is_told_from_a_server_that_does_not_answer()
      throws Exception {
    SelfSignedCertificate certificate =
        SelfSignedCertificate.create(List.of(InetAddress.getByName("127.0.0.1")), Instant.now());
    try (FakeKube secure = new FakeKube(certificate.serverContext());
        TcpProxy before = TcpProxy.before(secure.port())) {
      secure.put(
          "v1",
          "nodes",
          "{metadata: {name: mgmt-1}, status: {conditions: [{type: Ready, status: 'True'}]}}");
      ModuleTester tester = ModuleTester.of(K8sWait.class).variable("kubeconfig", "/kube/config");
      tester
          .controller()
          .files()
          .put(
              "/kube/config",
              secure
                  .kubeconfig()
                  .replace(
                      secure.url() + "\"",
                      "https://127.0.0.1:"
                          + before.port()
                          + "\", certificate-authority-data: "
                          + Pem.base64(certificate.pem())),
              0600);
      before.mood(Mood.SILENT);
      tester.time().at(Duration.ofSeconds(5), () -> before.mood(Mood.PASS));
      Result result = tester.run("{kind: Node, name: mgmt-1, request_timeout: 1s}");
      assertThat(result.failed()).as("%s", result.fields()).isFalse();
      assertThat(tester.progress().getFirst()).contains("TLS handshake timeout");
    }
  }

  @Test
  void a_server_that_asks_for_rest_is_left_alone_by_waits_and_reads() throws Exception {
    kube.fails(429, 1).retryAfter(17);
    ModuleTester read = tester(K8sInfo.class);
    assertThat(read.run("{kind: Node}").failed()).isFalse();
    assertThat(read.time().elapsed()).isEqualTo(Duration.ofSeconds(17));
    kube.fails(429, 1).retryAfter(31);
    ModuleTester wait = tester(K8sWait.class);
    assertThat(wait.run("{kind: Node, name: mgmt-1}").failed()).isFalse();
    assertThat(wait.time().elapsed()).isBetween(Duration.ofSeconds(31), Duration.ofSeconds(34));
  }
}
