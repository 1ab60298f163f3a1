package io.pbrun.openstack.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.testkit.ManualTime;
import io.pbrun.openstack.auth.Catalogue;
import io.pbrun.openstack.auth.Scope;
import io.pbrun.openstack.auth.ServiceType;
import io.pbrun.openstack.auth.Session;
import io.pbrun.openstack.auth.Token;
import io.pbrun.openstack.config.CloudConfig;
import io.pbrun.openstack.http.CallContext;
import io.pbrun.openstack.http.HttpTransport;
import io.pbrun.openstack.http.OpenStackException;
import io.pbrun.openstack.http.StubServer;
import io.pbrun.openstack.http.TlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestTest {
  private final CallContext context =
      new CallContext(Access.READ_ONLY, new ManualTime(), null, secret -> {});

  private Rest rest(StubServer server) {
    Catalogue catalogue =
        new Catalogue(
            List.of(new Catalogue.Endpoint("load-balancer", "R1", "public", server.url())));
    CloudConfig config =
        new CloudConfig(
            "c",
            "clouds.yaml",
            server.url(),
            new CloudConfig.Password(null, "u", CloudConfig.Domain.DEFAULT, "p"),
            null,
            null,
            "public",
            TlsSettings.DEFAULT,
            Map.of());
    Session session =
        new Session(
            config,
            new Scope.Admin(),
            new HttpTransport(null, Duration.ofSeconds(5)),
            (c, t, x) ->
                new Token("tok", "p1", "admin", "u1", "u", List.of("admin"), catalogue, null));
    return new Rest(session, context, ServiceType.LOAD_BALANCER);
  }

  private static String page(String ids, String next) {
    return "{\"things\": ["
        + ids
        + "]"
        + (next.isEmpty()
            ? ""
            : ", \"things_links\": [{\"rel\": \"next\", \"href\": \"" + next + "\"}]")
        + "}";
  }

  @Test
  void a_list_is_followed_to_its_end_also_behind_a_proxy() throws Exception {
    try (StubServer server =
        new StubServer((request, headers, body) ->
            StubServer.json(
                200,
                request.contains("marker=2")
                    ? page("{\"id\": \"3\"}", "")
                    : page(
                        "{\"id\": \"1\"}, {\"id\": \"2\"}",
                        "http://10.0.0.1:9876/v2/things?limit=2&marker=2")))) {
      assertThat(rest(server).list("/things", "things")).hasSize(3);
      assertThat(server.requests())
          .containsExactly("GET /v2/things", "GET /v2/things?limit=2&marker=2");
    }
  }

  @Test
  void a_list_that_goes_round_in_circles_is_an_error() {
    try (StubServer server =
        new StubServer((r, h, b) ->
            StubServer.json(200, page("{\"id\": \"1\"}", "http://x/v2/things?marker=1")))) {
      assertThatThrownBy(() -> rest(server).list("/things", "things"))
          .isInstanceOf(OpenStackException.class)
          .hasMessageContaining("came twice");
    }
  }

  @Test
  void a_page_without_the_list_is_an_error() {
    try (StubServer server =
        new StubServer((r, h, b) -> StubServer.json(200, "{\"others\": []}"))) {
      assertThatThrownBy(() -> rest(server).list("/things", "things"))
          .hasMessageContaining("has no 'things'");
    }
  }

  @Test
  void an_answer_that_is_no_json_names_the_proxy() {
    try (StubServer server =
        new StubServer((r, h, b) ->
            new StubServer.Scripted(
                200, Map.of("Content-Type", "text/html"), "<html>hello</html>"))) {
      assertThatThrownBy(() -> rest(server).get("/things"))
          .hasMessageContaining("no JSON")
          .hasMessageContaining("proxy");
    }
  }

  @Test
  void a_token_is_renewed_once_and_not_for_ever() {
    try (StubServer server =
        new StubServer((r, h, b) -> StubServer.json(401, "{\"error\": {\"message\": \"no\"}}"))) {
      assertThatThrownBy(() -> rest(server).get("/things"))
          .hasMessageContaining("401")
          .hasMessageContaining("not accepted any more");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void several_regions_need_a_choice() {
    Catalogue catalogue =
        new Catalogue(
            List.of(
                new Catalogue.Endpoint("compute", "A", "public", "http://a"),
                new Catalogue.Endpoint("compute", "B", "public", "http://b")));
    assertThatThrownBy(() -> catalogue.find(ServiceType.COMPUTE, null, "public"))
        .hasMessageContaining("openstack_region");
    assertThat(catalogue.find(ServiceType.COMPUTE, "B", "public").map(Catalogue.Endpoint::url))
        .contains("http://b");
    assertThatThrownBy(() -> catalogue.find(ServiceType.COMPUTE, "B", "internal"))
        .hasMessageContaining("no internal endpoint of Nova in region B");
    assertThat(catalogue.find(ServiceType.NETWORK, null, "public")).isEmpty();
  }

  @Test
  void addresses_get_their_version_when_the_catalogue_has_none() {
    assertThat(ServiceType.LOAD_BALANCER.versioned("http://h:9876/")).isEqualTo("http://h:9876/v2");
    assertThat(ServiceType.LOAD_BALANCER.versioned("http://h:9876/v2.0"))
        .isEqualTo("http://h:9876/v2.0");
    assertThat(ServiceType.COMPUTE.versioned("http://h:8774/v2.1/674171fd"))
        .isEqualTo("http://h:8774/v2.1/674171fd");
    assertThat(ServiceType.NETWORK.versioned("http://h:9696")).isEqualTo("http://h:9696/v2.0");
    assertThat(ServiceType.PLACEMENT.versioned("http://h/placement"))
        .isEqualTo("http://h/placement");
  }
}
