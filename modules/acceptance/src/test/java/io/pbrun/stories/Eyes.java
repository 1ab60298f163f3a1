package io.pbrun.stories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at the lab's cloud without any code of pbrun: what is there, not what is said of it. */
final class Eyes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOST = "http://127.0.0.1:";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String token;

  Eyes() {
    String body =
        """
        {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "admin",
          "domain": {"id": "default"}, "password": "lab-admin"}}},
          "scope": {"project": {"name": "admin", "domain": {"id": "default"}}}}}
        """;
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(HOST + "5000/v3/auth/tokens"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    token =
        response
            .headers()
            .firstValue("X-Subject-Token")
            .orElseThrow(() -> new AssertionError("no sign-in to the lab: " + response.body()));
  }

  /** Status of a server: ACTIVE, SHUTOFF, ERROR; GONE when it is no longer there. */
  String server(String id) {
    JsonNode server = get("8774/v2.1/servers/" + id).path("server");
    return server.isMissingNode() ? "GONE" : server.path("status").asText();
  }

  /** The names of all projects' servers that begin like this, with their ids. */
  Map<String, String> servers(String prefix) {
    Map<String, String> found = new TreeMap<>();
    for (JsonNode each : get("8774/v2.1/servers/detail?all_tenants=1").path("servers")) {
      if (each.path("name").asText().startsWith(prefix)) {
        found.put(each.path("name").asText(), each.path("id").asText());
      }
    }
    return found;
  }

  /** What was done to a server, newest first: create, start, stop. */
  List<String> actions(String serverId) {
    List<String> found = new ArrayList<>();
    get("8774/v2.1/servers/" + serverId + "/os-instance-actions")
        .path("instanceActions")
        .forEach(each -> found.add(each.path("action").asText()));
    return found;
  }

  /** Provisioning and operating status of a load balancer: {@code ACTIVE/ONLINE}. */
  String loadBalancer(String id) {
    JsonNode lb = get("9876/v2/lbaas/loadbalancers/" + id).path("loadbalancer");
    return lb.path("provisioning_status").asText() + "/" + lb.path("operating_status").asText();
  }

  /** Ids and states of a load balancer's amphorae. */
  Map<String, String> amphorae(String loadBalancerId) {
    Map<String, String> found = new TreeMap<>();
    get("9876/v2/octavia/amphorae?loadbalancer_id=" + loadBalancerId)
        .path("amphorae")
        .forEach(each -> found.put(each.path("id").asText(), each.path("status").asText()));
    return found;
  }

  /** Boots a server of the amphora flavor in a project and waits until it is ACTIVE. */
  String boot(String project, String name) {
    // The CLI asks for flavor, image and network by name; a story needs few of these.
    return new OpenStackClient(project)
        .run(
            "server create --flavor amphora --image lab-tiny --network "
                + (project.equals("services") ? "lb-mgmt-net" : "capi-mgmt-net")
                + " --wait -f value -c id "
                + name)
        .strip();
  }

  private JsonNode get(String path) {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(HOST + path))
                .header("X-Auth-Token", token)
                .header("Accept", "application/json")
                .GET());
    try {
      if (response.statusCode() == 404) {
        return JSON.createObjectNode();
      }
      if (response.statusCode() != 200) {
        throw new AssertionError(path + " answers " + response.statusCode());
      }
      return JSON.readTree(response.body());
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
