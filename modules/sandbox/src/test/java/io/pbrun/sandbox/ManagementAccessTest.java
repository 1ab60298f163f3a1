package io.pbrun.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementAccessTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void ssh_is_refused_while_the_server_is_off_stalls_while_it_boots_and_greets_afterwards()
      throws Exception {
    try (Cloud cloud = new Cloud("parked")) {
      assertThatThrownBy(() -> greeting(cloud)).isInstanceOf(ConnectException.class);
      startServer(cloud);
      cloud.turn(Duration.ofSeconds(185));
      assertThatThrownBy(() -> greeting(cloud)).isInstanceOf(SocketTimeoutException.class);
      cloud.turn(Duration.ofSeconds(25));
      assertThat(greeting(cloud)).startsWith("SSH-2.0-");
    }
  }

  @Test
  void uptime_and_k8s_status_are_answered_in_one_read() throws Exception {
    try (Cloud cloud = new Cloud("cold-start-storm")) {
      String early = ssh(cloud, "uptime; sudo k8s status 2>&1");
      assertThat(early)
          .contains("up 5 min")
          .contains("load average: ")
          .contains("control.socket")
          .contains("context deadline exceeded")
          .endsWith("[exit 1]");
      cloud.turn(Duration.ofMinutes(15));
      assertThat(ssh(cloud, "sh -c 'uptime; sudo k8s status 2>&1'"))
          .contains("up 20 min")
          .containsPattern("cluster status: +ready")
          .endsWith("[exit 0]");
    }
  }

  @Test
  void an_unknown_command_exits_with_127_and_status_needs_sudo() throws Exception {
    try (Cloud cloud = new Cloud("healthy")) {
      assertThat(ssh(cloud, "frobnicate")).endsWith("[exit 127]");
      assertThat(ssh(cloud, "k8s status && echo never")).doesNotContain("never");
      assertThat(ssh(cloud, "sudo -n true && echo yes")).isEqualTo("yes\n[exit 0]");
      assertThat(
              ssh(
                  cloud,
                  "sudo -H -n -u root /bin/sh -c 'echo became >&2\nexec /bin/sh -c '\\''whoami'\\'''"))
          .isEqualTo("root\n[exit 0]");
      assertThat(cloud.sandbox.record().all())
          .filteredOn(r -> r.service().equals("ssh"))
          .hasSize(4)
          .allMatch(r -> r.method().equals("EXEC"));
    }
  }

  @Test
  void k8s_config_prints_a_kubeconfig_for_the_address_asked_for() throws Exception {
    try (Cloud cloud = new Cloud("healthy")) {
      assertThat(ssh(cloud, "sudo k8s config server=https://10.12.7.40:6443"))
          .contains("server: https://10.12.7.40:6443")
          .contains("certificate-authority-data: ");
    }
  }

  @Test
  void the_kubernetes_api_serves_discovery_tables_and_conditions_over_tls() throws Exception {
    try (Cloud cloud = new Cloud("healthy")) {
      assertThat(kube(cloud, "/version", "application/json").path("gitVersion").asText())
          .startsWith("v1.32");
      JsonNode nodes = kube(cloud, "/api/v1/nodes", "application/json;as=Table;v=v1;g=meta.k8s.io");
      assertThat(nodes.at("/rows/0/cells/1").asText()).isEqualTo("Ready");
      String clusters = "/apis/cluster.x-k8s.io/v1beta1/clusters";
      JsonNode cluster = kube(cloud, clusters, "application/json").at("/items/0");
      assertThat(cluster.at("/status/v1beta2/conditions/0/type").asText()).isEqualTo("Available");
      assertThat(cluster.at("/status/v1beta2/conditions/0/status").asText()).isEqualTo("True");
      assertThat(
              kube(cloud, "/api/v1/pods?labelSelector=control-plane%3Dcapo-controller-manager", "")
                  .path("items"))
          .hasSize(1);
      assertThat(kube(cloud, "/apis/cluster.x-k8s.io/v1alpha4/clusters", "").path("code").asInt())
          .isEqualTo(404);
    }
  }

  @Test
  void a_scenario_may_serve_cluster_api_as_v1beta2_with_its_conditions_in_the_new_place()
      throws Exception {
    SandboxOptions options =
        SandboxOptions.of("parked")
            .withScenario(
                "v1beta2",
                "extends: parked\nmanagement_vm: {state: active}\n"
                    + "cluster_api: {version: v1beta2}\n")
            .withManualClock(Site.START);
    try (Cloud cloud = new Cloud(options)) {
      JsonNode status =
          kube(cloud, "/apis/cluster.x-k8s.io/v1beta2/clusters", "").at("/items/0/status");
      assertThat(status.at("/conditions/0/type").asText()).isEqualTo("Available");
      assertThat(status.at("/conditions/0/status").asText()).isEqualTo("False");
      assertThat(status.at("/conditions/0/message").asText())
          .contains("InfrastructureReady")
          .contains("is not active after timeout");
      assertThat(status.at("/deprecated/v1beta1/conditions/0/type").asText()).isEqualTo("Ready");
      assertThat(kube(cloud, "/apis/cluster.x-k8s.io/v1beta1/clusters", "").path("code").asInt())
          .isEqualTo(404);
    }
  }

  @Test
  void the_dashboard_times_out_from_the_start_until_kubernetes_is_ready() throws Exception {
    try (Cloud cloud = new Cloud("parked")) {
      assertThat(dashboard(cloud)).isEqualTo(200);
      startServer(cloud);
      cloud.turn(Duration.ofSeconds(60));
      assertThat(dashboard(cloud)).isEqualTo(504);
      cloud.turn(Duration.ofMinutes(12));
      assertThat(dashboard(cloud)).isEqualTo(200);
    }
  }

  private static int dashboard(Cloud cloud) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI url = URI.create(cloud.sandbox.variables().get("horizon_url").toString());
      return client
          .send(
              HttpRequest.newBuilder(url).timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void files_are_for_their_owner_only_and_gone_after_closing(@TempDir Path temp) throws Exception {
    Path directory = temp.resolve("state");
    try (Sandbox sandbox =
        Sandbox.start(
            SandboxOptions.of("healthy").withManualClock(Site.START).withStateDir(directory))) {
      for (String name : new String[] {"clouds_file", "kubeconfig", "mgmt_ssh_key"}) {
        Path file = Path.of(sandbox.variables().get(name).toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
    assertThat(directory).doesNotExist();
  }

  @Test
  void a_sandbox_of_its_own_process_can_be_found_and_stopped(@TempDir Path temp) throws Exception {
    Path directory = temp.resolve("pbrun").resolve("sandbox");
    assertThat(SandboxServer.status(directory)).isEmpty();
    SandboxServer.Running running =
        SandboxServer.start(directory, "healthy", 60, Duration.ofSeconds(60));
    try {
      assertThat(running.scenario()).isEqualTo("healthy");
      assertThat(running.variables()).containsKeys("clouds_file", "kubeconfig", "mgmt_ssh_port");
      assertThatThrownBy(() -> SandboxServer.start(directory, "parked", 60, LIMIT))
          .hasMessageContaining("runs already");
    } finally {
      assertThat(SandboxServer.stop(directory, LIMIT)).isTrue();
    }
    assertThat(SandboxServer.status(directory)).isEmpty();
    assertThat(directory.resolve("clouds.yaml")).doesNotExist();
  }

  private static void startServer(Cloud cloud) {
    var world = cloud.sandbox.world();
    world.at(() -> {
      world.compute().start(world.managementServer(), Site.OPERATOR);
      return world;
    });
  }

  private static String greeting(Cloud cloud) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(
              cloud.sandbox.variables().get("mgmt_ssh_host").toString(),
              (Integer) cloud.sandbox.variables().get("mgmt_ssh_port")),
          2000);
      socket.setSoTimeout(300);
      byte[] start = new byte[8];
      int read = socket.getInputStream().readNBytes(start, 0, start.length);
      return new String(start, 0, read, java.nio.charset.StandardCharsets.US_ASCII);
    }
  }

  private static String ssh(Cloud cloud, String line) throws Exception {
    var variables = cloud.sandbox.variables();
    try (SshClient client = SshClient.setUpDefaultClient()) {
      client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
      client.setKeyIdentityProvider(
          new FileKeyPairProvider(Path.of(variables.get("mgmt_ssh_key").toString())));
      client.start();
      try (var session =
          client
              .connect(
                  "ubuntu",
                  variables.get("mgmt_ssh_host").toString(),
                  (Integer) variables.get("mgmt_ssh_port"))
              .verify(LIMIT)
              .getSession()) {
        session.auth().verify(LIMIT);
        var channel = session.createExecChannel(line);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        channel.setOut(out);
        channel.setErr(new ByteArrayOutputStream());
        channel.open().verify(LIMIT);
        channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
        return out + "[exit " + channel.getExitStatus() + "]";
      }
    }
  }

  private static JsonNode kube(Cloud cloud, String path, String accept) throws Exception {
    var variables = cloud.sandbox.variables();
    String config = Files.readString(Path.of(variables.get("kubeconfig").toString()));
    Matcher token = Pattern.compile("token: (\\S+)").matcher(config);
    assertThat(token.find()).isTrue();
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(trusting(Path.of(variables.get("kubernetes_ca_file").toString())))
            .build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(variables.get("mgmt_api_url") + path))
              .timeout(LIMIT)
              .header("Authorization", "Bearer " + token.group(1))
              .header("Accept", accept.isEmpty() ? "application/json" : accept)
              .build();
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      // A path of no API is answered in plain words.
      return response.statusCode() == 404 ? Json.object("code", 404) : Json.parse(response.body());
    }
  }

  private static SSLContext trusting(Path ca) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(ca)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
