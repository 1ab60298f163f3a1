package io.pbrun.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionSettingsTest {
  private static final SshUser NOBODY =
      new SshUser(List.of(), List.of("/home/known_hosts", "/etc/known_hosts"), "/run/agent");

  private static ConnectionSettings of(Map<String, Object> variables) throws ConnectionException {
    return ConnectionSettings.of("mgmt", variables::get, NOBODY);
  }

  @Test
  void a_host_without_variables_is_reached_by_ssh_under_its_name() throws Exception {
    ConnectionSettings settings = of(Map.of());
    assertThat(settings.transport()).isEqualTo(ConnectionSettings.Transport.SSH);
    assertThat(settings.host()).isEqualTo("mgmt");
    assertThat(settings.port()).isEqualTo(22);
    assertThat(settings.trust().policy()).isEqualTo(HostKeyPolicy.STRICT);
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.become()).isNull();
    assertThat(settings.user()).isNull();
  }

  @Test
  void ansibles_variables_are_read() throws Exception {
    ConnectionSettings settings =
        of(
            Map.ofEntries(
                Map.entry("ansible_host", "10.12.7.40"),
                Map.entry("ansible_port", 2222L),
                Map.entry("ansible_user", "ubuntu"),
                Map.entry("ansible_ssh_pass", "s3cret"),
                Map.entry("ansible_ssh_private_key_file", "~/.ssh/site"),
                Map.entry("ansible_become", true),
                Map.entry("ansible_become_user", "deploy"),
                Map.entry("ansible_become_password", "s3cret2"),
                Map.entry("ansible_become_flags", "-H -S -n -E"),
                Map.entry("ansible_ssh_known_hosts_file", "/site/known_hosts"),
                Map.entry("ansible_ssh_host_key_policy", "accept-new")));
    assertThat(settings.toString()).isEqualTo("ssh ubuntu@10.12.7.40:2222 becoming deploy");
    assertThat(settings.password()).isEqualTo("s3cret");
    assertThat(settings.keys().files()).containsExactly("~/.ssh/site");
    assertThat(settings.trust().policy()).isEqualTo(HostKeyPolicy.ACCEPT_NEW);
    assertThat(settings.trust().files()).containsExactly("/site/known_hosts");
    assertThat(settings.become().flags()).containsExactly("-H", "-E");
    assertThat(settings.become().password()).isEqualTo("s3cret2");
  }

  @Test
  void options_of_ssh_are_understood_or_named_in_a_warning() throws Exception {
    ConnectionSettings settings =
        of(
            Map.of(
                "ansible_ssh_common_args",
                "-o StrictHostKeyChecking=accept-new -o \"UserKnownHostsFile /a /b\" -oConnectTimeout=5"
                    + " -o ProxyJump=jump@bastion:2200 -o ControlMaster=auto -o ForwardX11=yes -C",
                "ansible_ssh_extra_args",
                "-i /keys/id -o IdentitiesOnly=yes"));
    assertThat(settings.trust().policy()).isEqualTo(HostKeyPolicy.ACCEPT_NEW);
    assertThat(settings.trust().files()).containsExactly("/a", "/b", "/etc/known_hosts");
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.keys().files()).containsExactly("/keys/id");
    assertThat(settings.keys().identitiesOnly()).isTrue();
    assertThat(settings.jump().toString()).isEqualTo("ssh jump@bastion:2200");
    assertThat(settings.warnings())
        .containsExactly(
            "ansible_ssh_common_args: ssh option ForwardX11 is not supported and has no effect",
            "ansible_ssh_common_args: ssh option -C is not supported and has no effect");
  }

  @Test
  void host_key_checking_can_be_switched_off() throws Exception {
    assertThat(of(Map.of("ansible_host_key_checking", false)).trust().policy())
        .isEqualTo(HostKeyPolicy.OFF);
  }

  @Test
  void local_needs_nothing() throws Exception {
    assertThat(of(Map.of("ansible_connection", "local")).transport())
        .isEqualTo(ConnectionSettings.Transport.LOCAL);
  }

  @Test
  void wrong_values_are_named_with_what_was_expected() {
    assertThatThrownBy(() -> of(Map.of("ansible_connection", "locla")))
        .hasMessage(
            "ansible_connection of host mgmt is 'locla', expected local or ssh; did you mean 'local'?");
    assertThatThrownBy(() -> of(Map.of("ansible_port", "ssh")))
        .hasMessageContaining("from 1 to 65535");
    assertThatThrownBy(() -> of(Map.of("ansible_become", true, "ansible_become_method", "doas")))
        .hasMessageContaining("sudo or su");
    assertThatThrownBy(() -> of(Map.of("ansible_ssh_common_args", "-o 'x")))
        .hasMessageContaining("unclosed '");
    assertThatThrownBy(() -> of(Map.of("ansible_host", List.of())))
        .hasMessageContaining("must be text");
  }

  @Test
  void secrets_are_not_in_the_text() throws Exception {
    ConnectionSettings settings =
        of(
            Map.of(
                "ansible_password", "s3cret",
                "ansible_become", true,
                "ansible_become_password", "s3cret",
                "ansible_ssh_private_key_passphrase", "s3cret"));
    assertThat(settings.toString() + settings.become()).doesNotContain("s3cret");
  }
}
