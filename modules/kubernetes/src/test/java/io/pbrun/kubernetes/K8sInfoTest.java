package io.pbrun.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.ReadOnlyViolation;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class K8sInfoTest {
  private FakeKube kube;
  private ModuleTester tester;

  @BeforeEach
  void prepare() throws Exception {
    kube = new FakeKube();
    tester = ModuleTester.of(K8sInfo.class).variable("kubeconfig", "/kube/config");
    tester.controller().files().put("/kube/config", kube.kubeconfig(), 0600);
    for (String phase : List.of("Running", "Pending", "Running", "Failed", "Running")) {
      kube.put(
          "v1",
          "pods",
          "{metadata: {name: p%d, namespace: web, labels: {app: a%d}}, status: {phase: %s}}"
              .formatted(nextPod, nextPod++ % 2, phase));
    }
  }

  private int nextPod;

  @AfterEach
  void end() {
    kube.close();
  }

  @SuppressWarnings("unchecked")
  private static List<String> names(Result result) {
    return ((List<Map<String, Object>>) result.fields().get("resources"))
        .stream().map(Tree::name).toList();
  }

  @Test
  void objects_of_all_pages_are_read() throws Exception {
    Result result = tester.run("{kind: Pod}");
    assertThat(names(result)).containsExactly("p0", "p1", "p2", "p3", "p4");
    assertThat(result.fields()).containsEntry("count", 5).containsEntry("api_version", "v1");
    assertThat(kube.requests()).allMatch(r -> r.startsWith("GET "));
  }

  @Test
  void selectors_hold_even_where_the_server_does_not_know_them() throws Exception {
    assertThat(
            names(
                tester.run(
                    "{kind: pods, field_selectors: [status.phase=Running], label_selectors: [app=a0]}")))
        .containsExactly("p0", "p2", "p4");
    assertThat(names(tester.run("{kind: pod, field_selectors: ['status.phase!=Running']}")))
        .containsExactly("p1", "p3");
    assertThat(names(tester.run("{kind: pod, label_selectors: ['app in (a1, b)', '!tier']}")))
        .containsExactly("p1", "p3");
  }

  @Test
  void an_absent_object_is_told_apart_from_an_unknown_kind() throws Exception {
    assertThat(names(tester.run("{kind: Pod, name: gone, namespace: web}"))).isEmpty();
    Result absent = tester.run("{kind: Pod, name: gone, namespace: web, absent_ok: false}");
    assertThat(absent.failed()).isTrue();
    assertThat(absent.fields()).containsEntry("error", "absent");
    Result unknown = tester.run("{kind: Podd}");
    assertThat(unknown.failed()).isTrue();
    assertThat(unknown.fields()).containsEntry("error", "kind_unknown");
    assertThat(unknown.fields().get("msg").toString())
        .contains("knows no kind 'Podd'; did you mean 'Pod'?");
    assertThat(
            tester.run("{kind: Deployment, api_version: apps/v2}").fields().get("msg").toString())
        .contains("does not serve apps/v2; it serves v1");
    assertThat(
            tester
                .run("{kind: Cluster, api_version: cluster.x-k8s.io}")
                .fields()
                .get("msg")
                .toString())
        .contains("serves no API group 'cluster.x-k8s.io'");
  }

  @Test
  void a_context_can_be_chosen_and_refused_credentials_are_named_without_them() throws Exception {
    Result result = tester.run("{kind: Pod, context: other}");
    assertThat(result.fields()).containsEntry("error", "unauthorized");
    assertThat(result.fields().get("msg").toString())
        .contains("does not accept the credentials of context 'other' (token)", "/kube/config")
        .doesNotContain("t0ken");
    assertThat(tester.hidden()).contains("wrong-t0ken");
    assertThat(tester.run("{kind: Pod, context: nope}").fields().get("msg").toString())
        .contains("no context 'nope'; it has: mgmt, other");
  }

  @Test
  void a_busy_server_is_asked_again_and_a_refusal_is_not() throws Exception {
    kube.fails(503, 2);
    assertThat(names(tester.run("{kind: Pod}"))).hasSize(5);
    assertThat(tester.time().elapsed()).isEqualTo(Duration.ofSeconds(3));
    kube.fails(503, 9);
    assertThat(tester.run("{kind: Pod}").fields()).containsEntry("error", "server");
    kube.fails(403, 1);
    int before = kube.requests().size();
    assertThat(tester.run("{kind: Pod}").fields()).containsEntry("error", "forbidden");
    assertThat(kube.requests()).hasSize(before + 1);
  }

  @Test
  void a_server_that_does_not_answer_is_given_up_in_time() throws Exception {
    kube.hangs(true);
    long start = System.nanoTime();
    Result result = tester.run("{kind: Pod, request_timeout: 1s}");
    assertThat(result.fields()).containsEntry("error", "timeout");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void an_interruption_ends_a_request_at_once() throws Exception {
    kube.hangs(true);
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread runner =
        Thread.ofVirtual()
            .start(() -> {
              try {
                tester.run("{kind: Pod, request_timeout: 60s}");
                thrown.complete(new AssertionError("ended"));
              } catch (Throwable e) {
                thrown.complete(e);
              }
            });
    while (kube.requests().isEmpty() && !thrown.isDone()) {
      Thread.onSpinWait();
    }
    runner.interrupt();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void a_list_whose_snapshot_is_gone_is_begun_again() throws Exception {
    tester.run("{kind: Pod}");
    kube.fails(410, 1);
    Result result = tester.run("{kind: Pod}");
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    kube.fails(410, 9);
    assertThat(tester.run("{kind: Pod}").fields()).containsEntry("error", "gone");
  }

  @Test
  void nobody_listening_is_said_plainly() throws Exception {
    kube.close();
    Result result = tester.run("{kind: Pod}");
    assertThat(result.fields()).containsEntry("error", "unreachable");
    assertThat(result.fields().get("msg").toString())
        .contains("cannot connect to " + kube.url(), "nothing listens there");
  }

  @Test
  void values_of_secrets_are_kept_out_of_all_output() throws Exception {
    kube.put(
        "v1", "secrets", "{metadata: {name: s, namespace: web}, data: {password: aHVudGVyMg==}}");
    tester.run("{kind: Secret, namespace: web}");
    assertThat(tester.hidden()).contains("hunter2", "aHVudGVyMg==");
  }

  @Test
  void a_missing_kubeconfig_is_said_with_the_remedy() throws Exception {
    assertThat(tester.run("{kind: Pod, kubeconfig: /none}").fields().get("msg").toString())
        .contains("/none does not exist; k8s_kubeconfig fetches it");
    tester.controller().files().put("/kube/bad", "token: s3cret\n: [");
    assertThat(tester.run("{kind: Pod, kubeconfig: /kube/bad}").fields().get("msg").toString())
        .contains("it is no YAML (line")
        .doesNotContain("s3cret");
  }

  @Test
  void a_client_that_only_looks_cannot_write() throws Exception {
    ApiServer api = new ApiServer(kube.url(), null, false, null, null);
    try (KubeTransport transport =
        new KubeTransport(api, null, Access.READ_ONLY, Duration.ofSeconds(5))) {
      HttpClient client = transport.client();
      HttpRequest write =
          client
              .newHttpRequestBuilder()
              .uri(kube.url() + "/api/v1/namespaces/web/pods")
              .post("application/json", "{}")
              .build();
      assertThatThrownBy(() -> client.sendAsync(write, byte[].class).get())
          .satisfiesAnyOf(
              e -> assertThat(e).isInstanceOf(ReadOnlyViolation.class),
              e -> assertThat(e).hasRootCauseInstanceOf(ReadOnlyViolation.class));
    }
    assertThat(kube.requests()).noneMatch(r -> r.startsWith("POST"));
  }
}
