package io.pbrun.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class K8sWaitTest {
  private static final String CLUSTER =
      "api_version: cluster.x-k8s.io, kind: Cluster, name: capi-test-1, namespace: "
          + ClusterApiWorld.NAMESPACE;

  private FakeKube kube;
  private ClusterApiWorld world;
  private ModuleTester tester;

  @BeforeEach
  void prepare() throws Exception {
    kube = new FakeKube();
    world = new ClusterApiWorld(kube, "v1beta2");
    tester = ModuleTester.of(K8sWait.class).variable("kubeconfig", "/kube/config");
    tester.controller().files().put("/kube/config", kube.kubeconfig(), 0600);
  }

  @AfterEach
  void end() {
    kube.close();
  }

  private Result run(String more) throws Exception {
    return tester.run("{" + CLUSTER + ", " + more + "}");
  }

  @Test
  void it_waits_until_the_condition_is_good() throws Exception {
    world.cluster("False", "NotAvailable", "no", "");
    tester.time().at(Duration.ofSeconds(90), () -> world.cluster("True", "Available", "", ""));
    Result result = run("condition: Available");
    assertThat(result.failed()).isFalse();
    assertThat(result.fields()).containsEntry("verdict", "met");
    assertThat(tester.progress()).containsExactly("0s of 10m: Available=False (NotAvailable): no");
    assertThat(kube.requests().size()).isLessThan(90);
  }

  @Test
  void a_condition_that_is_good_when_false_is_known_as_such() throws Exception {
    assertThat(run("condition: Paused").fields()).containsEntry("verdict", "met");
    assertThat(tester.run("{kind: Node, name: mgmt-1, condition: MemoryPressure}").failed())
        .isFalse();
    Result wrong = run("condition: Paused, status: 'True', timeout: 30s");
    assertThat(wrong.failed()).isTrue();
    assertThat(wrong.fields()).containsEntry("verdict", "pending").containsEntry("timed_out", true);
  }

  @Test
  void a_condition_of_an_earlier_generation_does_not_count() throws Exception {
    kube.put(
        "apps/v1",
        "deployments",
        "{metadata: {name: d, namespace: web, generation: 2}, status: {observedGeneration: 1, conditions: [{type: Available, status: 'True'}]}}");
    Result result =
        tester.run(
            "{kind: Deployment, name: d, namespace: web, condition: Available, timeout: 20s}");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields().get("last_seen").toString()).contains("of an earlier generation");
  }

  @Test
  void what_never_appears_is_given_up_early() throws Exception {
    Result type = run("condition: Availabel");
    assertThat(type.failed()).isTrue();
    assertThat(type.fields().get("msg").toString())
        .contains("has no condition Availabel; it has Available, Paused", "appear_within");
    Result kind = tester.run("{kind: Gizmo, name: x}");
    assertThat(kind.fields()).containsEntry("verdict", "kind_unknown");
    Result object = tester.run("{kind: Node, name: gone, appear_within: 10s}");
    assertThat(object.fields()).containsEntry("verdict", "missing");
    assertThat(tester.time().elapsed()).isLessThan(Duration.ofMinutes(3));
    assertThat(tester.run("{kind: Node, name: gone, absent_ok: true}").fields())
        .containsEntry("verdict", "absent");
  }

  @Test
  void a_paused_object_ends_the_wait_with_its_own_verdict() throws Exception {
    world.cluster("False", "NotAvailable", "no", "");
    kube.put(
        "cluster.x-k8s.io/v1beta2",
        "clusters",
        "{metadata: {name: capi-test-1, namespace: %s}, spec: {paused: true}, status: {conditions: [{type: Available, status: 'False'}]}}"
            .formatted(ClusterApiWorld.NAMESPACE));
    Result result = run("condition: Available");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields()).containsEntry("verdict", "paused");
    assertThat(tester.time().elapsed()).isZero();
  }

  @Test
  void a_server_that_is_still_coming_up_is_waited_for_and_a_refusal_is_not() throws Exception {
    kube.fails(503, 4);
    assertThat(run("condition: Available").fields()).containsEntry("verdict", "met");
    assertThat(tester.progress().getFirst()).contains("answered 503");
    kube.token = "another";
    Result refused = run("condition: Available");
    assertThat(refused.failed()).isTrue();
    assertThat(refused.fields()).containsEntry("verdict", "unauthorized");
  }

  @Test
  void all_objects_with_the_labels_must_have_it() throws Exception {
    kube.put(
        "v1",
        "pods",
        "{metadata: {name: a, namespace: web, labels: {app: x}}, status: {conditions: [{type: Ready, status: 'True'}]}}");
    kube.put(
        "v1",
        "pods",
        "{metadata: {name: b, namespace: web, labels: {app: x}}, status: {conditions: [{type: Ready, status: 'False'}]}}");
    Result result =
        tester.run("{kind: Pod, namespace: web, label_selectors: [app=x], timeout: 5s}");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields().get("last_seen").toString()).startsWith("b: Ready=False");
  }
}
