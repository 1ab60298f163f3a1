package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How services answer somebody who signs in or lacks a role: status, words, headers, version
 * documents. Told against the sandbox and against the real services alike.
 */
abstract class IdentityContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNAUTHORIZED = "The request you have made requires authentication.";

  private final HttpClient http = HttpClient.newHttpClient();

  /** Keystone's address with {@code /v3}. */
  abstract String keystone();

  /** A user with the roles member and load-balancer_member in the project, nothing else. */
  abstract String user();

  abstract String password();

  abstract String project();

  abstract String credentialId();

  abstract String credentialSecret();

  /** An answer. */
  record Said(int status, Map<String, String> headers, JsonNode body) {}

  private Said said(String method, String url, @Nullable String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    answer.headers().map().forEach((name, values) -> named.put(name, values.getFirst()));
    boolean json = answer.body().startsWith("{") || answer.body().startsWith("[");
    return new Said(
        answer.statusCode(), named, json ? JSON.readTree(answer.body()) : JSON.createObjectNode());
  }

  private Said signIn(String identity, String scope) throws IOException, InterruptedException {
    String auth = "{\"auth\": {\"identity\": %s%s}}".formatted(identity, scope);
    return said("POST", keystone() + "/auth/tokens", auth);
  }

  private String byPassword(String word) {
    return "{\"methods\": [\"password\"], \"password\": {\"user\": {\"name\": \"%s\", \"domain\": {\"id\": \"default\"}, \"password\": \"%s\"}}}"
        .formatted(user(), word);
  }

  private static String byToken(String token) {
    return "{\"methods\": [\"token\"], \"token\": {\"id\": \"%s\"}}".formatted(token);
  }

  private static String byCredential(String id, String secret) {
    return "{\"methods\": [\"application_credential\"], \"application_credential\": {\"id\": \"%s\", \"secret\": \"%s\"}}"
        .formatted(id, secret);
  }

  private static String to(String project) {
    return ", \"scope\": {\"project\": {\"name\": \"%s\", \"domain\": {\"id\": \"default\"}}}"
        .formatted(project);
  }

  private Said signedIn() throws IOException, InterruptedException {
    Said answer = signIn(byPassword(password()), to(project()));
    assertThat(answer.status()).isEqualTo(201);
    return answer;
  }

  private static String token(Said answer) {
    return String.valueOf(answer.headers().get("X-Subject-Token"));
  }

  private static String address(Said signedIn, String type) {
    for (JsonNode service : signedIn.body().at("/token/catalog")) {
      if (service.path("type").asText().equals(type)) {
        for (JsonNode endpoint : service.path("endpoints")) {
          if (endpoint.path("interface").asText().equals("public")) {
            return endpoint.path("url").asText();
          }
        }
      }
    }
    throw new AssertionError("no " + type + " in the catalogue");
  }

  private static String fault(Said answer) {
    return answer.body().at("/error/message").asText();
  }

  @Test
  void a_wrong_password_an_unknown_project_and_a_project_without_a_role_are_answered_alike()
      throws Exception {
    for (Said answer :
        List.of(
            signIn(byPassword("wrong"), to(project())),
            signIn(byPassword(password()), to("nowhere")),
            signIn(byPassword(password()), to("admin")))) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(fault(answer)).isEqualTo(UNAUTHORIZED);
      assertThat(answer.body().at("/error/title").asText()).isEqualTo("Unauthorized");
      assertThat(answer.headers().get("WWW-Authenticate")).startsWith("Keystone uri=");
      assertThat(answer.headers().get("x-openstack-request-id")).startsWith("req-");
    }
  }

  @Test
  void a_token_tells_its_project_roles_and_catalogue_and_has_none_of_them_without_a_scope()
      throws Exception {
    JsonNode scoped = signedIn().body().path("token");
    assertThat(scoped.at("/project/name").asText()).isEqualTo(project());
    assertThat(scoped.at("/project/domain/id").asText()).isEqualTo("default");
    assertThat(scoped.path("roles").findValuesAsText("name"))
        .contains("member", "reader", "load-balancer_member");
    assertThat(scoped.path("expires_at").asText()).matches("\\d{4}-.*\\.\\d{6}Z");
    assertThat(scoped.at("/catalog/0/endpoints/0").properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("id", "interface", "region_id", "url", "region");
    JsonNode unscoped = signIn(byPassword(password()), "").body().path("token");
    assertThat(unscoped.has("project")).isFalse();
    assertThat(unscoped.has("catalog")).isFalse();
    assertThat(unscoped.has("roles")).isFalse();
  }

  @Test
  void tokens_that_are_none_or_are_revoked_are_not_found_and_open_no_service() throws Exception {
    Said nonsense = signIn(byToken("nonsense"), to(project()));
    assertThat(nonsense.status()).isEqualTo(404);
    assertThat(fault(nonsense)).isEqualTo("Could not recognize Fernet token");

    Said own = signedIn();
    String token = token(own);
    Said described =
        said(
            "GET",
            keystone() + "/auth/tokens",
            null,
            "X-Auth-Token",
            token,
            "X-Subject-Token",
            token);
    assertThat(described.status()).isEqualTo(200);
    assertThat(token(described)).isEqualTo(token);
    assertThat(described.body().at("/token/catalog").isEmpty()).isFalse();
    assertThat(
            said(
                    "DELETE",
                    keystone() + "/auth/tokens",
                    null,
                    "X-Auth-Token",
                    token,
                    "X-Subject-Token",
                    token)
                .status())
        .isEqualTo(204);
    Said revoked = signIn(byToken(token), to(project()));
    assertThat(revoked.status()).isEqualTo(404);
    assertThat(fault(revoked)).isEqualTo("Failed to validate token");
    for (String path :
        List.of(
            address(own, "compute") + "/servers",
            address(own, "load-balancer") + "/v2/lbaas/loadbalancers",
            address(own, "placement") + "/resource_providers",
            address(own, "container-infra") + "/clusters",
            address(own, "network") + "/v2.0/ports",
            address(own, "network") + "/v2.0")) {
      Said refused = said("GET", path, null, "X-Auth-Token", token);
      assertThat(refused.status()).as(path).isEqualTo(401);
      assertThat(fault(refused)).as(path).isEqualTo(UNAUTHORIZED);
    }
  }

  @Test
  void application_credentials_that_are_unknown_wrong_or_asked_for_a_scope() throws Exception {
    Said unknown = signIn(byCredential("0000", "x"), "");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(fault(unknown)).isEqualTo("Could not find Application Credential: 0000.");
    assertThat(signIn(byCredential(credentialId(), "wrong"), "").status()).isEqualTo(401);
    Said scoped = signIn(byCredential(credentialId(), credentialSecret()), to(project()));
    assertThat(scoped.status()).isEqualTo(401);
    assertThat(fault(scoped))
        .isEqualTo(
            "Error authenticating with application credential: Application credentials cannot request a scope.");
    Said good = signIn(byCredential(credentialId(), credentialSecret()), "");
    assertThat(good.status()).isEqualTo(201);
    Said exchanged = signIn(byToken(token(good)), to(project()));
    assertThat(exchanged.status()).isEqualTo(403);
    assertThat(fault(exchanged)).contains("Using a delegated token to create another token");
  }

  @Test
  void a_role_that_is_missing_is_refused_in_each_services_own_words() throws Exception {
    Said own = signedIn();
    String token = token(own);
    Said nova =
        said(
            "GET", address(own, "compute") + "/os-hypervisors/detail", null, "X-Auth-Token", token);
    assertThat(nova.status()).isEqualTo(403);
    assertThat(nova.body().at("/forbidden/message").asText())
        .isEqualTo(
            "Policy doesn't allow os_compute_api:os-hypervisors:list-detail to be performed.");
    assertThat(nova.headers().get("x-compute-request-id"))
        .isEqualTo(nova.headers().get("x-openstack-request-id"))
        .startsWith("req-");
    Said tenants =
        said(
            "GET",
            address(own, "compute") + "/servers/detail?all_tenants=1",
            null,
            "X-Auth-Token",
            token);
    assertThat(tenants.body().at("/forbidden/message").asText())
        .isEqualTo(
            "Policy doesn't allow os_compute_api:servers:detail:get_all_tenants to be performed.");
    Said placement =
        said("GET", address(own, "placement") + "/resource_providers", null, "X-Auth-Token", token);
    assertThat(placement.status()).isEqualTo(403);
    assertThat(placement.body().at("/errors/0/detail").asText())
        .contains("Policy does not allow placement:resource_providers:list to be performed.");
    Said octavia =
        said(
            "GET",
            address(own, "load-balancer") + "/v2/octavia/amphorae",
            null,
            "X-Auth-Token",
            token);
    assertThat(octavia.status()).isEqualTo(403);
    assertThat(octavia.body().path("faultstring").asText())
        .isEqualTo("Policy does not allow this request to be performed.");
    Said keystone = said("GET", keystone() + "/projects", null, "X-Auth-Token", token);
    assertThat(keystone.status()).isEqualTo(403);
    assertThat(fault(keystone))
        .isEqualTo(
            "You are not authorized to perform the requested action: identity:list_projects.");
  }

  @Test
  void versions_are_told_at_the_root_and_a_newer_microversion_is_refused_with_the_newest()
      throws Exception {
    Said own = signedIn();
    String token = token(own);
    JsonNode nova = said("GET", root(address(own, "compute")), null).body();
    assertThat(nova.path("versions").findValuesAsText("id")).containsExactly("v2.0", "v2.1");
    String newest = nova.at("/versions/1/version").asText();
    assertThat(newest).matches("2\\.\\d+");
    Said future =
        said(
            "GET",
            address(own, "compute") + "/flavors",
            null,
            "X-Auth-Token",
            token,
            "OpenStack-API-Version",
            "compute 2.999");
    assertThat(future.status()).isEqualTo(406);
    assertThat(future.body().at("/computeFault/message").asText())
        .isEqualTo(
            "Version 2.999 is not supported by the API. Minimum is 2.1 and maximum is "
                + newest
                + ".");

    JsonNode placement = said("GET", root(address(own, "placement")), null).body();
    assertThat(placement.at("/versions/0/id").asText()).isEqualTo("v1.0");
    Said beyond =
        said(
            "GET",
            address(own, "placement") + "/resource_providers",
            null,
            "X-Auth-Token",
            token,
            "OpenStack-API-Version",
            "placement 1.999");
    assertThat(beyond.status()).isEqualTo(406);
    assertThat(beyond.body().at("/errors/0/max_version"))
        .isEqualTo(placement.at("/versions/0/max_version"));

    JsonNode magnum = said("GET", root(address(own, "container-infra")), null).body();
    assertThat(magnum.at("/versions/0/id").asText()).isEqualTo("v1");
    Said later =
        said(
            "GET",
            address(own, "container-infra") + "/clusters",
            null,
            "X-Auth-Token",
            token,
            "OpenStack-API-Version",
            "container-infra 1.999");
    assertThat(later.status()).isEqualTo(406);
    assertThat(later.body().at("/errors/0/max_version"))
        .isEqualTo(magnum.at("/versions/0/max_version"));
    assertThat(later.headers().get("OpenStack-API-Maximum-Version"))
        .isEqualTo("container-infra " + magnum.at("/versions/0/max_version").asText());

    assertThat(
            said("GET", root(address(own, "load-balancer")), null)
                .body()
                .path("versions")
                .findValuesAsText("id"))
        .contains("v2.0", "v2.26");
    assertThat(said("GET", keystone(), null).body().at("/version/id").asText()).startsWith("v3.");
  }

  private static String root(String address) {
    return address.replaceAll("(https?://[^/]+).*", "$1/");
  }

  @Test
  void a_marker_that_is_none_is_refused() throws Exception {
    Said own = signedIn();
    String marker = "?limit=1&marker=00000000-0000-0000-0000-000000000000";
    Said nova =
        said(
            "GET", address(own, "compute") + "/servers" + marker, null, "X-Auth-Token", token(own));
    assertThat(nova.status()).isEqualTo(400);
    assertThat(nova.body().at("/badRequest/message").asText()).startsWith("marker [00000000-");
    Said octavia =
        said(
            "GET",
            address(own, "load-balancer") + "/v2/lbaas/loadbalancers" + marker,
            null,
            "X-Auth-Token",
            token(own));
    assertThat(octavia.status()).isEqualTo(400);
    assertThat(octavia.body().path("faultstring").asText())
        .startsWith("Supplied pagination marker '00000000-");
  }
}
