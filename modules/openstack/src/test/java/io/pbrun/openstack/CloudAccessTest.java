package io.pbrun.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import io.pbrun.sandbox.http.RecordedRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloudAccessTest {

  private static String message(Result result) {
    return String.valueOf(result.fields().get("msg"));
  }

  @Test
  void the_identity_names_site_cloud_project_and_user() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      Result result = lab.task(CloudInfo.class).run("{project: capi-mgmt}");
      assertThat(result.fields())
          .containsEntry(
              "identity",
              "site testcloud, cloud admin, region RegionOne, project capi-mgmt (674171fd28d446d3a37073b6a761e910), user admin")
          .containsEntry("project_id", "674171fd28d446d3a37073b6a761e910");
    }
  }

  @Test
  void a_project_may_be_given_by_id() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      Result result = lab.task(CloudInfo.class).run("{project: 674171fd28d446d3a37073b6a761e910}");
      assertThat(result.fields()).containsEntry("project", "capi-mgmt");
    }
  }

  @Test
  void a_task_that_states_no_scope_or_both_is_refused() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      assertThat(lab.task(CloudInfo.class).run("{}").failed()).isTrue();
      assertThat(lab.task(CloudInfo.class).run("{scope: admin, project: capi-mgmt}").failed())
          .isTrue();
      assertThat(lab.requests()).isEmpty();
    }
  }

  @Test
  void an_application_credential_signs_in_but_serves_no_other_project() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      ModuleTester own = lab.task(CloudInfo.class).variable("openstack_cloud", "admin-appcred");
      assertThat(own.run("{scope: admin}").failed()).isFalse();
      Result other = own.run("{project: capi-mgmt}");
      assertThat(other.failed()).isTrue();
      assertThat(message(other))
          .contains("asked for project capi-mgmt")
          .contains("bound to its project")
          .contains("nothing was done");
    }
  }

  @Test
  void a_given_token_signs_in() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      ModuleTester first = lab.task(CloudInfo.class);
      first.run("{scope: admin}");
      String token = first.hidden().getLast();
      Result result =
          lab.task(CloudInfo.class)
              .file(
                  "token.yaml",
                  "clouds: {t: {auth_type: token, auth: {auth_url: '"
                      + lab.sandbox.variables().get("auth_url")
                      + "', token: "
                      + token
                      + ", project_name: admin}, region_name: RegionOne}}")
              .variable("openstack_client_config_file", "token.yaml")
              .variable("openstack_cloud", "t")
              .run("{scope: admin}");
      assertThat(result.fields()).containsEntry("user", "admin");
    }
  }

  @Test
  void a_wrong_password_is_told_from_a_project_without_a_role() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      Result wrong =
          lab.task(CloudInfo.class)
              .file("clouds.yaml", lab.clouds().replaceAll("password: .*", "password: wrong"))
              .run("{scope: admin}");
      assertThat(message(wrong))
          .contains("does not accept user admin")
          .contains("password is wrong");
      assertThat(message(wrong)).doesNotContain("password: wrong");
      Result elsewhere =
          lab.task(CloudInfo.class)
              .variable("openstack_cloud", "capi-mgmt")
              .run("{project: service}");
      assertThat(message(elsewhere))
          .contains("has no role in project service")
          .contains("usable projects: capi-mgmt");
    }
  }

  @Test
  void secrets_are_hidden_before_they_can_be_shown() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      ModuleTester task = lab.task(CloudInfo.class);
      Result result = task.run("{scope: admin}");
      assertThat(task.hidden()).hasSizeGreaterThanOrEqualTo(2);
      task.hidden().forEach(secret -> assertThat(result.toString()).doesNotContain(secret));
    }
  }

  @Test
  void an_expired_token_is_renewed_once_and_the_call_made_again() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      ModuleTester task = lab.task(LbInfo.class);
      task.run("{scope: admin}");
      lab.pass(Duration.ofHours(2));
      assertThat(task.run("{scope: admin}").failed()).isFalse();
      List<Integer> octavia =
          lab.requests().stream()
              .filter(r -> r.service().equals("octavia"))
              .map(RecordedRequest::status)
              .toList();
      assertThat(octavia).containsExactly(200, 401, 200);
      assertThat(lab.requests().stream().filter(r -> r.path().endsWith("/auth/tokens"))).hasSize(2);
    }
  }

  @Test
  void one_session_serves_all_tasks_of_a_scope() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      ModuleTester task = lab.task(LbInfo.class);
      task.run("{scope: admin}");
      task.run("{scope: admin}");
      task.run("{project: capi-mgmt}");
      assertThat(lab.requests().stream().filter(r -> r.path().endsWith("/auth/tokens"))).hasSize(2);
    }
  }

  @Test
  void a_missing_role_is_named() throws Exception {
    try (Lab lab = Lab.of("healthy")) {
      Result result =
          lab.task(AmphoraInfo.class).variable("openstack_cloud", "capi-mgmt").run("{}");
      assertThat(result.failed()).isTrue();
      assertThat(message(result))
          .contains("403")
          .contains("load-balancer_admin")
          .contains("User capi-mgmt in project capi-mgmt");
      assertThat(result.fields()).containsEntry("status_code", 403L);
    }
  }

  @Test
  void an_empty_list_says_as_whom_it_looked_and_where_the_server_is() throws Exception {
    try (Lab lab = Lab.of("parked")) {
      Result result = lab.task(NovaServerInfo.class).run("{name: capi-mgmt-v2, scope: admin}");
      assertThat(result.failed()).isFalse();
      assertThat(result.fields()).containsEntry("count", 0L);
      assertThat(message(result))
          .contains("project admin")
          .contains("is in project 674171fd28d446d3a37073b6a761e910");
      Result member =
          lab.task(NovaServerInfo.class)
              .variable("openstack_cloud", "capi-mgmt")
              .run("{name: nothing, project: capi-mgmt, required: true}");
      assertThat(member.failed()).isTrue();
      assertThat(message(member)).contains("An empty answer usually means the wrong project");
    }
  }

  @Test
  void a_site_without_a_cloud_is_told_what_to_set() throws Exception {
    Result result = ModuleTester.of(CloudInfo.class).run("{scope: admin}");
    assertThat(result.failed()).isTrue();
    assertThat(message(result)).contains("openstack_cloud").contains("openstack_openrc_file");
  }
}
