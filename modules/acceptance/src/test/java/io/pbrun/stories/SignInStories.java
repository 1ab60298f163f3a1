package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.FaultProxy;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way to sign in that a site may configure, tried on the real Keystone. */
@Tag("lab")
@Timeout(120)
@SuppressWarnings("NullAway.Init") // by @BeforeAll and @TempDir
class SignInStories {
  private static final String WHO =
      """
      - cloud_info: {scope: admin}
        register: cloud
      - debug: {msg: "signed in as {{ cloud.user }} for {{ cloud.project }} by {{ cloud.interface }} at {{ cloud.endpoints.compute }}"}
      - nova_server_info: {name: nothing, scope: admin}
      """;

  private static Tenants tenants;
  private static Tenants.Project project;
  private static Tenants.User user;
  private static Tenants.Credential credential;

  private final Operator operator = Operator.inStory("sign-in");
  @TempDir Path folder;

  @BeforeAll
  static void a_user_of_their_own() {
    tenants = new Tenants();
    project = tenants.project("site");
    user = tenants.user("operator");
    tenants.grant(user, project, "member");
    credential = tenants.credential(user, project, "acc-pbrun");
  }

  @AfterAll
  static void they_are_gone() {
    tenants.close();
  }

  private Site site() {
    return new Site(folder);
  }

  private static String byPassword(String more) {
    return """
    auth:
      auth_url: http://127.0.0.1:5000
      username: %s
      password: %s
      project_name: %s
      user_domain_name: Default
      project_domain_name: Default
    region_name: RegionOne
    """
            .formatted(user.name(), tenants.secret(), project.name())
        + more;
  }

  private void signsIn(Site site) {
    Ending ending = site.play(operator, WHO);
    assertThat(ending.status()).as(ending.text()).isZero();
    assertThat(ending.text())
        .contains("signed in as %s for %s".formatted(user.name(), project.name()));
  }

  @Test
  void by_password() {
    signsIn(site().cloud(byPassword("")));
  }

  @Test
  void by_ids_instead_of_names() {
    signsIn(
        site()
            .cloud(
                "auth: {auth_url: 'http://127.0.0.1:5000/v3', user_id: %s, password: %s, project_id: %s}\n"
                    .formatted(user.id(), tenants.secret(), project.id())));
  }

  @Test
  void by_a_password_that_lies_in_secure_yaml() {
    Site site =
        site()
            .cloud(
                "auth: {auth_url: 'http://127.0.0.1:5000/v3', username: %s, project_name: %s}\nregion_name: RegionOne\n"
                    .formatted(user.name(), project.name()));
    site.file("secure.yaml", "clouds: {own: {auth: {password: %s}}}\n".formatted(tenants.secret()));
    signsIn(site);
  }

  @Test
  void by_an_application_credential_of_that_id() {
    signsIn(
        site()
            .cloud(
                "auth_type: v3applicationcredential\nauth: {auth_url: 'http://127.0.0.1:5000/v3', application_credential_id: %s, application_credential_secret: %s}\n"
                    .formatted(credential.id(), tenants.secret())));
  }

  @Test
  void by_an_application_credential_of_that_name_and_user() {
    signsIn(
        site()
            .cloud(
                "auth_type: v3applicationcredential\nauth: {auth_url: 'http://127.0.0.1:5000/v3', application_credential_name: %s, username: %s, user_domain_name: Default, application_credential_secret: %s}\n"
                    .formatted(credential.name(), user.name(), tenants.secret())));
  }

  @Test
  void by_a_token_with_and_without_its_project_named() {
    String token = tenants.token(user.name(), tenants.secret(), project.name());
    signsIn(
        site()
            .cloud(
                "auth_type: v3token\nauth: {auth_url: 'http://127.0.0.1:5000/v3', token: %s, project_name: %s, project_domain_id: default}\n"
                    .formatted(token, project.name())));
    signsIn(
        site()
            .cloud(
                "auth_type: token\nauth: {auth_url: 'http://127.0.0.1:5000/v3', token: %s}\n"
                    .formatted(token)));
  }

  @Test
  void by_a_token_of_an_application_credential_which_keystone_does_not_exchange() {
    signsIn(
        site()
            .cloud(
                "auth_type: token\nauth: {auth_url: 'http://127.0.0.1:5000/v3', token: %s, project_name: %s}\n"
                    .formatted(tenants.token(credential), project.name())));
  }

  @Test
  void by_variables_of_the_environment_only_where_the_site_allows_them() {
    Operator sourced =
        operator
            .with("OS_AUTH_URL", "http://127.0.0.1:5000/v3")
            .with("OS_USERNAME", user.name())
            .with("OS_PASSWORD", tenants.secret())
            .with("OS_PROJECT_NAME", project.name())
            .with("OS_USER_DOMAIN_NAME", "Default")
            .with("OS_PROJECT_DOMAIN_NAME", "Default")
            .with("OS_REGION_NAME", "RegionOne")
            .with("OS_INTERFACE", "internal");
    Ending ignored = site().variables("").play(sourced, WHO);
    assertThat(ignored.status()).isEqualTo(2);
    assertThat(ignored.text()).contains("the site names no cloud");

    Ending taken = site().variables("openstack_ambient_environment: true\n").play(sourced, WHO);
    assertThat(taken.status()).as(taken.text()).isZero();
    assertThat(taken.text())
        .contains("signed in as %s for %s by internal".formatted(user.name(), project.name()))
        .contains("cloud environment (http://127.0.0.1:5000/v3)");
  }

  @Test
  void by_an_openrc_file() {
    Site site = site().variables("openstack_openrc_file: operator-openrc\n");
    site.file(
        "operator-openrc",
        """
        unset OS_CLOUD OS_CLIENT_CONFIG_FILE
        export OS_HOST=127.0.0.1   # the VIP
        export OS_AUTH_URL="http://${OS_HOST}:5000/v3"
        export OS_USERNAME='%s'; export OS_PASSWORD='%s'
        export OS_PROJECT_NAME=%s
        export OS_USER_DOMAIN_NAME=Default OS_PROJECT_DOMAIN_NAME=Default
        export OS_REGION_NAME=RegionOne
        """
            .formatted(user.name(), tenants.secret(), project.name()));
    signsIn(site);
  }

  @Test
  void by_the_openrc_file_that_the_cloud_handed_out() {
    Ending ending =
        site()
            .variables("openstack_openrc_file: " + Lab.OPENSTACK.resolve("admin-openrc") + "\n")
            .play(operator, WHO);
    assertThat(ending.status()).as(ending.text()).isZero();
    assertThat(ending.text()).contains("signed in as admin for admin");
  }

  @Test
  void at_the_interface_and_region_that_the_site_chooses() {
    try (FaultProxy proxy = FaultProxy.plain()) {
      // The catalogue gets a second region, and a public interface that leads nowhere.
      proxy.on(
          "POST",
          "/5000/v3/auth/tokens",
          FaultProxy.body(body ->
              body.replaceAll(
                  "\\{\"id\": \"(\\w+)\", \"interface\": \"public\", \"region_id\": \"RegionOne\", \"url\": \"([^\"]+)\", \"region\": \"RegionOne\"\\}",
                  "{\"id\": \"$1\", \"interface\": \"public\", \"region_id\": \"RegionOne\", \"url\": \"http://127.0.0.1:1/\", \"region\": \"RegionOne\"},"
                      + "{\"id\": \"$1\", \"interface\": \"public\", \"region_id\": \"West\", \"url\": \"$2\", \"region\": \"West\"}")));
      String auth = byPassword("").replace("http://127.0.0.1:5000", proxy.url(5000));
      Site site = site().cloud(auth.replace("RegionOne", "West"));
      signsIn(site);

      site.cloud(auth + "interface: internal\n");
      signsIn(site);

      site.cloud(auth);
      site.variables("openstack_cloud: own\nopenstack_interface: admin\n");
      Ending admin = site.play(operator, WHO);
      assertThat(admin.text()).contains("by admin at " + proxy.url(8774));

      site.cloud(
          auth.replace(
              "region_name: RegionOne",
              "regions: [{name: RegionOne, values: {interface: internal}}, West]"));
      signsIn(site);
      site.variables("openstack_cloud: own\nopenstack_region: West\n");
      signsIn(site);

      site.variables("openstack_cloud: own\nopenstack_region: East\n");
      Ending nowhere = site.play(operator, WHO);
      assertThat(nowhere.text()).contains("has no region 'East'").contains("West");

      site.cloud(auth.replace("region_name: RegionOne", ""));
      Ending undecided = site.play(operator, WHO);
      assertThat(undecided.text())
          .contains("in several regions ([RegionOne, West])")
          .contains("openstack_region");
    }
  }
}
