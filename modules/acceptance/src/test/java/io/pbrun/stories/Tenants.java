package io.pbrun.stories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Projects, users, credentials and servers of a story's own, in the real cloud; closing removes
 * them.
 */
final class Tenants implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEYSTONE = "http://127.0.0.1:5000/v3";
  private static final String NOVA = "http://127.0.0.1:8774/v2.1";
  private static final Duration LONGEST_BOOT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Deque<String> made = new ArrayDeque<>();
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);
  private final String admin = token("admin", "lab-admin", "admin");

  /** A user who has the secret {@link #secret()}. */
  record User(String name, String id) {}

  /** A project. */
  record Project(String name, String id) {}

  /** An application credential with the secret {@link #secret()}. */
  record Credential(String id, String name) {}

  /** The password of all users here, which nothing that pbrun says may hold. */
  String secret() {
    return "acc-secret-" + suffix;
  }

  Project project(String name) {
    String full = "acc-" + name + "-" + suffix;
    ObjectNode body = JSON.createObjectNode();
    body.putObject("project").put("name", full).put("domain_id", "default");
    String id = post(KEYSTONE + "/projects", admin, body).at("/project/id").asText();
    made.push(KEYSTONE + "/projects/" + id);
    return new Project(full, id);
  }

  User user(String name) {
    String full = "acc-" + name + "-" + suffix;
    ObjectNode body = JSON.createObjectNode();
    body.putObject("user").put("name", full).put("domain_id", "default").put("password", secret());
    String id = post(KEYSTONE + "/users", admin, body).at("/user/id").asText();
    made.push(KEYSTONE + "/users/" + id);
    return new User(full, id);
  }

  void grant(User user, Project project, String role) {
    JsonNode found = send("GET", KEYSTONE + "/roles?name=" + role, admin, null);
    String roleId = found.at("/roles/0/id").asText();
    send(
        "PUT",
        KEYSTONE + "/projects/%s/users/%s/roles/%s".formatted(project.id(), user.id(), roleId),
        admin,
        null);
  }

  Credential credential(User user, Project project, String name) {
    String own = token(user.name(), secret(), project.name());
    ObjectNode body = JSON.createObjectNode();
    body.putObject("application_credential").put("name", name).put("secret", secret());
    JsonNode answer =
        post(KEYSTONE + "/users/" + user.id() + "/application_credentials", own, body);
    return new Credential(answer.at("/application_credential/id").asText(), name);
  }

  /** A token of a user for a project. */
  String token(String user, String password, String project) {
    ObjectNode auth = JSON.createObjectNode();
    ObjectNode identity = auth.putObject("identity");
    identity.putArray("methods").add("password");
    ObjectNode who = identity.putObject("password").putObject("user");
    who.put("name", user).put("password", password).putObject("domain").put("id", "default");
    ObjectNode where = auth.putObject("scope").putObject("project");
    where.put("name", project).putObject("domain").put("id", "default");
    return subject(auth);
  }

  /** A token by an application credential. */
  String token(Credential credential) {
    ObjectNode auth = JSON.createObjectNode();
    ObjectNode identity = auth.putObject("identity");
    identity.putArray("methods").add("application_credential");
    identity.putObject("application_credential").put("id", credential.id()).put("secret", secret());
    return subject(auth);
  }

  private String subject(ObjectNode auth) {
    ObjectNode body = JSON.createObjectNode();
    body.set("auth", auth);
    HttpResponse<String> answer = answer("POST", KEYSTONE + "/auth/tokens", null, body);
    return answer
        .headers()
        .firstValue("X-Subject-Token")
        .orElseThrow(() -> new AssertionError("no token: " + answer.statusCode()));
  }

  /** Revokes a token, as an administrator or the end of a session does. */
  void revoke(String token) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(KEYSTONE + "/auth/tokens"))
            .header("X-Auth-Token", admin)
            .header("X-Subject-Token", token)
            .DELETE()
            .build();
    if (sent(request).statusCode() != 204) {
      throw new AssertionError("the token is not revoked");
    }
  }

  /** A small server without a network, ACTIVE. */
  String server(User user, Project project, String name) {
    String own = token(user.name(), secret(), project.name());
    ObjectNode body = JSON.createObjectNode();
    String flavor =
        send("GET", NOVA + "/flavors?sort_key=memory_mb", own, null).at("/flavors/0/id").asText();
    String image =
        send("GET", "http://127.0.0.1:9292/v2/images", admin, null).at("/images/0/id").asText();
    body.putObject("server")
        .put("name", name)
        .put("flavorRef", flavor)
        .put("imageRef", image)
        .put("networks", "none");
    String id = post(NOVA + "/servers", own, body).at("/server/id").asText();
    made.push(NOVA + "/servers/" + id);
    long deadline = System.nanoTime() + LONGEST_BOOT.toNanos();
    while (true) {
      String status = send("GET", NOVA + "/servers/" + id, own, null).at("/server/status").asText();
      if (status.equals("ACTIVE")) {
        return id;
      }
      if (status.equals("ERROR") || System.nanoTime() > deadline) {
        throw new AssertionError("the server of the story is " + status);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private JsonNode post(String url, String token, ObjectNode body) {
    return send("POST", url, token, body);
  }

  private JsonNode send(String method, String url, String token, @Nullable ObjectNode body) {
    HttpResponse<String> answer = answer(method, url, token, body);
    if (answer.statusCode() >= 300) {
      throw new AssertionError(
          "%s %s: %d %s".formatted(method, url, answer.statusCode(), answer.body()));
    }
    try {
      return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> answer(
      String method, String url, @Nullable String token, @Nullable ObjectNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()));
    if (token != null) {
      request.header("X-Auth-Token", token);
    }
    if (url.startsWith(NOVA)) {
      request.header("OpenStack-API-Version", "compute 2.87");
    }
    return sent(request.build());
  }

  private HttpResponse<String> sent(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("the lab does not answer; start it: .ci/lab up", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    // Servers before their projects: the last made goes first.
    while (!made.isEmpty()) {
      String url = made.pop();
      answer("DELETE", url, admin, null);
    }
    http.close();
  }
}
