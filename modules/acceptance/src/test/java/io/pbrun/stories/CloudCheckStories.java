package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.FaultProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code pbrun cloud check} for users who may do all, some or nothing, on the real services. */
@Tag("lab")
@Timeout(120)
@SuppressWarnings("NullAway.Init") // by @BeforeAll and @TempDir
class CloudCheckStories {
  private static Tenants tenants;
  private static Tenants.Project project;

  private final Operator operator = Operator.inStory("cloud-check");
  @TempDir Path folder;

  @BeforeAll
  static void a_project_of_their_own() {
    tenants = new Tenants();
    project = tenants.project("site");
  }

  @AfterAll
  static void it_is_gone() {
    tenants.close();
  }

  private static Tenants.User user(String name, String... roles) {
    Tenants.User user = tenants.user(name);
    for (String role : roles) {
      tenants.grant(user, project, role);
    }
    return user;
  }

  private Site site(String authUrl, Tenants.User user) {
    return new Site(folder)
        .cloud(
            "auth: {auth_url: '%s', username: %s, password: %s, project_name: %s}\nregion_name: RegionOne\n"
                .formatted(authUrl, user.name(), tenants.secret(), project.name()))
        .variables(
            "openstack_cloud: own\nmgmt_project: %s\noctavia_project: services\nmgmt_server: capi-mgmt-v2\n"
                .formatted(project.name()));
  }

  private static JsonNode json(Ending ending) throws IOException {
    return new ObjectMapper().readTree(ending.text());
  }

  private static List<String> unusable(JsonNode report) {
    List<String> modules = new ArrayList<>();
    report.path("unusable_modules").fieldNames().forEachRemaining(modules::add);
    return modules;
  }

  @Test
  void the_administrator_is_told_that_all_is_granted_with_versions_and_endpoints() {
    Ending ending = operator.runs("cloud", "check", "-i", "inventories/lab");
    assertThat(ending.status()).as(ending.text()).isZero();
    assertThat(ending.text())
        .contains("site lab, cloud lab (")
        .contains("region RegionOne, public endpoints")
        .contains("admin: user admin in project admin (")
        .contains("capi-mgmt: user admin in project capi-mgmt (")
        .containsPattern(
            "Nova +v2\\.1 +2\\.1 to 2\\.\\d+, asked: 2\\.87 +http://127.0.0.1:8774/v2.1")
        .containsPattern("Octavia +v2\\.\\d+ +http://127.0.0.1:9876/v2")
        .containsPattern("Magnum +v1 +1\\.1 to 1\\.\\d+, asked: 1\\.9")
        .containsPattern("list amphorae +admin +granted")
        .contains("ready: everything that the playbooks ask for is granted")
        .doesNotContain("problem");
  }

  @Test
  void a_member_is_told_which_modules_would_be_refused_because_the_services_refused()
      throws Exception {
    Tenants.User member = user("member", "member", "load-balancer_member");
    Ending ending = site("http://127.0.0.1:5000/v3", member).check(operator, "--output", "json");
    assertThat(ending.status()).isEqualTo(2);
    JsonNode report = json(ending);
    assertThat(report.path("ready").asBoolean()).isFalse();
    assertThat(report.at("/admin/user").asText()).isEqualTo(member.name());
    assertThat(unusable(report))
        .containsExactlyInAnyOrder(
            "amphora_sweep", "hypervisor_headroom", "lb_failover", "amphora_info");
    assertThat(report.path("problems").toString())
        .contains("Octavia refused GET /v2/octavia/amphorae with 403")
        .contains("load-balancer_admin (or admin)")
        .contains("os-hypervisors:list-detail");
    assertThat(report.path("notes").toString()).contains("usually means the wrong project");
  }

  @Test
  void a_load_balancer_admin_may_read_amphorae_but_has_no_headroom_to_go_by() throws Exception {
    Tenants.User lbAdmin = user("lbadmin", "member", "load-balancer_admin");
    Ending ending = site("http://127.0.0.1:5000/v3", lbAdmin).check(operator, "--output", "json");
    assertThat(ending.status()).isEqualTo(2);
    assertThat(unusable(json(ending)))
        .contains("hypervisor_headroom", "lb_failover")
        .doesNotContain("amphora_info");
  }

  @Test
  void a_user_without_a_role_in_the_stacks_project_is_told_where_there_is_one() {
    Tenants.User member = user("elsewhere", "member");
    Site site = site("http://127.0.0.1:5000/v3", member);
    site.variables("openstack_cloud: own\nmgmt_project: capi-mgmt\noctavia_project: services\n");
    Ending ending = site.check(operator);
    assertThat(ending.status()).isEqualTo(2);
    assertThat(ending.text())
        .contains("capi-mgmt: cannot sign in")
        .contains("has no role in project capi-mgmt")
        .contains("usable projects: " + project.name())
        .contains("would fail: magnum_health");
  }

  @Test
  void a_service_that_hangs_does_not_hold_up_the_check_of_the_others() {
    Tenants.User member = user("patient", "member", "load-balancer_member");
    try (FaultProxy proxy = FaultProxy.plain()) {
      proxy.on(null, "/9876/.*", proxy.hang());
      Site site = site(proxy.url(5000) + "/v3", member);
      site.variables(
          "openstack_cloud: own\nmgmt_project: %s\nopenstack_call_timeout: 6\n"
              .formatted(project.name()));
      long begun = System.nanoTime();
      Ending ending = site.check(operator);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
      assertThat(ending.status()).isEqualTo(2);
      assertThat(ending.text())
          .containsPattern("Octavia +no answer +http")
          .containsPattern("list load balancers +project +unreachable")
          .containsPattern("list clusters +project +granted")
          .contains("did not answer GET /9876/ within 6 s.");
      assertThat(proxy.writes()).isEmpty();
    }
  }

  @Test
  void nothing_is_written_and_nobody_is_asked_twice_for_a_token() {
    Tenants.User member = user("reader", "member");
    try (FaultProxy proxy = FaultProxy.plain()) {
      site(proxy.url(5000) + "/v3", member).check(operator);
      assertThat(proxy.writes()).isEmpty();
      assertThat(proxy.seen("POST /5000/v3/auth/tokens")).hasSize(1);
    }
  }

  @Test
  void a_configuration_with_mistakes_is_told_before_anything_is_asked() {
    Ending ending =
        new Site(folder)
            .variables("openstack_openrc_file: 'FILL_IN: the openrc file'\n")
            .check(operator);
    assertThat(ending.status()).isEqualTo(4);
    assertThat(ending.text())
        .contains("'openstack_openrc_file' is still to be filled in: the openrc file");
  }
}
