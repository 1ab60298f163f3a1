package io.pbrun.stories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.pbrun.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at the lab's cloud without any code of pbrun: what is there, not what is said of it. */
final class Eyes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final String token;
  private final Map<String, String> endpoints = new TreeMap<>();
  private final Map<String, String> known = new TreeMap<>();

  private Eyes(String authUrl, String user, String password, String projectName) {
    String body =
        """
        {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "%s",
          "domain": {"id": "default"}, "password": "%s"}}},
          "scope": {"project": {"name": "%s", "domain": {"id": "default"}}}}}
        """
            .formatted(user, password, projectName);
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(authUrl + "/auth/tokens"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    token =
        response
            .headers()
            .firstValue("X-Subject-Token")
            .orElseThrow(() -> new AssertionError("no sign-in: " + response.body()));
    for (JsonNode service : parsed(response.body()).path("token").path("catalog")) {
      service
          .path("endpoints")
          .forEach(each -> {
            if (each.path("interface").asText().equals("public")) {
              endpoints.put(service.path("type").asText(), each.path("url").asText());
            }
          });
    }
    endpoints.put("identity", authUrl);
    known.put("nobody", "11111111-2222-4333-8444-555555555555");
  }

  /** As the lab's administrator. */
  static Eyes onTheLab() {
    Eyes eyes = new Eyes("http://127.0.0.1:5000/v3", "admin", "lab-admin", "admin");
    eyes.known.put("vm", Lab.seeded("SEED_SERVER"));
    eyes.known.put("lb", Lab.seeded("SEED_LB"));
    eyes.known.put("cluster", Lab.seeded("SEED_CLUSTER"));
    return eyes;
  }

  /** As a sandbox's administrator. */
  static Eyes on(Sandbox sandbox) throws IOException {
    JsonNode auth =
        new ObjectMapper(new YAMLFactory())
            .readTree(Path.of(String.valueOf(sandbox.variables().get("clouds_file"))).toFile())
            .path("clouds")
            .path("admin")
            .path("auth");
    Eyes eyes =
        new Eyes(
            auth.path("auth_url").asText(),
            auth.path("username").asText(),
            auth.path("password").asText(),
            auth.path("project_name").asText());
    eyes.known.put("vm", eyes.servers("capi-mgmt-v2").get("capi-mgmt-v2"));
    eyes.known.put(
        "lb",
        eyes.get("load-balancer", "/v2/lbaas/loadbalancers")
            .path("loadbalancers")
            .path(0)
            .path("id")
            .asText());
    eyes.known.put(
        "cluster",
        eyes.get("container-infra", "/clusters").path("clusters").path(0).path("uuid").asText());
    return eyes;
  }

  /** What a service answers: the status, and the body where it is JSON. */
  record Answer(int status, JsonNode body) {}

  /** Asks a service for a path, in which {@code {vm}} and the like stand for ids. */
  Answer answer(String service, String path) {
    String filled = path;
    for (Map.Entry<String, String> id : known.entrySet()) {
      filled = filled.replace("{" + id.getKey() + "}", id.getValue());
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoints.get(service) + filled))
            .header("X-Auth-Token", token)
            .header("Accept", "application/json")
            .GET();
    if (service.equals("compute")) {
      request.header("X-OpenStack-Nova-API-Version", "2.79");
    }
    if (service.equals("placement")) {
      request.header("OpenStack-API-Version", "placement 1.30");
    }
    HttpResponse<String> response = send(request);
    return new Answer(
        response.statusCode(),
        response.body().startsWith("{") ? parsed(response.body()) : JSON.createObjectNode());
  }

  /** Status of a server: ACTIVE, SHUTOFF, ERROR; GONE when it is no longer there. */
  String server(String id) {
    JsonNode server = get("compute", "/servers/" + id).path("server");
    return server.isMissingNode() ? "GONE" : server.path("status").asText();
  }

  /** The names of all projects' servers that begin like this, with their ids. */
  Map<String, String> servers(String prefix) {
    Map<String, String> found = new TreeMap<>();
    for (JsonNode each : get("compute", "/servers/detail?all_tenants=1").path("servers")) {
      if (each.path("name").asText().startsWith(prefix)) {
        found.put(each.path("name").asText(), each.path("id").asText());
      }
    }
    return found;
  }

  /** What was done to a server, newest first: create, start, stop. */
  List<String> actions(String serverId) {
    List<String> found = new ArrayList<>();
    get("compute", "/servers/" + serverId + "/os-instance-actions")
        .path("instanceActions")
        .forEach(each -> found.add(each.path("action").asText()));
    return found;
  }

  /** Provisioning and operating status of a load balancer: {@code ACTIVE/ONLINE}. */
  String loadBalancer(String id) {
    JsonNode lb = get("load-balancer", "/v2/lbaas/loadbalancers/" + id).path("loadbalancer");
    return lb.path("provisioning_status").asText() + "/" + lb.path("operating_status").asText();
  }

  /** Ids and states of a load balancer's amphorae. */
  Map<String, String> amphorae(String loadBalancerId) {
    Map<String, String> found = new TreeMap<>();
    get("load-balancer", "/v2/octavia/amphorae?loadbalancer_id=" + loadBalancerId)
        .path("amphorae")
        .forEach(each -> found.put(each.path("id").asText(), each.path("status").asText()));
    return found;
  }

  private JsonNode get(String service, String path) {
    Answer answer = answer(service, path);
    if (answer.status() == 404) {
      return JSON.createObjectNode();
    }
    if (answer.status() != 200) {
      throw new AssertionError(path + " answers " + answer.status());
    }
    return answer.body();
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("the lab does not answer; start it: .ci/lab up", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
