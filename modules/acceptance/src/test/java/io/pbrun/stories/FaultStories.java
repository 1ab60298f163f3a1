package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.FaultProxy;
import io.pbrun.acceptance.FaultProxy.Seen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the operator sees when sign-in, network and services misbehave, in front of real services.
 */
@Tag("lab")
@Timeout(120)
@SuppressWarnings("NullAway.Init") // by @BeforeAll and @TempDir
class FaultStories {
  private static final String SIGN_IN = "- cloud_info: {scope: admin}\n";
  private static final String SERVERS = "- nova_server_info: {name: nothing, scope: admin}\n";

  private static Tenants tenants;
  private static Tenants.Project project;
  private static Tenants.User user;

  private final Operator operator = Operator.inStory("faults");
  @TempDir Path folder;

  @BeforeAll
  static void a_user_of_their_own() {
    tenants = new Tenants();
    project = tenants.project("site");
    user = tenants.user("operator");
    tenants.grant(user, project, "member");
  }

  @AfterAll
  static void they_are_gone() {
    tenants.close();
  }

  private static String entry(String authUrl, String name, String password, String projectName) {
    return """
    auth:
      auth_url: %s
      username: %s
      password: %s
      project_name: %s
      user_domain_name: Default
      project_domain_name: Default
    region_name: RegionOne
    """
        .formatted(authUrl, name, password, projectName);
  }

  private Site own(String authUrl) {
    return new Site(folder).cloud(entry(authUrl, user.name(), tenants.secret(), project.name()));
  }

  private Site admin(String authUrl) {
    return new Site(folder).cloud(entry(authUrl, "admin", "lab-admin", "admin"));
  }

  private static String keystone(FaultProxy proxy) {
    return proxy.url(5000) + "/v3";
  }

  private Ending fails(Site site, String tasks) {
    Ending ending = site.play(operator, tasks);
    assertThat(ending.status()).as(ending.text()).isEqualTo(2);
    assertThat(ending.text()).doesNotContain("\tat ").doesNotContain("Exception");
    return ending;
  }

  private Ending succeeds(Site site, String tasks) {
    Ending ending = site.play(operator, tasks);
    assertThat(ending.status()).as(ending.text()).isZero();
    return ending;
  }

  // ------------------------------------------------------------------------------------- sign-in

  @Test
  void a_wrong_password_a_wrong_project_and_a_missing_role_are_told_apart() {
    String keystone = "http://127.0.0.1:5000/v3";
    Ending password =
        fails(
            new Site(folder)
                .cloud(entry(keystone, user.name(), "acc-secret-wrong", project.name())),
            SIGN_IN);
    assertThat(password.text())
        .contains("Keystone does not accept user " + user.name() + " of cloud 'own'")
        .contains("the name or the password is wrong")
        .contains(keystone);

    Ending wrongProject =
        fails(
            new Site(folder)
                .cloud(entry(keystone, user.name(), tenants.secret(), project.name().substring(1))),
            SIGN_IN);
    assertThat(wrongProject.text())
        .contains("signs in, but has no role in project " + project.name().substring(1))
        .contains("did you mean '" + project.name() + "'?");

    Ending noRole =
        fails(
            new Site(folder).cloud(entry(keystone, user.name(), tenants.secret(), "capi-mgmt")),
            SIGN_IN);
    assertThat(noRole.text())
        .contains("has no role in project capi-mgmt")
        .contains("usable projects: " + project.name());

    Site unknown = own(keystone);
    unknown.variables("openstack_cloud: onw\n");
    assertThat(fails(unknown, SIGN_IN).text())
        .contains("has no cloud 'onw'; it has own")
        .contains("did you mean 'own'?");
  }

  @Test
  void a_role_that_is_missing_for_one_call_is_named_with_who_asked() {
    Ending ending = fails(own("http://127.0.0.1:5000/v3"), "- hypervisor_headroom: {}\n");
    assertThat(ending.text())
        .contains("Nova refused GET /v2.1/os-hypervisors/detail with 403")
        .contains("User " + user.name() + " in project " + project.name())
        .contains("needs admin")
        .contains("cloud own");
  }

  @Test
  void a_token_that_ends_in_the_middle_of_a_run_is_renewed_once() {
    try (FaultProxy proxy = FaultProxy.plain()) {
      proxy.on(
          "GET",
          "/8774/.*",
          FaultProxy.first(
              1,
              (request, service) -> {
                tenants.revoke(String.valueOf(request.headers().get("X-Auth-Token")));
                return service.answer(request);
              }));
      succeeds(own(keystone(proxy)), SIGN_IN + SERVERS);
      assertThat(proxy.seen("POST /5000/v3/auth/tokens")).hasSize(2);
      List<Seen> nova = proxy.seen("GET /8774/v2.1/servers/detail");
      assertThat(nova).hasSizeGreaterThanOrEqualTo(2);
      assertThat(nova.getFirst().headers().get("X-Auth-Token"))
          .isNotEqualTo(nova.getLast().headers().get("X-Auth-Token"));
    }
  }

  @Test
  void a_renewed_token_that_is_not_accepted_either_is_the_end() {
    try (FaultProxy proxy = FaultProxy.plain()) {
      proxy.on(
          "GET",
          "/8774/.*",
          (request, service) -> {
            tenants.revoke(String.valueOf(request.headers().get("X-Auth-Token")));
            return service.answer(request);
          });
      Ending ending = fails(own(keystone(proxy)), SERVERS);
      assertThat(ending.text())
          .contains("Nova refused GET")
          .contains("with 401")
          .contains("The token is not accepted any more, and a renewed one neither")
          .contains("cloud own, project " + project.name() + ", user " + user.name());
      assertThat(proxy.seen("POST /5000/v3/auth/tokens")).hasSize(2);
      assertThat(proxy.seen("GET /8774/")).hasSize(2);
    }
  }

  @Test
  void a_given_token_that_was_revoked_cannot_be_renewed_and_says_so() {
    String token = tenants.token(user.name(), tenants.secret(), project.name());
    tenants.revoke(token);
    Site site =
        new Site(folder)
            .cloud(
                "auth_type: token\nauth: {auth_url: 'http://127.0.0.1:5000/v3', token: %s, project_name: %s}\n"
                    .formatted(token, project.name()));
    assertThat(fails(site, SIGN_IN).text())
        .contains("Keystone does not accept the given token of cloud 'own'")
        .contains("it has expired, was revoked, or is no token of this Keystone")
        .contains("Obtain a new one");
  }

  // ------------------------------------------------------------------------------------ services

  @Test
  void a_service_that_is_down_is_named_with_its_address() {
    try (FaultProxy proxy = FaultProxy.plain()) {
      proxy.on(
          "POST",
          "/5000/v3/auth/tokens",
          FaultProxy.body(body -> body.replace(proxy.url(8774), "http://127.0.0.1:1")));
      Ending ending = fails(own(keystone(proxy)), SIGN_IN + SERVERS + "  timeout: 4\n");
      assertThat(ending.text())
          .contains("Nova at http://127.0.0.1:1 refuses connections")
          .contains("the service is down, or the endpoint's address is wrong")
          .contains("cloud own, project " + project.name());
    }
  }

  @Test
  void a_service_that_hangs_is_left_at_the_tasks_deadline_or_the_sites_limit() {
    try (FaultProxy proxy = FaultProxy.plain()) {
      proxy.on("GET", "/8774/v2.1/servers.*", proxy.hang());
      Site site = own(keystone(proxy));
      long begun = System.nanoTime();
      Ending ending = fails(site, SIGN_IN + SERVERS + "  timeout: 3\n");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
      assertThat(ending.text()).contains("within 3 s, all that was left of the task's time");

      site.variables("openstack_cloud: own\nopenstack_call_timeout: 4\n");
      begun = System.nanoTime();
      Ending limited = fails(site, SERVERS);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
      assertThat(limited.text())
          .contains("did not answer GET")
          .contains("within 4 s.")
          .contains("It accepts connections but hangs");
    }
  }

  @Test
  void a_burst_of_server_errors_is_ridden_out_at_the_pace_that_the_service_asks_for() {
    try (FaultProxy proxy = FaultProxy.plain()) {
      proxy.on("GET", "/8774/.*", FaultProxy.first(2, FaultProxy.status(503, "Retry-After", "2")));
      succeeds(own(keystone(proxy)), SERVERS);
      List<Seen> nova = proxy.seen("GET /8774/");
      assertThat(nova).hasSizeGreaterThanOrEqualTo(3);
      assertThat(Duration.between(nova.get(0).at(), nova.get(1).at()))
          .isGreaterThan(Duration.ofMillis(1950));
    }
  }

  @Test
  void server_errors_that_do_not_end_are_told_with_the_service_and_who_asked() {
    try (FaultProxy proxy = FaultProxy.plain()) {
      proxy.on("GET", "/8774/.*", FaultProxy.status(502, "Retry-After", "0"));
      Ending ending = fails(own(keystone(proxy)), SERVERS);
      assertThat(ending.text())
          .contains("with 502: 502 by the proxy")
          .contains("It kept failing")
          .contains("cloud own, project " + project.name() + ", user " + user.name());
      assertThat(proxy.seen("GET /8774/")).hasSize(5);
    }
  }

  @Test
  void a_write_whose_answer_is_lost_is_looked_for_and_never_sent_again() {
    tenants.server(user, project, "acc-vm");
    String stop =
        "- nova_server_state: {name: acc-vm, project: %s, state: stopped, timeout: 60s}\n";
    String start =
        "- nova_server_state: {name: acc-vm, project: %s, state: started, timeout: 60s}\n";
    try (FaultProxy proxy = FaultProxy.plain()) {
      Site site = own(keystone(proxy));
      proxy.on("POST", "/8774/.*/action", FaultProxy.lostAnswer(504));
      Ending done = succeeds(site, stop.formatted(project.name()));
      assertThat(done.count("changed")).isEqualTo(1);
      assertThat(proxy.writes()).hasSize(1);

      proxy.forget();
      proxy.on("POST", "/8774/.*/action", FaultProxy.status(502));
      Ending never = fails(site, start.formatted(project.name()));
      assertThat(never.text()).contains("still SHUTOFF").contains("not sent again");
      assertThat(proxy.writes()).hasSize(1);

      proxy.forget();
      proxy.on("POST", "/8774/.*/action", FaultProxy.cut());
      Ending cut = fails(site, start.formatted(project.name()));
      assertThat(cut.text()).contains("still SHUTOFF").contains("not sent again");
      assertThat(proxy.writes()).hasSize(1);
    }
  }

  @Test
  void lists_are_read_to_their_end_however_small_the_pages_are() {
    String look =
        """
        - nova_server_info: {scope: admin, all_projects: true}
          register: servers
        - amphora_info:
          register: amphorae
        - lb_info: {scope: admin}
          register: lbs
        - hypervisor_headroom: {required_mb: 1024}
          register: room
        - nova_server_actions: {name: capi-mgmt-v2, project: capi-mgmt}
          register: story
        - debug: {msg: "{{ servers.servers | map(attribute='id') | sort }} {{ amphorae.amphorae | map(attribute='id') | sort }} {{ lbs.load_balancers | map(attribute='id') | sort }} {{ room.hosts | map(attribute='host') | sort }} {{ story.actions | map(attribute='action') | list }}"}
        """;
    String whole = succeeds(admin("http://127.0.0.1:5000/v3"), look).text();
    try (FaultProxy proxy = FaultProxy.plain()) {
      proxy.on(
          "GET",
          "/(8774/.*(detail|os-instance-actions)|9876/.*|9511/v1/clusters)",
          FaultProxy.pages(1));
      String paged = succeeds(admin(keystone(proxy)), look).text();
      assertThat(said(paged)).isEqualTo(said(whole)).contains("hv-01");
      assertThat(proxy.seen("GET /8774/v2.1/servers/detail").size()).isGreaterThan(3);
      assertThat(proxy.seen("GET /9876/v2/octavia/amphorae?limit=1&marker=")).isNotEmpty();
      assertThat(proxy.seen("GET /8774/v2.1/os-hypervisors/detail?limit=1&marker=")).isNotEmpty();
    }
  }

  private static String said(String text) {
    return text.lines().filter(line -> line.contains("\"msg\": \"[")).findFirst().orElse(text);
  }

  @Test
  void a_malformed_endpoint_is_in_the_way_of_its_service_only() {
    AtomicInteger signIns = new AtomicInteger();
    try (FaultProxy proxy = FaultProxy.plain()) {
      proxy.on(
          "POST",
          "/5000/v3/auth/tokens",
          FaultProxy.body(body -> {
            signIns.incrementAndGet();
            return body.replaceAll("https?://[0-9.:]+/9876", "octavia host:98 76");
          }));
      Site site = own(keystone(proxy));
      succeeds(site, SIGN_IN + SERVERS);
      Ending ending = fails(site, "- lb_info: {scope: admin}\n");
      assertThat(ending.text())
          .contains("the catalogue's public endpoint of Octavia in region RegionOne is no address")
          .contains("octavia host:98 76")
          .contains("load_balancer_endpoint_override")
          .contains("cloud own");
      assertThat(signIns).hasValue(2);
    }
  }

  @Test
  void a_proxy_that_answers_in_place_of_a_service_is_recognised() {
    try (FaultProxy proxy = FaultProxy.plain()) {
      proxy.on("GET", "/8774/.*", FaultProxy.status(200));
      assertThat(fails(own(keystone(proxy)), SERVERS).text())
          .contains("Nova answered GET")
          .contains("a body that is no JSON (text/html); is a proxy answering in its place?");
    }
  }
}
