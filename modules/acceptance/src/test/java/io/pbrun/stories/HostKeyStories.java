package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Machine;
import io.pbrun.acceptance.RealSshd;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Knowing a real sshd again by its key, directly and through jump hosts. */
@Tag("lab")
@Timeout(240)
class HostKeyStories {
  private static final String COMMAND = "command: echo hello\n";

  @TempDir Path folder;
  private SshScene scene;
  private RealSshd server;
  private Path key;

  @BeforeEach
  void prepare() throws Exception {
    scene = new SshScene(folder);
    key = scene.key("id", "ed25519", "");
    server = scene.server().accepts(key);
    scene.at(server).set("ansible_ssh_private_key_file", key.toString());
  }

  @AfterEach
  void end() throws Exception {
    scene.close();
  }

  private void logsIn(String what) {
    Ending ending = scene.task(COMMAND, "-v");
    assertThat(ending.status()).as(what + ":\n" + ending.text() + server.log()).isZero();
    assertThat(ending.text()).contains("hello");
  }

  private void refused(String... parts) {
    Ending ending = scene.task(COMMAND);
    assertThat(ending.status()).as(ending.text()).isEqualTo(4);
    assertThat(ending.text().replaceAll("\\s+", " ")).contains("UNREACHABLE").contains(parts);
    assertThat(ending.text()).doesNotContain("\tat ").doesNotContain("Exception");
  }

  @Test
  void an_unknown_host_is_refused_with_its_fingerprint_and_accepted_when_the_operator_says_so() {
    server.start();
    scene.knows("");
    refused(
        "its host key is not known: ssh-ed25519 " + server.fingerprint("ed25519"),
        scene.knownHosts().toString(),
        "ssh-keyscan -p " + server.port() + " 127.0.0.1 >> " + scene.knownHosts(),
        "ansible_ssh_host_key_policy: accept-new");
    scene.set("ansible_ssh_host_key_policy", "accept-new");
    logsIn("a new host");
    assertThat(scene.knownHosts()).hasContent(server.knownHostsLine("ed25519"));
    scene.unset("ansible_ssh_host_key_policy");
    logsIn("the same host again");
  }

  @Test
  void a_changed_key_is_refused_by_every_policy_with_both_fingerprints_and_the_line() {
    server.start();
    scene.knows("# a comment\n" + server.knownHostsLine("ed25519"));
    String before = server.fingerprint("ed25519");
    server.stop();
    server.newHostKey("ed25519");
    server.start();
    for (String policy : new String[] {"strict", "accept-new"}) {
      scene.set("ansible_ssh_host_key_policy", policy);
      refused(
          "its host key has changed",
          "(" + scene.knownHosts() + ":2): ssh-ed25519 " + before,
          "presented: ssh-ed25519 " + server.fingerprint("ed25519"),
          "ssh-keygen -f " + scene.knownHosts() + " -R '[127.0.0.1]:" + server.port() + "'");
    }
    scene.set("ansible_ssh_host_key_policy", "off");
    logsIn("a test machine that nobody checks");
  }

  @Test
  void hashed_lines_and_lines_without_a_port_are_known_and_the_system_wide_file_is_read() {
    server.start();
    Machine.run("ssh-keygen", "-q", "-H", "-f", scene.knownHosts().toString());
    logsIn("a hashed line");
    scene.knows("127.0.0.1 " + server.hostKey("ed25519") + "\n");
    logsIn("a line without a port");
    scene.knows("");
    Path system = folder.resolve("ssh_known_hosts");
    scene.write(system, server.knownHostsLine("ed25519"));
    scene.set("ansible_ssh_common_args", "-o GlobalKnownHostsFile=" + system);
    logsIn("the system's file");
  }

  @Test
  void the_server_is_asked_for_the_kind_of_key_that_is_known() {
    server.withHostKey("rsa").withHostKey("ecdsa").start();
    for (String type : new String[] {"rsa", "ecdsa", "ed25519"}) {
      scene.knows(server.knownHostsLine(type));
      logsIn("known by " + type);
    }
  }

  @Test
  void a_revoked_key_is_refused_even_where_nothing_is_checked() {
    server.start();
    scene.knows(server.knownHostsLine("ed25519") + "@revoked * " + server.hostKey("ed25519"));
    refused("is marked as revoked in " + scene.knownHosts() + ":2");
    scene.set("ansible_ssh_host_key_policy", "off");
    refused("is marked as revoked");
  }

  @Test
  void a_certificate_of_the_host_is_trusted_through_its_authority() throws Exception {
    Path authority = scene.key("authority", "ed25519", "");
    for (String type : new String[] {"ed25519", "rsa", "ecdsa"}) {
      RealSshd certified = scene.server().accepts(key);
      if (!type.equals("ed25519")) {
        certified.withoutEd25519().withHostKey(type);
      }
      Path host = certified.folder().resolve("host_" + type);
      Machine.run(
          "ssh-keygen",
          "-q",
          "-s",
          authority.toString(),
          "-h",
          "-I",
          "vm",
          "-n",
          "127.0.0.1",
          host + ".pub");
      certified.with("HostCertificate " + host + "-cert.pub").start();
      scene.set("ansible_port", certified.port());
      String line = "@cert-authority [127.*]:* " + Files.readString(Path.of(authority + ".pub"));
      server = certified;
      scene.knows(line);
      logsIn("host certificate of " + type);
      scene.knows(line + "@revoked * " + Files.readString(Path.of(authority + ".pub")));
      refused("is marked as revoked in " + scene.knownHosts() + ":2");
      scene.knows(certified.knownHostsLine(type));
      logsIn("the plain key of a certified host, " + type);
      scene.knows("");
      refused("its host key is not known");
    }
  }

  @Test
  void a_certificate_for_another_host_is_refused() {
    Path authority = scene.key("authority", "ed25519", "");
    Path host = server.folder().resolve("host_ed25519");
    Machine.run(
        "ssh-keygen",
        "-q",
        "-s",
        authority.toString(),
        "-h",
        "-I",
        "vm",
        "-n",
        "other.example",
        host + ".pub");
    server.with("HostCertificate " + host + "-cert.pub").start();
    scene.knows("@cert-authority * " + Machine.run("cat", authority + ".pub"));
    refused("certificate", "other.example", "127.0.0.1");
  }

  @Test
  void one_and_two_jump_hosts_lead_to_the_target() throws Exception {
    server.start();
    RealSshd first = scene.server().accepts(key).start();
    RealSshd second = scene.server().accepts(key).start();
    String known = server.knownHostsLine("ed25519");
    scene.knows(known + first.knownHostsLine("ed25519") + second.knownHostsLine("ed25519"));
    scene.set("ansible_ssh_common_args", "-o ProxyJump=127.0.0.1:" + first.port());
    logsIn("one jump host");
    assertThat(first.log()).contains("Accepted publickey");
    scene.set(
        "ansible_ssh_common_args",
        "-J 127.0.0.1:" + first.port() + ",ssh://127.0.0.1:" + second.port());
    logsIn("two jump hosts");
    assertThat(second.log()).contains("Accepted publickey");
    scene.knows(known);
    refused(
        "its jump host failed: cannot connect by ssh to 127.0.0.1:" + first.port(),
        "its host key is not known");
    scene.knows(known + first.knownHostsLine("ed25519") + second.knownHostsLine("ed25519"));
    second.stop();
    refused("127.0.0.1:" + second.port(), "through", "the jump host cannot reach it");
  }

  @Test
  void jump_hosts_and_proxy_commands_come_from_the_operators_configuration() {
    server.start();
    RealSshd bastion = scene.server().accepts(key).start();
    scene.knows(server.knownHostsLine("ed25519") + bastion.knownHostsLine("ed25519"));
    scene.sshConfig(
        """
        Host bastion
          HostName 127.0.0.1
          Port %d
        Host 127.0.0.1
          ProxyJump bastion
        """
            .formatted(bastion.port()));
    logsIn("ProxyJump of ~/.ssh/config");
    assertThat(bastion.log()).contains("Accepted publickey");
    scene.sshConfig("");
    scene.set("ansible_ssh_common_args", "-o ProxyCommand=\"" + pipe() + " %h %p\"");
    logsIn("ProxyCommand");
    scene.set("ansible_ssh_common_args", "-o ProxyCommand=\"no-such-program %h\"");
    refused("through its ProxyCommand", "exit code 127", "no-such-program: not found");
    scene.sshConfig("Host *\n  ProxyJump other\n");
    scene.unset("ansible_ssh_common_args");
    refused("ProxyJump", "leads in a circle");
  }

  /** What netcat does, without netcat. */
  private String pipe() {
    Path script = folder.resolve("pipe");
    scene.write(
        script,
        """
        import os, socket, sys, threading
        s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
        def up():
            while (data := os.read(0, 65536)):
                s.sendall(data)
            s.shutdown(socket.SHUT_WR)
        threading.Thread(target=up, daemon=True).start()
        while (data := s.recv(65536)):
            os.write(1, data)
        """);
    Machine.needs("python3");
    return "python3 " + script;
  }
}
