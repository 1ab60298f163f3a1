package io.pbrun.openstack.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pbrun.openstack.http.OpenStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloudConfigsTest {
  private final Path site = Jimfs.newFileSystem(Configuration.unix()).getPath("/site");
  private final Map<String, Object> variables = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>(Map.of("HOME", "/home/op"));

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectories(site);
  }

  private CloudConfigs configs() {
    return new CloudConfigs(variables::get, environment, List.of(site));
  }

  private void file(String name, String text) throws IOException {
    Path path = site.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static final String CLOUDS =
      """
      clouds:
        one:
          auth:
            auth_url: https://keystone.example:5000
            username: admin
            project_name: admin
            project_domain_name: Default
            user_domain_id: default
          region_name: RegionOne
        two:
          auth_type: v3applicationcredential
          auth:
            auth_url: https://two:5000/v3/
            application_credential_id: abc
            application_credential_secret: geheim
          regions:
          - West
          - name: East
            values: {interface: internal}
          verify: false
      """;

  @Test
  void passwords_come_from_secure_yaml_beside_clouds_yaml() throws IOException {
    file("clouds.yaml", CLOUDS);
    file("secure.yaml", "clouds: {one: {auth: {password: s3cret}}}");
    variables.put("openstack_cloud", "one");
    CloudConfig config = configs().site();
    assertThat(config.identity().secrets()).containsExactly("s3cret");
    assertThat(config.authUrl()).isEqualTo("https://keystone.example:5000");
    assertThat(config.region()).isEqualTo("RegionOne");
    assertThat(config.interfaceName()).isEqualTo("public");
    assertThat(config.tls().verify()).isTrue();
    assertThat(config.project()).hasToString("admin");
    assertThat(config.toString()).doesNotContain("s3cret");
  }

  @Test
  void an_application_credential_is_read_and_its_first_region_is_the_default() throws IOException {
    file("clouds.yaml", CLOUDS);
    variables.put("openstack_cloud", "two");
    CloudConfig config = configs().site();
    assertThat(config.identity()).isInstanceOf(CloudConfig.ApplicationCredential.class);
    assertThat(config.region()).isEqualTo("West");
    assertThat(config.tls().verify()).isFalse();
    assertThat(config.toString()).doesNotContain("geheim");
  }

  @Test
  void the_site_chooses_region_and_interface() throws IOException {
    file("clouds.yaml", CLOUDS);
    variables.putAll(Map.of("openstack_cloud", "two", "openstack_region", "East"));
    assertThat(configs().site().region()).isEqualTo("East");
    assertThat(configs().site().interfaceName()).isEqualTo("internal");
    variables.put("openstack_interface", "adminURL");
    assertThat(configs().site().interfaceName()).isEqualTo("admin");
  }

  @Test
  void a_profile_is_taken_from_clouds_public_yaml() throws IOException {
    file("clouds.yaml", "clouds: {mine: {profile: vendor, auth: {username: u, password: p}}}");
    file(
        "clouds-public.yaml",
        "public-clouds: {vendor: {auth: {auth_url: 'https://vendor:5000'}, region_name: V1}}");
    variables.put("openstack_cloud", "mine");
    assertThat(configs().site().authUrl()).isEqualTo("https://vendor:5000");
    assertThat(configs().site().region()).isEqualTo("V1");
  }

  @Test
  void the_admin_cloud_may_be_another_one() throws IOException {
    file("clouds.yaml", CLOUDS);
    file("secure.yaml", "clouds: {one: {auth: {password: p}}}");
    variables.putAll(Map.of("openstack_cloud", "two", "openstack_admin_cloud", "one"));
    assertThat(configs().site().name()).isEqualTo("two");
    assertThat(configs().admin().name()).isEqualTo("one");
  }

  @Test
  void the_environment_counts_only_when_the_site_says_so() {
    environment.putAll(
        Map.of(
            "OS_AUTH_URL",
            "https://env:5000",
            "OS_USERNAME",
            "u",
            "OS_PASSWORD",
            "p",
            "OS_PROJECT_NAME",
            "x"));
    assertThatThrownBy(() -> configs().site())
        .isInstanceOf(OpenStackException.class)
        .hasMessageContaining("the site names no cloud")
        .hasMessageContaining("openstack_cloud")
        .hasMessageContaining("openstack_ambient_environment");
    variables.put("openstack_ambient_environment", true);
    assertThat(configs().site().authUrl()).isEqualTo("https://env:5000");
  }

  @Test
  void an_openrc_file_is_read_without_running_it() throws IOException {
    file(
        "admin-openrc",
        """
        #!/bin/bash
        unset OS_TENANT_ID
        export OS_HOST=keystone.example   # the VIP
        export OS_AUTH_URL="https://${OS_HOST}:5000/v3"
        export OS_USERNAME='admin'; export OS_PASSWORD='p$w "x'
        export OS_PROJECT_NAME=admin
        export OS_PROJECT_DOMAIN_NAME=admin_domain
        OS_REGION_NAME=RegionOne
        export OS_REGION_NAME
        """);
    variables.put("openstack_openrc_file", "admin-openrc");
    CloudConfig config = configs().site();
    assertThat(config.authUrl()).isEqualTo("https://keystone.example:5000/v3");
    assertThat(config.identity().secrets()).containsExactly("p$w \"x");
    assertThat(config.region()).isEqualTo("RegionOne");
    assertThat(config.projectDomain()).isEqualTo(new CloudConfig.Domain(null, "admin_domain"));
  }

  @Test
  void several_assignments_may_stand_on_one_line_of_an_openrc_file() throws IOException {
    file(
        "rc",
        """
        export OS_AUTH_URL=http://k:5000 OS_USERNAME=admin OS_PASSWORD='a b'
        OS_PROJECT_NAME=admin; export OS_PROJECT_NAME OS_USERNAME
        export no_proxy=127.0.0.1,localhost NO_PROXY=127.0.0.1,localhost
        """);
    variables.put("openstack_openrc_file", "rc");
    assertThat(configs().site().identity().secrets()).containsExactly("a b");
    assertThat(configs().site().project()).hasToString("admin");
    file("rc", "export OS_PASSWORD=two words!\n");
    assertThatThrownBy(() -> configs().site()).hasMessageContaining("blank outside quotes");
  }

  @Test
  void certificates_are_looked_for_beside_clouds_yaml_first() throws IOException {
    file(
        "etc/clouds.yaml",
        "clouds: {x: {auth: {auth_url: 'https://k:5000', username: a, password: b}, cacert: ca.pem, cert: me.pem, key: /k/me.key}}");
    file("etc/ca.pem", "");
    variables.put("openstack_client_config_file", "etc/clouds.yaml");
    assertThat(configs().site().tls().authorities()).hasToString("/site/etc/ca.pem");
    assertThat(configs().site().tls().certificate()).hasToString("/site/me.pem");
    assertThat(configs().site().tls().key()).hasToString("/k/me.key");
    file(
        "etc/clouds.yaml",
        "clouds: {x: {auth: {auth_url: 'https://k:5000', username: a, password: b}, key: me.key}}");
    assertThatThrownBy(() -> configs().site()).hasMessageContaining("'cert' is missing");
  }

  @Test
  void an_auth_url_that_is_no_address_is_told_before_anything_is_asked() throws IOException {
    file(
        "clouds.yaml",
        "clouds: {x: {auth: {auth_url: 'keystone:5000/v3', username: a, password: b}}}");
    variables.put("openstack_cloud", "x");
    assertThatThrownBy(() -> configs().site())
        .hasMessageContaining("auth_url 'keystone:5000/v3' is no address of a service")
        .hasMessageContaining("http:// or https://");
  }

  @Test
  void an_openrc_file_that_asks_or_runs_something_is_refused_with_its_line() throws IOException {
    variables.put("openstack_openrc_file", "rc");
    file(
        "rc",
        "export OS_AUTH_URL=x\necho \"password:\"\nread -sr OS_PASSWORD_INPUT\nexport OS_PASSWORD=$OS_PASSWORD_INPUT\n");
    assertThatThrownBy(() -> configs().site())
        .hasMessageContaining("line 3")
        .hasMessageContaining("asks for input");
    file("rc", "export OS_PASSWORD=$(pass show admin)\n");
    assertThatThrownBy(() -> configs().site())
        .hasMessageContaining("line 1")
        .hasMessageContaining("runs a command");
    file("rc", "source /etc/other\n");
    assertThatThrownBy(() -> configs().site()).hasMessageContaining("no assignment");
    file("rc", "export OS_PASSWORD=${VAULT_PW}\n");
    assertThatThrownBy(() -> configs().site()).hasMessageContaining("$VAULT_PW");
  }

  @Test
  void what_is_missing_is_named_with_its_file() throws IOException {
    file("clouds.yaml", CLOUDS);
    variables.put("openstack_cloud", "one");
    assertThatThrownBy(() -> configs().site())
        .hasMessage("cloud 'one' of /site/clouds.yaml: 'password' is missing");
    variables.put("openstack_cloud", "onne");
    assertThatThrownBy(() -> configs().site())
        .hasMessageContaining("it has one, two")
        .hasMessageContaining("did you mean 'one'?");
    variables.remove("openstack_cloud");
    variables.put("openstack_client_config_file", "clouds.yaml");
    assertThatThrownBy(() -> configs().site()).hasMessageContaining("several clouds");
    variables.put("openstack_client_config_file", "nowhere.yaml");
    assertThatThrownBy(() -> configs().site())
        .hasMessageContaining("there is no cloud configuration /site/nowhere.yaml");
  }

  @Test
  void a_broken_file_is_located_without_showing_its_text() throws IOException {
    file("clouds.yaml", "clouds:\n  one:\n    auth: {password: s3cret\n");
    variables.put("openstack_cloud", "one");
    assertThatThrownBy(() -> configs().site())
        .hasMessageContaining("no valid YAML (line")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void an_unknown_interface_or_way_to_sign_in_is_refused() throws IOException {
    file(
        "clouds.yaml",
        "clouds: {x: {auth: {auth_url: u, username: a, password: b}, interface: intrenal}}");
    variables.put("openstack_cloud", "x");
    assertThatThrownBy(() -> configs().site()).hasMessageContaining("did you mean 'internal'?");
    file("clouds.yaml", "clouds: {x: {auth_type: v3oidcpassword, auth: {auth_url: u}}}");
    assertThatThrownBy(() -> configs().site())
        .hasMessageContaining("v3oidcpassword")
        .hasMessageContaining("password, token or v3applicationcredential");
  }
}
