package io.pbrun.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionSettings;
import io.pbrun.engine.connection.Connections;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.testkit.FakeConnection;
import io.pbrun.engine.testkit.ManualTime;
import io.pbrun.engine.testkit.ModuleTester;
import io.pbrun.sandbox.Sandbox;
import io.pbrun.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The modules against the cloud in a box: real SSH and TLS, one clock for both sides. */
@Timeout(60)
class SandboxTest {
  private static final Instant START = Instant.parse("2026-06-10T18:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(5);

  private final Connections connections = new Connections();
  private final ManualTime time = new ManualTime(START);
  private Sandbox sandbox;

  private void start(String scenario) throws Exception {
    sandbox = Sandbox.start(SandboxOptions.of(scenario).withManualClock(START));
    for (Duration at = STEP; at.compareTo(Duration.ofHours(1)) < 0; at = at.plus(STEP)) {
      time.at(at, () -> sandbox.clock().advance(STEP));
    }
  }

  @AfterEach
  void end() {
    connections.close();
    sandbox.close();
  }

  private String site(String name) {
    return String.valueOf(sandbox.variables().get(name));
  }

  private ModuleTester tester(Class<? extends TaskModule> module) throws Exception {
    Map<String, Object> variables = new HashMap<>();
    variables.put("ansible_host", site("mgmt_ssh_host"));
    variables.put("ansible_port", site("mgmt_ssh_port"));
    variables.put("ansible_user", site("mgmt_ssh_user"));
    variables.put("ansible_ssh_private_key_file", site("mgmt_ssh_key"));
    variables.put("ansible_ssh_known_hosts_file", site("mgmt_ssh_known_hosts"));
    variables.put("ansible_ssh_timeout", 1);
    Connection ssh =
        connections.open(ConnectionSettings.of("mgmt", variables::get), Access.READ_ONLY);
    FakeConnection target = new FakeConnection().when("", (FakeConnection.Script) ssh::run);
    ModuleTester made =
        ModuleTester.of(module)
            .host("mgmt")
            .time(time)
            .connection(target)
            .variable("kubeconfig", site("kubeconfig"));
    made.controller()
        .files()
        .put(site("kubeconfig"), Files.readString(Path.of(site("kubeconfig"))), 0600);
    return made;
  }

  @Test
  void the_snap_of_a_healthy_site_is_ready() throws Exception {
    start("healthy");
    Result result = tester(K8sStatus.class).run("{}");
    assertThat(result.fields()).containsEntry("ready", true).containsEntry("status", "ready");
    assertThat(result.fields().get("load_1m")).isInstanceOf(Double.class);
  }

  @Test
  void a_cold_start_storm_is_waited_out() throws Exception {
    start("cold-start-storm");
    Result result = tester(K8sStatus.class).run("{wait: true, patience: 25m}");
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    assertThat(result.fields()).containsEntry("ready", true).containsEntry("trend", "falling");
    assertThat((List<?>) result.fields().get("noise")).isNotEmpty();
  }

  @Test
  void a_parked_machine_is_unreachable_and_so_is_its_api() throws Exception {
    start("parked");
    assertThat(tester(K8sStatus.class).run("{}").fields()).containsEntry("status", "unreachable");
    assertThat(tester(CapiStatus.class).run("{request_timeout: 2s}").fields())
        .containsEntry("verdict", "unreachable");
  }

  @Test
  void cluster_api_of_a_healthy_site_is_green_and_nothing_is_written() throws Exception {
    start("healthy");
    Result result =
        tester(CapiStatus.class)
            .run(
                "{namespace: magnum-%s, cluster: %s}"
                    .formatted(site("mgmt_project_id"), site("magnum_cluster")));
    assertThat(result.fields()).as("%s", result.fields()).containsEntry("verdict", "green");
    assertThat(sandbox.record().all())
        .allMatch(r -> r.method().equals("GET") || r.method().equals("EXEC"));
  }

  @Test
  void a_kubeconfig_is_fetched_and_then_serves() throws Exception {
    start("healthy");
    ModuleTester fetch = tester(K8sKubeconfig.class);
    String arguments = "{dest: /home/tester/fetched, server: '" + site("mgmt_api_url") + "'}";
    assertThat(fetch.run(arguments).changed()).isTrue();
    assertThat(fetch.run(arguments).fields()).containsEntry("verified", true);
    ModuleTester info = tester(K8sInfo.class);
    info.controller()
        .files()
        .put("/home/tester/fetched", fetch.controller().files().text("/home/tester/fetched"), 0600);
    Result nodes = info.run("{kind: Node, kubeconfig: /home/tester/fetched}");
    assertThat(nodes.fields()).as("%s", nodes.fields()).containsEntry("count", 1);
  }

  @Test
  void the_condition_of_a_cluster_is_found() throws Exception {
    start("healthy");
    Result result =
        tester(K8sWait.class)
            .run(
                "{api_version: cluster.x-k8s.io, kind: Cluster, condition: Available, namespace: magnum-%s, name: %s}"
                    .formatted(site("mgmt_project_id"), site("magnum_cluster")));
    assertThat(result.fields()).as("%s", result.fields()).containsEntry("verdict", "met");
  }
}
