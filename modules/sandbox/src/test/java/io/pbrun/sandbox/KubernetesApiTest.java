package io.pbrun.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.kubernetes.KubernetesApi;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API server's manners, as a real kube-apiserver (1.20) was seen to have them. */
class KubernetesApiTest {
  private Cloud cloud;
  private KubernetesApi api;

  @BeforeEach
  void start() throws IOException {
    cloud = new Cloud("healthy");
    api = new KubernetesApi(cloud.sandbox.world(), "t");
  }

  @AfterEach
  void end() {
    cloud.close();
  }

  private Response ask(String method, String target, Map<String, String> headers, String body) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    int mark = target.indexOf('?');
    if (mark >= 0) {
      for (String each : target.substring(mark + 1).split("&")) {
        String[] pair = each.split("=", 2);
        query
            .computeIfAbsent(pair[0], k -> new ArrayList<>())
            .add(URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
      }
    }
    String path = mark < 0 ? target : target.substring(0, mark);
    Request request =
        new Request(
            method,
            path,
            query,
            headers,
            body.getBytes(StandardCharsets.UTF_8),
            Map.of(),
            "https://sandbox");
    try {
      return api.answer(request);
    } catch (ApiFault fault) {
      return api.refuse(fault);
    }
  }

  private Response get(String target) {
    return ask("GET", target, Map.of("authorization", "Bearer t"), "");
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static JsonNode json(Response response) {
    try {
      return Json.parse(response.body());
    } catch (IOException e) {
      throw new AssertionError(text(response), e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/nodes/gone | nodes \"gone\" not found | {\"name\":\"gone\",\"kind\":\"nodes\"}",
        "/apis/cluster.x-k8s.io/v1beta1/namespaces/n/clusters/gone | clusters.cluster.x-k8s.io \"gone\" not found | {\"name\":\"gone\",\"kind\":\"clusters\",\"group\":\"cluster.x-k8s.io\"}",
        "/api/v1/nonsense | the server could not find the requested resource | {}"
      })
  void an_absent_object_is_named_in_the_status(String path, String message, String details) {
    Response response = get(path);
    assertThat(response.status()).isEqualTo(404);
    assertThat(json(response).path("message").asText()).isEqualTo(message);
    assertThat(json(response).path("reason").asText()).isEqualTo("NotFound");
    assertThat(json(response).path("details").toString()).isEqualTo(details);
  }

  @ParameterizedTest
  @CsvSource({
    "/apis/nope.example/v1",
    "/apis/cluster.x-k8s.io/v1alpha9",
    "/apis/cluster.x-k8s.io/v1beta1/nope"
  })
  void a_path_of_no_api_is_not_found_in_plain_words(String path) {
    Response response = get(path);
    assertThat(response.status()).isEqualTo(404);
    assertThat(text(response)).isEqualTo("404 page not found\n");
    assertThat(response.headers().get("Content-Type")).startsWith("text/plain");
  }

  @Test
  void strangers_are_forbidden_and_wrong_tokens_unauthorized() {
    Response stranger = ask("GET", "/api/v1", Map.of(), "");
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(json(stranger).path("message").asText())
        .isEqualTo("forbidden: User \"system:anonymous\" cannot get path \"/api/v1\"");
    Response wrong = ask("GET", "/api/v1", Map.of("authorization", "Bearer x"), "");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(json(wrong).has("details")).isFalse();
    assertThat(ask("GET", "/readyz", Map.of(), "").status()).isEqualTo(200);
    assertThat(ask("GET", "/version", Map.of(), "").status()).isEqualTo(200);
  }

  @Test
  void long_lists_come_in_pages() {
    List<String> names = new ArrayList<>();
    String next = "";
    int pages = 0;
    do {
      JsonNode page =
          json(get("/api/v1/pods?limit=4" + (next.isEmpty() ? "" : "&continue=" + next)));
      assertThat(page.path("items")).hasSizeLessThanOrEqualTo(4);
      page.path("items").forEach(p -> names.add(p.at("/metadata/name").asText()));
      next = page.at("/metadata/continue").asText();
      assertThat(page.at("/metadata").has("remainingItemCount")).isEqualTo(!next.isEmpty());
      pages++;
    } while (!next.isEmpty());
    assertThat(pages).isGreaterThan(2);
    assertThat(names)
        .doesNotHaveDuplicates()
        .hasSize(json(get("/api/v1/pods")).path("items").size());
    Response garbage = get("/api/v1/pods?limit=1&continue=garbage");
    assertThat(garbage.status()).isEqualTo(400);
    assertThat(json(garbage).path("message").asText()).startsWith("invalid continue token");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/pods, status.phase=Running, 200",
    "/api/v1/pods, spec.nodeName!=x, 200",
    "/api/v1/nodes, metadata.name=x, 200",
    "/api/v1/pods, status.nonsense=Running, 400",
    "/apis/cluster.x-k8s.io/v1beta1/clusters, spec.paused=true, 400"
  })
  void only_few_fields_can_be_selected(String path, String selector, int status) {
    Response response = get(path + "?fieldSelector=" + selector.replace("=", "%3D"));
    assertThat(response.status()).isEqualTo(status);
    if (status == 400) {
      assertThat(json(response).path("message").asText())
          .isEqualTo("field label not supported: " + selector.split("=", 2)[0]);
    }
  }

  @Test
  void only_custom_resources_say_in_a_list_what_they_are() {
    JsonNode pod = json(get("/api/v1/pods")).at("/items/0");
    assertThat(pod.has("kind") || pod.has("apiVersion")).isFalse();
    assertThat(pod.path("metadata").has("generation")).isFalse();
    JsonNode cluster = json(get("/apis/cluster.x-k8s.io/v1beta1/clusters")).at("/items/0");
    assertThat(cluster.path("kind").asText()).isEqualTo("Cluster");
    assertThat(cluster.at("/metadata/generation").asInt()).isEqualTo(1);
  }

  @Test
  void an_objects_version_changes_when_it_does() {
    String path = "/apis/cluster.x-k8s.io/v1beta1/clusters";
    String before = json(get(path)).at("/items/0/metadata/resourceVersion").asText();
    cloud.sandbox.clock().advance(Duration.ofSeconds(5));
    assertThat(json(get(path)).at("/items/0/metadata/resourceVersion").asText()).isEqualTo(before);
    ask(
        "PATCH",
        "/apis/cluster.x-k8s.io/v1beta1/namespaces/%s/clusters/%s"
            .formatted(
                json(get(path)).at("/items/0/metadata/namespace").asText(),
                json(get(path)).at("/items/0/metadata/name").asText()),
        Map.of("authorization", "Bearer t"),
        "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
    JsonNode after = json(get(path));
    assertThat(after.at("/items/0/metadata/resourceVersion").asLong())
        .isGreaterThan(Long.parseLong(before));
    assertThat(after.at("/metadata/resourceVersion").asLong())
        .isGreaterThanOrEqualTo(after.at("/items/0/metadata/resourceVersion").asLong());
  }

  @Test
  void discovery_lists_groups_without_their_kind_and_secrets_have_no_short_name() {
    JsonNode groups = json(get("/apis")).path("groups");
    assertThat(groups).isNotEmpty().allMatch(g -> !g.has("kind") && g.has("preferredVersion"));
    assertThat(json(get("/apis/apps")).path("kind").asText()).isEqualTo("APIGroup");
    for (JsonNode resource : json(get("/api/v1")).path("resources")) {
      assertThat(resource.has("shortNames"))
          .isEqualTo(!resource.path("name").asText().equals("secrets"));
    }
  }
}
