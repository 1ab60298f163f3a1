package io.pbrun.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.RecordedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenStackApiTest {
  private Cloud cloud;

  @BeforeEach
  void open() throws IOException {
    cloud = new Cloud("parked").as("admin", "admin");
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private String managementId() {
    return cloud.sandbox.world().managementServer().id();
  }

  @Test
  void a_wrong_password_is_401_and_never_recorded() {
    assertThat(cloud.logIn("admin", "hunter2", "admin").status()).isEqualTo(401);
    assertThat(cloud.sandbox.record().all().toString()).doesNotContain("hunter2");
    assertThat(cloud.sandbox.record().all().getLast().body()).contains("***");
  }

  @Test
  void a_token_expires_in_simulated_time() {
    assertThat(cloud.get("compute", "/servers").status()).isEqualTo(200);
    cloud.turn(Duration.ofHours(1));
    assertThat(cloud.get("compute", "/servers").status()).isEqualTo(401);
  }

  @Test
  void the_wrong_project_sees_an_empty_server_list() {
    assertThat(names(cloud.get("compute", "/servers").body())).isEmpty();
    cloud.as("capi-mgmt", "capi-mgmt");
    assertThat(names(cloud.get("compute", "/servers").body()))
        .contains("capi-mgmt-v2")
        .noneMatch(name -> name.startsWith("amphora-"));
  }

  @Test
  void only_an_admin_sees_all_projects_and_amphorae() {
    assertThat(names(cloud.get("compute", "/servers?all_tenants=1").body())).hasSize(10);
    cloud.as("capi-mgmt", "capi-mgmt");
    assertThat(cloud.get("compute", "/servers?all_tenants=1").status()).isEqualTo(403);
    Cloud.Answer amphorae = cloud.get("load-balancer", "/v2/octavia/amphorae");
    assertThat(amphorae.status()).isEqualTo(403);
    assertThat(amphorae.body().path("faultstring").asText())
        .isEqualTo("Policy does not allow this request to be performed.");
  }

  @Test
  void the_name_filter_is_a_regular_expression_and_pages_are_linked() {
    assertThat(names(cloud.get("compute", "/servers?all_tenants=1&name=%5Eamphora-").body()))
        .hasSize(3);
    List<String> all = new ArrayList<>();
    Cloud.Answer page = cloud.get("compute", "/servers?all_tenants=1&limit=4");
    while (true) {
      all.addAll(names(page.body()));
      String next = page.body().at("/servers_links/0/href").asText();
      if (next.isEmpty()) {
        break;
      }
      page = cloud.get("compute", next.substring(next.indexOf("/servers")));
    }
    assertThat(all).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void the_flavor_is_embedded_from_2_47_and_hypervisor_memory_is_gone_at_2_88() {
    String server = "/servers/" + managementId();
    String header = "OpenStack-API-Version";
    assertThat(cloud.get("compute", server).body().at("/server/flavor").has("id")).isTrue();
    assertThat(
            cloud
                .get("compute", server, header, "compute 2.47")
                .body()
                .at("/server/flavor/original_name")
                .asText())
        .isEqualTo("gp.mid");
    String hypervisors = "/os-hypervisors/detail";
    assertThat(
            cloud
                .get("compute", hypervisors, header, "compute 2.87")
                .body()
                .at("/hypervisors/0")
                .has("memory_mb"))
        .isTrue();
    assertThat(
            cloud
                .get("compute", hypervisors, header, "compute 2.88")
                .body()
                .at("/hypervisors/0")
                .has("memory_mb"))
        .isFalse();
    assertThat(cloud.get("compute", server, header, "compute 2.97").status()).isEqualTo(406);
  }

  @Test
  void starting_twice_is_a_conflict_with_novas_words() {
    String action = "/servers/" + managementId() + "/action";
    assertThat(cloud.send("POST", "compute", action, "{\"os-start\": null}").status())
        .isEqualTo(202);
    Cloud.Answer second = cloud.send("POST", "compute", action, "{\"os-start\": null}");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body().at("/conflictingRequest/message").asText())
        .isEqualTo(
            "Cannot 'start' instance %s while it is in task_state powering-on"
                .formatted(managementId()));
  }

  @Test
  void placement_offers_no_candidate_until_the_zombie_is_gone() {
    String query = "/allocation_candidates?resources=VCPU:1,MEMORY_MB:1024,DISK_GB:8";
    String[] version = {"OpenStack-API-Version", "placement 1.39"};
    assertThat(cloud.get("placement", query, version).body().path("allocation_requests")).isEmpty();
    for (JsonNode server :
        cloud.get("compute", "/servers?all_tenants=1&name=%5Eamphora-").body().path("servers")) {
      String id = server.path("name").asText().substring("amphora-".length());
      if (cloud.get("load-balancer", "/v2/octavia/amphorae/" + id).status() == 404) {
        cloud.send("DELETE", "compute", "/servers/" + server.path("id").asText(), "");
      }
    }
    cloud.turn(Duration.ofSeconds(5));
    assertThat(cloud.get("placement", query, version).body().path("allocation_requests"))
        .hasSize(1);
  }

  @Test
  void a_swept_zombie_leaves_its_vrrp_port_dangling_as_nova_does() {
    String filter = "/v2.0/ports?name=octavia-lb-vrrp-";
    JsonNode zombie =
        cloud
            .get("compute", "/servers?all_tenants=1&status=ACTIVE&name=%5Eamphora-")
            .body()
            .path("servers")
            .valueStream()
            .filter(s -> ports(filter + amphoraId(s)).at("/0/device_id").equals(s.path("id")))
            .filter(s ->
                cloud.get("load-balancer", "/v2/octavia/amphorae/" + amphoraId(s)).status() == 404)
            .findFirst()
            .orElseThrow();
    cloud.send("DELETE", "compute", "/servers/" + zombie.path("id").asText(), "");
    cloud.turn(Duration.ofSeconds(5));
    assertThat(cloud.get("compute", "/servers/" + zombie.path("id").asText()).status())
        .isEqualTo(404);
    assertThat(ports(filter + amphoraId(zombie)))
        .singleElement()
        .satisfies(port -> assertThat(port.path("device_id").asText()).isEmpty());
  }

  private static String amphoraId(JsonNode server) {
    return server.path("name").asText().substring("amphora-".length());
  }

  private JsonNode ports(String query) {
    return cloud.get("network", query).body().path("ports");
  }

  @Test
  void octavia_refuses_what_the_real_one_refuses() {
    String lb =
        cloud
            .get("load-balancer", "/v2/lbaas/loadbalancers")
            .body()
            .at("/loadbalancers/0/id")
            .asText();
    String failover = "/v2/lbaas/loadbalancers/" + lb + "/failover";
    String amphora =
        cloud.get("load-balancer", "/v2/octavia/amphorae").body().at("/amphorae/0/id").asText();
    assertThat(
            cloud
                .send("PUT", "load-balancer", "/v2/octavia/amphorae/" + amphora + "/failover", "")
                .body()
                .path("faultstring")
                .asText())
        .isEqualTo("Load Balancer " + lb + " is immutable and cannot be updated.");
    assertThat(cloud.send("PUT", "load-balancer", failover, "").status()).isEqualTo(202);
    Cloud.Answer again = cloud.send("PUT", "load-balancer", failover, "");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body().path("faultstring").asText())
        .isEqualTo("Invalid state PENDING_UPDATE of loadbalancer resource " + lb);
    assertThat(cloud.get("load-balancer", "/v2/lbaas/loadbalancers/nope").status()).isEqualTo(404);
  }

  @Test
  void magnum_lists_without_the_reason_and_shows_with_it() {
    JsonNode listed = cloud.get("container-infra", "/clusters").body().at("/clusters/0");
    assertThat(listed.path("health_status").asText()).isEqualTo("UNHEALTHY");
    assertThat(listed.has("health_status_reason")).isFalse();
    JsonNode shown = cloud.get("container-infra", "/clusters/capi-test-1").body();
    assertThat(shown.path("health_status_reason").isObject()).isTrue();
    assertThat(shown.path("health_status_reason").size()).isZero();
  }

  @Test
  void the_record_tells_reads_from_writes() {
    cloud.get("compute", "/servers");
    assertThat(cloud.sandbox.record().writes()).isEmpty();
    cloud.send("POST", "compute", "/servers/" + managementId() + "/action", "{\"os-start\": null}");
    assertThat(cloud.sandbox.record().writes())
        .singleElement()
        .extracting(RecordedRequest::service, RecordedRequest::body)
        .containsExactly("nova", "{\"os-start\":null}");
  }

  private static List<String> names(JsonNode body) {
    List<String> names = new ArrayList<>();
    body.path("servers").forEach(s -> names.add(s.path("name").asText()));
    return names;
  }
}
