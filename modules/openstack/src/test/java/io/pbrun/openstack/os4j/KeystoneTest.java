package io.pbrun.openstack.os4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pbrun.engine.connection.Access;
import io.pbrun.engine.testkit.ManualTime;
import io.pbrun.openstack.auth.Token;
import io.pbrun.openstack.config.CloudConfig;
import io.pbrun.openstack.config.CloudConfig.Domain;
import io.pbrun.openstack.config.CloudConfig.Identity;
import io.pbrun.openstack.config.CloudConfig.ProjectName;
import io.pbrun.openstack.http.CallContext;
import io.pbrun.openstack.http.HttpTransport;
import io.pbrun.openstack.http.OpenStackException;
import io.pbrun.openstack.http.StubServer;
import io.pbrun.openstack.http.TlsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;

class KeystoneTest {
  private static final String TOKEN =
      """
      {"token": {"methods": ["password"], "expires_at": "2026-06-10T10:00:00.000000Z", "issued_at": "2026-06-10T09:00:00.000000Z",
       "user": {"id": "u1", "name": "admin", "domain": {"id": "default", "name": "Default"}, "password_expires_at": null},
       "is_domain": false, "audit_ids": ["x"], "application_credential": {"id": "a", "restricted": true},
       "project": {"id": "p1", "name": "admin", "domain": {"id": "default", "name": "Default"}},
       "roles": [{"id": "r1", "name": "admin"}, {"id": "r2", "name": "reader"}],
       "catalog": [{"id": "c1", "name": "nova", "type": "compute", "endpoints": [
         {"id": "e1", "interface": "public", "region": "R1", "region_id": "R1", "url": "http://nova:8774/v2.1"},
         {"id": "e2", "interface": "internal", "region": "R1", "region_id": "R1", "url": "http://10.0.0.1:8774/v2.1"}]},
        {"id": "c2", "name": "strange", "type": "something-new", "endpoints": []}]}}
      """;

  private final HttpTransport transport = new HttpTransport(null, Duration.ofSeconds(10));
  private final List<String> hidden = new ArrayList<>();
  private final CallContext context =
      new CallContext(Access.READ_ONLY, new ManualTime(), null, hidden::add);
  private final AtomicReference<String> body = new AtomicReference<>("");

  private CloudConfig config(StubServer server, Identity identity, ProjectName project) {
    return new CloudConfig(
        "c",
        "clouds.yaml",
        server.url() + "/v3",
        identity,
        project,
        null,
        "public",
        TlsSettings.DEFAULT,
        Map.of());
  }

  private StubServer keystone() {
    return new StubServer((request, headers, sent) -> {
      body.set(sent);
      return new StubServer.Scripted(
          201, Map.of("Content-Type", "application/json", "X-Subject-Token", "gAAAA-token"), TOKEN);
    });
  }

  private JsonNode signedInWith(Identity identity, ProjectName project) throws Exception {
    try (StubServer server = keystone()) {
      Token token = new Keystone().signIn(config(server, identity, project), transport, context);
      assertThat(token.id()).isEqualTo("gAAAA-token");
      assertThat(token.roles()).containsExactly("admin", "reader");
      assertThat(token.projectId()).isEqualTo("p1");
      assertThat(token.catalogue().endpoints())
          .extracting(e -> e.type() + " " + e.interfaceName() + " " + e.region() + " " + e.url())
          .containsExactly(
              "compute public R1 http://nova:8774/v2.1",
              "compute internal R1 http://10.0.0.1:8774/v2.1");
      assertThat(hidden).contains("gAAAA-token");
      assertThat(token.toString()).doesNotContain("gAAAA");
      assertThat(server.requests()).containsExactly("POST /v3/auth/tokens");
      return new ObjectMapper().readTree(body.get()).path("auth");
    }
  }

  @Test
  void a_password_with_names() throws Exception {
    JsonNode auth =
        signedInWith(
            new CloudConfig.Password(null, "admin", new Domain(null, "admin_domain"), "pw"),
            new ProjectName(null, "capi-mgmt", new Domain(null, "Default")));
    JsonNode user = auth.at("/identity/password/user");
    assertThat(user.path("name").asText()).isEqualTo("admin");
    assertThat(user.at("/domain/name").asText()).isEqualTo("admin_domain");
    assertThat(user.path("password").asText()).isEqualTo("pw");
    assertThat(auth.at("/scope/project/name").asText()).isEqualTo("capi-mgmt");
    assertThat(auth.at("/scope/project/domain/name").asText()).isEqualTo("Default");
  }

  @Test
  void a_password_with_ids() throws Exception {
    JsonNode auth =
        signedInWith(
            new CloudConfig.Password("u1", null, Domain.DEFAULT, "pw"),
            new ProjectName("p1", null, Domain.DEFAULT));
    JsonNode user = auth.at("/identity/password/user");
    assertThat(user.path("id").asText()).isEqualTo("u1");
    assertThat(user.has("name")).isFalse();
    assertThat(auth.at("/scope/project/id").asText()).isEqualTo("p1");
    assertThat(auth.at("/scope/project").has("domain")).isFalse();
  }

  @Test
  void a_given_token_for_a_project() throws Exception {
    JsonNode scoped =
        signedInWith(
            new CloudConfig.GivenToken("t0"), new ProjectName(null, "admin", Domain.DEFAULT));
    assertThat(scoped.at("/identity/token/id").asText()).isEqualTo("t0");
    assertThat(scoped.at("/scope/project/domain/id").asText()).isEqualTo("default");
  }

  @Test
  void a_given_token_for_no_stated_project_is_used_as_it_is() throws Exception {
    try (StubServer server = keystone()) {
      Token token =
          new Keystone()
              .signIn(config(server, new CloudConfig.GivenToken("t0"), null), transport, context);
      assertThat(token.projectId()).isEqualTo("p1");
      assertThat(server.requests()).containsExactly("GET /v3/auth/tokens");
    }
  }

  @Test
  void a_token_of_an_application_credential_is_not_exchanged_but_used() throws Exception {
    try (StubServer server =
        new StubServer((request, headers, sent) ->
            request.startsWith("POST")
                ? StubServer.json(
                    403,
                    "{\"error\": {\"code\": 403, \"message\": \"Using a delegated token to create another token is not allowed..\"}}")
                : new StubServer.Scripted(
                    200,
                    Map.of(
                        "Content-Type",
                        "application/json",
                        "X-Subject-Token",
                        String.valueOf(headers.get("X-Subject-Token"))),
                    TOKEN))) {
      Token token =
          new Keystone()
              .signIn(
                  config(
                      server,
                      new CloudConfig.GivenToken("t0"),
                      new ProjectName(null, "admin", Domain.DEFAULT)),
                  transport,
                  context);
      assertThat(token.id()).isEqualTo("t0");
      assertThat(server.requests()).containsExactly("POST /v3/auth/tokens", "GET /v3/auth/tokens");
    }
  }

  @Test
  void one_malformed_endpoint_does_not_keep_anybody_from_signing_in() throws Exception {
    for (Identity identity :
        List.of(
            new CloudConfig.Password(null, "a", Domain.DEFAULT, "pw"),
            new CloudConfig.ApplicationCredential("ac1", null, null, null, Domain.DEFAULT, "s"))) {
      try (StubServer server =
          new StubServer((request, headers, sent) ->
              new StubServer.Scripted(
                  201,
                  Map.of("Content-Type", "application/json", "X-Subject-Token", "gAAAA-token"),
                  TOKEN.replace("http://10.0.0.1:8774/v2.1", "nova[internal]:87 74")))) {
        Token token = new Keystone().signIn(config(server, identity, null), transport, context);
        assertThat(token.catalogue().endpoints())
            .extracting(e -> e.url())
            .containsExactly("http://nova:8774/v2.1", "nova[internal]:87 74");
      }
    }
  }

  @Test
  void an_application_credential_by_id_and_by_name_never_states_a_scope() throws Exception {
    JsonNode byId =
        signedInWith(
            new CloudConfig.ApplicationCredential("ac1", null, null, null, Domain.DEFAULT, "s"),
            new ProjectName(null, "admin", Domain.DEFAULT));
    assertThat(byId.at("/identity/application_credential/id").asText()).isEqualTo("ac1");
    assertThat(byId.has("scope")).isFalse();
    JsonNode byName =
        signedInWith(
            new CloudConfig.ApplicationCredential(
                null, "pbrun", null, "admin", Domain.DEFAULT, "s"),
            null);
    assertThat(byName.at("/identity/application_credential/user/name").asText()).isEqualTo("admin");
    assertThat(byName.at("/identity/application_credential/secret").asText()).isEqualTo("s");
  }

  @Test
  void a_refusal_keeps_its_status_through_openstack4j() {
    try (StubServer server =
        new StubServer((r, h, b) ->
            StubServer.json(
                401,
                "{\"error\": {\"code\": 401, \"message\": \"The request you have made requires authentication.\"}}"))) {
      assertThatThrownBy(() ->
              new Keystone()
                  .signIn(
                      config(
                          server, new CloudConfig.Password(null, "a", Domain.DEFAULT, "pw"), null),
                      transport,
                      context))
          .isInstanceOfSatisfying(
              OpenStackException.class, e -> assertThat(e.status()).isEqualTo(401))
          .message()
          .doesNotContain("pw");
    }
  }

  @Test
  void an_answer_without_a_token_is_said_to_be_none() {
    try (StubServer server =
        new StubServer((r, h, b) -> StubServer.json(201, "{\"versions\": {}}"))) {
      assertThatThrownBy(() ->
              new Keystone()
                  .signIn(
                      config(
                          server, new CloudConfig.Password(null, "a", Domain.DEFAULT, "pw"), null),
                      transport,
                      context))
          .isInstanceOf(OpenStackException.class);
    }
  }

  @Test
  void interruption_passes_through_openstack4j() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicReference<Throwable> ended = new AtomicReference<>();
    try (StubServer server =
        new StubServer((r, h, b) -> {
          asked.countDown();
          end.await();
          return StubServer.json(500, "{}");
        })) {
      CloudConfig config =
          config(server, new CloudConfig.Password(null, "a", Domain.DEFAULT, "pw"), null);
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  new Keystone().signIn(config, transport, context);
                } catch (Throwable t) {
                  ended.set(t);
                }
              });
      asked.await();
      caller.interrupt();
      assertThat(caller.join(Duration.ofSeconds(3))).isTrue();
      assertThat(ended.get()).isInstanceOf(InterruptedException.class);
      end.countDown();
    }
  }

  @Test
  void openstack4j_makes_no_call_outside_its_fence() {
    HttpRequest<Void> stray =
        HttpRequest.builder(Void.class)
            .endpoint("http://127.0.0.1:1")
            .path("/servers")
            .method(HttpMethod.GET)
            .build();
    assertThatThrownBy(() -> new Connector().execute(stray))
        .hasMessageContaining("outside its fence");
  }
}
