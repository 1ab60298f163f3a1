package io.pbrun.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CapiStatusTest {
  private static final String ARGUMENTS = "{namespace: " + ClusterApiWorld.NAMESPACE + "}";
  private static final String LB_TIMEOUT =
      "load balancer \"k8s-clusterapi-cluster-x-kubeapi\" with id 0f968008-1111-2222-3333-444444444444 is not active after"
          + " timeout: timed out waiting for the condition";

  private FakeKube kube;
  private ModuleTester tester;

  @BeforeEach
  void prepare() throws Exception {
    kube = new FakeKube();
    tester = ModuleTester.of(CapiStatus.class).variable("kubeconfig", "/kube/config");
    tester.controller().files().put("/kube/config", kube.kubeconfig(), 0600);
  }

  @AfterEach
  void end() {
    kube.close();
  }

  private ClusterApiWorld world() {
    return new ClusterApiWorld(kube, "v1beta1");
  }

  private Map<String, Object> look() throws Exception {
    Result result = tester.run(ARGUMENTS);
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    assertThat(kube.requests()).allMatch(r -> r.startsWith("GET "));
    return result.fields();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1beta1", "v1beta2"})
  void a_healthy_stack_is_green_in_both_versions(String version) throws Exception {
    new ClusterApiWorld(kube, version);
    assertThat(look())
        .containsEntry("verdict", "green")
        .containsEntry("green", true)
        .containsEntry("lowest_red_layer", null)
        .containsEntry("reasons", List.of())
        .containsEntry("nodes_ready", true)
        .containsEntry("controllers_ready", true)
        .containsEntry("cluster_available", true)
        .containsEntry("openstackcluster_ready", true)
        .containsEntry("machines_running", true);
    assertThat(look().get("api_versions").toString()).contains("cluster.x-k8s.io/" + version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1beta1", "v1beta2"})
  void an_unavailable_cluster_with_a_message_about_the_load_balancer_is_blocked_by_it(
      String version) throws Exception {
    new ClusterApiWorld(kube, version)
        .cluster("False", "NotAvailable", "* InfrastructureReady: " + LB_TIMEOUT, "")
        .machine("worker-1", "Provisioned");
    assertThat(look())
        .containsEntry("verdict", "lb_blocked")
        .containsEntry("lowest_red_layer", "load_balancer")
        .containsEntry("loadbalancer_id", "0f968008-1111-2222-3333-444444444444")
        .containsEntry("cluster_available", false)
        .containsEntry("machines_running", false);
  }

  @Test
  void the_lowest_red_layer_decides() throws Exception {
    ClusterApiWorld world =
        world().cluster("False", "NotAvailable", "ControlPlaneAvailable: no", "");
    assertThat(look()).containsEntry("verdict", "cluster_not_available");
    world.machine("worker-1", "Failed");
    assertThat(look()).containsEntry("verdict", "machines_not_running");
    world.openstackCluster(false, "network is gone");
    assertThat(look()).containsEntry("verdict", "infrastructure_not_ready");
    world.pod("capo-system", "capo-system-controller-manager-1", "Running", false);
    Map<String, Object> fields = look();
    assertThat(fields)
        .containsEntry("verdict", "controllers_not_running")
        .containsEntry("controllers_ready", false);
    assertThat(((List<?>) fields.get("reasons")).getFirst().toString())
        .isEqualTo("pod capo-system/capo-system-controller-manager-1 is Running, CrashLoopBackOff");
    world.node("Unknown", "NodeStatusUnknown");
    fields = look();
    assertThat(fields)
        .containsEntry("verdict", "nodes_not_ready")
        .containsEntry("lowest_red_layer", "nodes");
    assertThat((List<?>) fields.get("reasons")).hasSize(5);
  }

  @Test
  void a_controller_that_does_not_run_at_all_is_missed() throws Exception {
    world();
    kube.remove("v1", "pods", "orc-system-controller-manager-1");
    assertThat(look()).containsEntry("verdict", "controllers_not_running");
    assertThat(look().get("reasons").toString())
        .contains("no pod runs in a namespace like 'orc-system'");
    assertThat(tester.run("{controllers: ['capi-*', 'capo-*']}").fields())
        .containsEntry("verdict", "green");
  }

  @Test
  void a_paused_cluster_has_a_verdict_of_its_own() throws Exception {
    world().clusterWithSpec("{paused: true}");
    assertThat(look()).containsEntry("verdict", "paused");
    world()
        .cluster(
            "True", "Available", "", ", {type: Remediating, status: 'True', reason: Remediating}");
    assertThat(look()).containsEntry("verdict", "remediating");
  }

  @Test
  void what_is_not_there_is_told_apart() throws Exception {
    kube.put(
        "v1",
        "nodes",
        "{metadata: {name: n}, status: {conditions: [{type: Ready, status: 'True'}]}}");
    assertThat(tester.run("{controllers: []}").fields()).containsEntry("verdict", "capi_missing");
    kube.remove("v1", "nodes", "n");
    world();
    assertThat(tester.run("{namespace: magnum-wrong}").fields())
        .containsEntry("verdict", "cluster_missing");
    kube.token = "another";
    assertThat(look()).containsEntry("verdict", "refused");
    kube.close();
    assertThat(look()).containsEntry("verdict", "unreachable").containsEntry("nodes_ready", null);
  }

  @Test
  void the_wait_ends_when_all_is_green_and_asks_at_most_once_a_second() throws Exception {
    ClusterApiWorld world = world().cluster("False", "NotAvailable", LB_TIMEOUT, "");
    tester.time().at(Duration.ofMinutes(4), () -> world.cluster("True", "Available", "", ""));
    Result result =
        tester.run("{namespace: %s, wait_for_available: 15m}".formatted(ClusterApiWorld.NAMESPACE));
    assertThat(result.failed()).isFalse();
    assertThat(result.fields()).containsEntry("verdict", "green");
    assertThat(tester.time().elapsed()).isBetween(Duration.ofMinutes(4), Duration.ofSeconds(260));
    assertThat(kube.requests().size()).isLessThan((int) tester.time().elapsed().toSeconds());
    assertThat(tester.progress())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("0s of 15m: lb_blocked: Cluster capi-test-1");
  }

  @Test
  void the_load_balancer_to_blame_is_the_openstackclusters_when_no_message_names_one()
      throws Exception {
    world();
    kube.put(
        "infrastructure.cluster.x-k8s.io/v1beta1",
        "openstackclusters",
        "{metadata: {name: %s, namespace: %s}, status: {ready: false, apiServerLoadBalancer: {id: lb-7}, failureMessage: 'timeout waiting for load balancer'}}"
            .formatted(ClusterApiWorld.NAME, ClusterApiWorld.NAMESPACE));
    assertThat(look())
        .containsEntry("verdict", "lb_blocked")
        .containsEntry("loadbalancer_id", "lb-7");
  }

  @Test
  void while_waiting_mostly_the_lowest_red_layer_is_asked_for() throws Exception {
    ClusterApiWorld world = world();
    world.node("False", "KubeletNotReady");
    tester
        .time()
        .at(
            Duration.ofSeconds(100),
            () ->
                kube.put(
                    "v1",
                    "nodes",
                    "{metadata: {name: mgmt-1, resourceVersion: '2'}, status: {conditions: [{type: Ready, status: 'True'}]}}"));
    Result result = tester.run("{wait_for_controllers: 10m, interval: 60s}");
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    assertThat(tester.time().elapsed()).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(106));
    assertThat(kube.requests().stream().filter(r -> r.contains("/nodes")).count())
        .isGreaterThan(30);
    assertThat(kube.requests().stream().filter(r -> r.contains("/clusters")).count()).isLessThan(6);
    assertThat(kube.requests().size()).isLessThan(106);
  }

  @Test
  void the_wait_fails_with_what_it_last_saw() throws Exception {
    world().machine("worker-1", "Failed");
    Result result = tester.run("{wait_for_available: 2m}");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields())
        .containsEntry("verdict", "machines_not_running")
        .containsEntry("timed_out", true);
    world().clusterWithSpec("{paused: true}");
    Duration before = tester.time().elapsed();
    Result paused = tester.run("{wait_for_available: 2m}");
    assertThat(paused.failed()).isTrue();
    assertThat(paused.fields().get("msg").toString()).contains("is paused");
    assertThat(tester.time().elapsed()).isEqualTo(before);
  }
}
