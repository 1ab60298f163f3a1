package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.testkit.ModuleTester;
import io.pbrun.kubernetes.CapiStatus;
import io.pbrun.kubernetes.K8sInfo;
import io.pbrun.kubernetes.K8sWait;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How an API server answers, and what the modules make of it: told against the sandbox and against
 * a real kube-apiserver alike.
 */
abstract class KubernetesContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLUSTERS = "/apis/cluster.x-k8s.io/v1beta1/clusters";

  abstract String server();

  /** The CA's certificate as PEM. */
  abstract byte[] authority();

  /** Of somebody who may read everything. */
  abstract String token();

  /** A kubeconfig with all that. */
  abstract String kubeconfig();

  /** An answer. */
  record Said(int status, String contentType, String text) {
    JsonNode json() throws IOException {
      return JSON.readTree(text);
    }
  }

  private Said get(String path, @Nullable String token) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server() + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try (HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls()).build()) {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Said(
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse(""),
          answer.body());
    }
  }

  private Said get(String path) throws Exception {
    return get(path, token());
  }

  private SSLContext tls() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(authority())));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "/api/v1/nodes/gone | nodes \"gone\" not found",
        "/api/v1/namespaces/gone/pods/x | pods \"x\" not found",
        "/apis/cluster.x-k8s.io/v1beta1/namespaces/n/clusters/gone | clusters.cluster.x-k8s.io \"gone\" not found",
        "/api/v1/nonsense | the server could not find the requested resource"
      })
  void what_is_absent_is_named(String path, String message) throws Exception {
    Said said = get(path);
    assertThat(said.status()).isEqualTo(404);
    assertThat(said.json().path("message").asText()).isEqualTo(message);
    assertThat(said.json().path("reason").asText()).isEqualTo("NotFound");
    if (message.contains("\"")) {
      String[] parts = path.split("/");
      assertThat(said.json().at("/details/name").asText()).isEqualTo(parts[parts.length - 1]);
      assertThat(said.json().at("/details/kind").asText()).isEqualTo(parts[parts.length - 2]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/apis/nope.example/v1",
    "/apis/cluster.x-k8s.io/v1alpha9",
    "/apis/cluster.x-k8s.io/v1beta1/nope"
  })
  void where_no_api_is_there_are_plain_words(String path) throws Exception {
    Said said = get(path);
    assertThat(said.status()).isEqualTo(404);
    assertThat(said.contentType()).startsWith("text/plain");
    assertThat(said.text()).isEqualTo("404 page not found\n");
  }

  @Test
  void strangers_are_forbidden_and_wrong_tokens_unauthorized() throws Exception {
    Said stranger = get("/api/v1", null);
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(stranger.json().path("message").asText())
        .isEqualTo("forbidden: User \"system:anonymous\" cannot get path \"/api/v1\"");
    Said wrong = get("/api/v1", "wrong");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.json().path("message").asText()).isEqualTo("Unauthorized");
    assertThat(get("/readyz", null).text()).isEqualTo("ok");
    assertThat(get("/version", null).json().path("major").asText()).isEqualTo("1");
  }

  @Test
  void lists_come_in_pages_and_have_a_version() throws Exception {
    JsonNode page = get("/api/v1/pods?limit=1").json();
    assertThat(page.path("items")).hasSize(1);
    assertThat(page.at("/metadata/resourceVersion").asText()).matches("\\d+");
    assertThat(page.at("/metadata/remainingItemCount").asInt()).isPositive();
    String next = page.at("/metadata/continue").asText();
    JsonNode second = get("/api/v1/pods?limit=1&continue=" + next).json();
    assertThat(second.at("/items/0/metadata/uid").asText())
        .isNotEmpty()
        .isNotEqualTo(page.at("/items/0/metadata/uid").asText());
    assertThat(get("/api/v1/pods?limit=1&continue=garbage").status()).isEqualTo(400);
  }

  @Test
  void only_custom_resources_say_in_a_list_what_they_are() throws Exception {
    assertThat(get("/api/v1/pods").json().at("/items/0").has("kind")).isFalse();
    assertThat(get(CLUSTERS).json().at("/items/0/kind").asText()).isEqualTo("Cluster");
  }

  @Test
  void few_fields_can_be_selected() throws Exception {
    assertThat(get("/api/v1/pods?fieldSelector=status.phase%3DRunning").status()).isEqualTo(200);
    for (String path : List.of("/api/v1/pods", CLUSTERS)) {
      Said said = get(path + "?fieldSelector=spec.nonsense%3Dx");
      assertThat(said.status()).isEqualTo(400);
      assertThat(said.json().path("message").asText())
          .isEqualTo("field label not supported: spec.nonsense");
    }
  }

  private Result run(Class<? extends TaskModule> module, String arguments) throws Exception {
    return ModuleTester.of(module)
        .onThisMachine()
        .variable("kubeconfig", kubeconfig())
        .run(arguments);
  }

  private static String message(Result result) {
    return String.valueOf(result.fields().get("msg"));
  }

  @Test
  void kinds_are_found_by_each_of_their_names() throws Exception {
    for (String name : List.of("Node", "node", "nodes", "no")) {
      assertThat(run(K8sInfo.class, "{kind: '" + name + "'}").fields())
          .containsEntry("api_version", "v1")
          .containsEntry("count", 1);
    }
    assertThat(run(K8sInfo.class, "{kind: OpenStackCluster}").fields())
        .containsEntry("api_version", "infrastructure.cluster.x-k8s.io/v1beta1");
    assertThat(message(run(K8sInfo.class, "{kind: Clutser}"))).contains("did you mean 'Cluster'?");
    assertThat(
            message(run(K8sInfo.class, "{kind: Cluster, api_version: cluster.x-k8s.io/v1alpha4}")))
        .contains("does not serve cluster.x-k8s.io/v1alpha4; it serves v1beta1");
  }

  @Test
  void the_stack_is_green_with_the_same_fields() throws Exception {
    Map<String, @Nullable Object> fields = run(CapiStatus.class, "{}").fields();
    assertThat(fields)
        .containsEntry("verdict", "green")
        .containsEntry("cluster_available", true)
        .containsEntry("openstackcluster_ready", true)
        .containsEntry("machines_running", true);
    assertThat(
            run(
                    K8sWait.class,
                    "{kind: Cluster, condition: Available, label_selectors: [cluster.x-k8s.io/cluster-name]}")
                .fields())
        .containsEntry("verdict", "met");
  }
}
