package io.pbrun.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's ssh configuration, and what wins over it. */
class OpenSshConfigTest {
  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void prepare() {
    config = folder.resolve("config");
  }

  private ConnectionSettings of(String host, Map<String, Object> variables, String... lines)
      throws Exception {
    Files.write(config, List.of(lines));
    SshUser operator =
        new SshUser(
            List.of(config, folder.resolve("missing")), List.of("/u/known", "/etc/known"), null);
    return ConnectionSettings.of(host, variables::get, operator);
  }

  @Test
  void the_first_value_of_an_option_holds_and_identity_files_add_up() throws Exception {
    ConnectionSettings settings =
        of(
            "vm1",
            Map.of(),
            "# for everybody",
            "Host vm? !vm2",
            "  HostName=%h.site.example",
            "  Port 2222",
            "  IdentityFile \"/keys/a b\"",
            "Host vm2",
            "  User nobody",
            "Host *",
            "  Port 1",
            "  User ada",
            "  IdentityFile /keys/%r@%n",
            "  ServerAliveInterval 3",
            "  ServerAliveCountMax 2",
            "  HostKeyAlias site",
            "  ForwardX11 yes");
    assertThat(settings.toString()).isEqualTo("ssh ada@vm1.site.example:2222");
    assertThat(settings.keys().configured()).containsExactly("/keys/a b", "/keys/ada@vm1");
    assertThat(settings.keys().usual()).isFalse();
    assertThat(settings.times())
        .isEqualTo(new SshTimes(Duration.ofSeconds(10), Duration.ofSeconds(3), 2));
    assertThat(settings.trust().alias()).isEqualTo("site");
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void variables_win_over_the_configuration() throws Exception {
    ConnectionSettings settings =
        of(
            "vm",
            Map.of(
                "ansible_port", 22L,
                "ansible_user", "grace",
                "ansible_ssh_common_args", "-o StrictHostKeyChecking=accept-new -o ProxyJump=none"),
            "Port 1",
            "User ada",
            "StrictHostKeyChecking no",
            "ProxyJump bastion");
    assertThat(settings.toString()).isEqualTo("ssh grace@vm:22");
    assertThat(settings.trust().policy()).isEqualTo(HostKeyPolicy.ACCEPT_NEW);
    assertThat(settings.jump()).isNull();
  }

  @Test
  void another_file_can_be_named_and_none() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "Port 33\n");
    assertThat(of("vm", Map.of("ansible_ssh_common_args", "-F " + other), "Port 1").port())
        .isEqualTo(33);
    assertThat(of("vm", Map.of("ansible_ssh_common_args", "-F none"), "Port 1").port())
        .isEqualTo(22);
  }

  @Test
  void match_and_include_are_followed_within_their_block() throws Exception {
    Files.createDirectory(folder.resolve("conf.d"));
    Files.writeString(folder.resolve("conf.d/b.conf"), "Host vm\n  Port 7\n");
    Files.writeString(folder.resolve("conf.d/a.conf"), "Host other\n  Port 6\n");
    String[] lines = {
      "Match originalhost vm,other user ada",
      "  Port 5",
      "Host vm",
      "  Include conf.d/*.conf",
      "  ConnectTimeout 4",
      "Match all",
      "  User ada",
      "Match exec true",
      "  Compression yes"
    };
    ConnectionSettings settings = of("vm", Map.of(), lines);
    assertThat(settings.port()).isEqualTo(7);
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(4));
    assertThat(settings.warnings()).singleElement().asString().contains("Match exec");
    assertThat(of("vm", Map.of("ansible_user", "ada"), lines).port()).isEqualTo(5);
    assertThat(of("other", Map.of(), lines).port()).isEqualTo(22);
  }

  @Test
  void jump_hosts_have_their_own_lines_and_take_the_rest_from_the_target() throws Exception {
    ConnectionSettings settings =
        of(
            "vm",
            Map.of("ansible_user", "ubuntu", "ansible_ssh_private_key_file", "/keys/id"),
            "Host vm",
            "  ProxyJump first,second:2200",
            "Host second",
            "  User jumper",
            "  HostName 192.0.2.2",
            "Host first",
            "  HostName 192.0.2.1");
    ConnectionSettings second = settings.jump();
    assertThat(second.toString()).isEqualTo("ssh jumper@192.0.2.2:2200");
    assertThat(second.keys().files()).containsExactly("/keys/id");
    assertThat(second.jump().toString()).isEqualTo("ssh ubuntu@192.0.2.1:22");
    assertThat(second.jump().jump()).isNull();
    assertThatThrownBy(() -> of("vm", Map.of(), "ProxyJump bastion"))
        .hasMessageContaining("leads in a circle");
  }

  @Test
  void a_proxy_command_has_its_tokens_filled_in_and_excludes_a_jump() throws Exception {
    ConnectionSettings settings =
        of(
            "vm",
            Map.of("ansible_ssh_common_args", "-o ProxyCommand=\"ssh -W %h:%p -q bastion\""),
            "ProxyJump bastion");
    assertThat(settings.proxyCommand()).isEqualTo("ssh -W vm:22 -q bastion");
    assertThat(settings.jump()).isNull();
  }

  @Test
  void a_wrong_value_is_named_with_its_file_and_line() {
    assertThatThrownBy(() -> of("vm", Map.of(), "", "Port ssh"))
        .hasMessageContaining(config + ":2 Port is 'ssh', expected a number from 1 to 65535");
  }
}
