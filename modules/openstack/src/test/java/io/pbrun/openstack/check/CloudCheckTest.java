package io.pbrun.openstack.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pbrun.engine.module.SystemTime;
import io.pbrun.openstack.OpenStackFamily;
import io.pbrun.openstack.config.CloudConfigs;
import io.pbrun.openstack.http.OpenStackException;
import io.pbrun.sandbox.Sandbox;
import io.pbrun.sandbox.SandboxOptions;
import io.pbrun.sandbox.http.RecordedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // by @BeforeAll
class CloudCheckTest {
  private static Sandbox sandbox;

  private final List<String> hidden = new ArrayList<>();
  private final Map<String, @Nullable Object> variables = new LinkedHashMap<>();

  @BeforeAll
  static void a_sandbox() throws Exception {
    sandbox = Sandbox.start(SandboxOptions.of("healthy"));
  }

  @AfterAll
  static void it_is_gone() {
    sandbox.close();
  }

  @BeforeEach
  void nothing_was_asked() {
    sandbox.record().clear();
  }

  private Report check(String cloud, @Nullable String project) throws InterruptedException {
    variables.put("openstack_client_config_file", sandbox.variables().get("clouds_file"));
    variables.put("openstack_cloud", cloud);
    CloudConfigs configs = new CloudConfigs(variables::get, Map.of(), List.of(Path.of("/")));
    CloudCheck.Site site =
        new CloudCheck.Site(
            "testcloud", project, "capi-mgmt-v2", "services", Duration.ofSeconds(20));
    try (CloudCheck check = new CloudCheck(configs, site, SystemTime.INSTANCE, hidden::add)) {
      return check.report();
    }
  }

  @Test
  void every_module_that_needs_the_cloud_has_a_question_and_no_other_does() {
    Set<String> asked = new TreeSet<>();
    Question.all("services", "vm").forEach(question -> asked.addAll(question.modules()));
    Set<String> all = new TreeSet<>(new OpenStackFamily().modules());
    all.remove("cloud_info"); // signing in is all it does
    assertThat(asked).isEqualTo(all);
  }

  @Test
  void an_administrator_is_ready_and_nothing_was_written() throws Exception {
    Report report = check("admin", "capi-mgmt");
    assertThat(report.problems()).isEmpty();
    assertThat(report.unusable()).isEmpty();
    assertThat(report.services())
        .extracting(Report.Service::name)
        .containsExactly("Keystone", "Nova", "Placement", "Octavia", "Magnum", "Neutron");
    assertThat(sandbox.record().writes()).isEmpty();
    assertThat(ReportText.lines(report))
        .anyMatch(line -> line.matches("Nova +v2\\.1 +2\\.1 to 2\\.96, asked: 2\\.87 +http.*"))
        .contains("ready: everything that the playbooks ask for is granted");
    hidden.forEach(
        secret -> assertThat(ReportText.lines(report).toString()).doesNotContain(secret));
  }

  @Test
  void a_member_is_refused_by_the_services_and_not_by_the_names_of_roles() throws Exception {
    Report report = check("capi-mgmt", "capi-mgmt");
    assertThat(report.unusable())
        .containsOnlyKeys("amphora_info", "amphora_sweep", "hypervisor_headroom", "lb_failover");
    assertThat(report.problems().toString()).contains("403").contains("load-balancer_admin");
    List<RecordedRequest> refused =
        sandbox.record().all().stream().filter(r -> r.status() == 403).toList();
    assertThat(refused).hasSizeGreaterThanOrEqualTo(5);
    JsonNode json = new ObjectMapper().readTree(ReportJson.text(report));
    assertThat(json.path("ready").asBoolean()).isFalse();
    assertThat(json.path("admin").path("user").asText()).isEqualTo("capi-mgmt");
    assertThat(json.path("unusable_modules").path("amphora_info").toString())
        .contains("list amphorae");
  }

  @Test
  void an_application_credential_of_another_project_is_a_problem_of_the_stacks_project_only()
      throws Exception {
    Report report = check("admin-appcred", "capi-mgmt");
    assertThat(report.admin().refusal()).isNull();
    assertThat(report.problems()).singleElement().asString().contains("bound to its project");
    assertThat(report.unusable()).containsKeys("magnum_health", "lb_info", "nova_server_state");
  }

  @Test
  void a_site_that_names_no_project_is_checked_as_administrator_and_told_so() throws Exception {
    Report report = check("admin", null);
    assertThat(report.problems()).isEmpty();
    assertThat(report.notes().toString()).contains("the site names no mgmt_project");
    assertThat(sandbox.record().all().stream().filter(r -> r.path().endsWith("/auth/tokens")))
        .hasSize(1);
  }

  @Test
  void what_is_still_to_be_filled_in_is_a_mistake() {
    variables.put("openstack_openrc_file", "FILL_IN: the admin's openrc file");
    assertThatThrownBy(() -> check("admin", null))
        .isInstanceOf(OpenStackException.class)
        .hasMessageContaining("still to be filled in: the admin's openrc file");
  }

  @Test
  void versions_are_read_in_each_services_shape() throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertThat(Versions.root("https://cloud/compute/v2.1/674171fd28d446d3a37073b6a761e910"))
        .isEqualTo("https://cloud/compute/");
    assertThat(Versions.root("http://h:8778")).isEqualTo("http://h:8778/");
    assertThat(
            Versions.in(
                json.readTree(
                    "{\"versions\": {\"values\": [{\"id\": \"v3.14\", \"status\": \"stable\"}]}}"),
                "http://h:5000/v3"))
        .isEqualTo(new Versions("v3.14", null, null));
    assertThat(
            Versions.in(
                json.readTree(
                    "{\"versions\": [{\"id\": \"v2.0\", \"version\": \"\", \"min_version\": \"\", \"status\": \"SUPPORTED\"}, {\"id\": \"v2.1\", \"version\": \"2.93\", \"min_version\": \"2.1\", \"status\": \"CURRENT\"}]}"),
                "http://h:8774/v2.1"))
        .isEqualTo(new Versions("v2.1", "2.1", "2.93"));
    assertThat(
            Versions.in(
                json.readTree(
                    "{\"versions\": [{\"id\": \"v1.0\", \"max_version\": \"1.39\", \"min_version\": \"1.0\"}]}"),
                "http://h:8778"))
        .isEqualTo(new Versions("v1.0", "1.0", "1.39"));
    assertThat(Versions.in(json.readTree("\"v2\""), "http://h:9876/v2"))
        .isEqualTo(Versions.UNKNOWN);
  }
}
