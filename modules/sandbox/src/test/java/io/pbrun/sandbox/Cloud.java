package io.pbrun.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A running sandbox with a hand-turned clock, and a small client for it. */
final class Cloud implements AutoCloseable {
  /** An answer. */
  record Answer(int status, JsonNode body, Map<String, String> headers) {}

  final Sandbox sandbox;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> urls = new LinkedHashMap<>();
  private String token = "";

  Cloud(String scenario) throws IOException {
    this(SandboxOptions.of(scenario).withManualClock(Site.START));
  }

  Cloud(SandboxOptions options) throws IOException {
    sandbox = Sandbox.start(options);
  }

  /** Logs in and reads the catalogue. */
  Cloud as(String user, String project) {
    Answer answer = logIn(user, password(user), project);
    assertOk(answer);
    token = answer.headers().getOrDefault("x-subject-token", "");
    answer
        .body()
        .at("/token/catalog")
        .forEach(s -> urls.put(s.path("type").asText(), s.at("/endpoints/0/url").asText()));
    return this;
  }

  Answer logIn(String user, String password, String project) {
    return send(
        "POST",
        sandbox.variables().get("auth_url") + "/auth/tokens",
        """
        {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "%s",
         "domain": {"name": "Default"}, "password": "%s"}}},
         "scope": {"project": {"name": "%s", "domain": {"id": "default"}}}}}
        """
            .formatted(user, password, project));
  }

  String password(String user) {
    return sandbox.world().users().stream()
        .filter(u -> u.name().equals(user))
        .findFirst()
        .orElseThrow()
        .password();
  }

  private static void assertOk(Answer answer) {
    if (answer.status() >= 300) {
      throw new AssertionError("login failed: " + answer);
    }
  }

  Answer get(String service, String path, String... headers) {
    return send("GET", urls.get(service) + path, "", headers);
  }

  Answer send(String method, String service, String path, String body) {
    return send(method, urls.get(service) + path, body);
  }

  private Answer send(String method, String url, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("X-Auth-Token", token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      Map<String, String> flat = new LinkedHashMap<>();
      response.headers().map().forEach((k, v) -> flat.put(k, v.getFirst()));
      boolean json = flat.getOrDefault("content-type", "").contains("json");
      return new Answer(
          response.statusCode(), json ? Json.parse(response.body()) : Json.object(), flat);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void turn(Duration by) {
    sandbox.clock().advance(by);
  }

  @Override
  public void close() {
    client.close();
    sandbox.close();
  }
}
