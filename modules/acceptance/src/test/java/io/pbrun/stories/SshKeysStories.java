package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Keys;
import io.pbrun.acceptance.LinuxUser;
import io.pbrun.acceptance.Machine;
import io.pbrun.acceptance.RealSshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logging in at a real sshd with everything that opens one. */
@Tag("lab")
@Timeout(240)
class SshKeysStories {
  private static final String COMMAND = "command: echo hello\n";

  @TempDir Path folder;
  private SshScene scene;
  private RealSshd server;

  @BeforeEach
  void prepare() throws Exception {
    scene = new SshScene(folder);
    server = scene.server();
    scene.at(server);
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

  private Ending refused(String... parts) {
    Ending ending = scene.task(COMMAND);
    assertThat(ending.status()).as(ending.text()).isEqualTo(4);
    assertThat(ending.text().replaceAll("\\s+", " ")).contains("UNREACHABLE").contains(parts);
    assertThat(ending.text()).doesNotContain("\tat ").doesNotContain("Exception");
    return ending;
  }

  @Test
  void keys_of_every_kind_and_format_log_in() {
    server.start();
    for (List<String> each :
        List.of(
            List.of("ed25519"),
            List.of("rsa"),
            List.of("ecdsa"),
            List.of("ecdsa", "-b", "521"),
            List.of("rsa", "-m", "PEM"),
            List.of("rsa", "-m", "PKCS8"),
            List.of("ecdsa", "-m", "PEM"),
            List.of("ecdsa", "-m", "PKCS8"))) {
      String name = "id_" + String.join("_", each).replace("-", "");
      String[] more = each.subList(1, each.size()).toArray(String[]::new);
      Path key = scene.key(name, each.getFirst(), "", more);
      server.accepts(key);
      scene.set("ansible_ssh_private_key_file", key.toString());
      logsIn(name);
    }
  }

  @Test
  void an_encrypted_key_of_every_format_needs_its_passphrase_and_says_so() throws Exception {
    server.start();
    for (List<String> each :
        List.of(
            List.of("ed25519"),
            List.of("rsa", "-m", "PEM"),
            List.of("rsa", "-m", "PKCS8"),
            List.of("ecdsa", "-m", "PEM"))) {
      String name = "id_" + String.join("_", each).replace("-", "");
      String[] more = each.subList(1, each.size()).toArray(String[]::new);
      Path key = scene.key(name, each.getFirst(), "open sesame", more);
      server.accepts(key);
      scene.set("ansible_ssh_private_key_file", key.toString());
      scene.unset("ansible_ssh_private_key_passphrase");
      refused(key + " is encrypted; set ansible_ssh_private_key_passphrase", "ssh-add");
      scene.set("ansible_ssh_private_key_passphrase", "wrong-one");
      Ending wrong =
          refused("ansible_ssh_private_key_passphrase does not open the private key " + key);
      assertThat(wrong.text()).doesNotContain("wrong-one");
      scene.set("ansible_ssh_private_key_passphrase", "open sesame");
      logsIn(name);
      // The public half is known from the private file alone, or after it was opened.
      Files.delete(Path.of(key + ".pub"));
      logsIn(name + " without its .pub");
      scene.unset("ansible_ssh_private_key_passphrase");
      refused(key + " is encrypted; set ansible_ssh_private_key_passphrase");
    }
  }

  private void agent() {
    Machine.needs("ssh-agent");
    Path socket = folder.resolve("agent");
    String said = Machine.run("ssh-agent", "-s", "-a", socket.toString());
    String pid = said.replaceAll("(?s).*SSH_AGENT_PID=(\\d+).*", "$1");
    scene.keep(() -> Machine.run("kill", pid));
    scene.environment("SSH_AUTH_SOCK", socket.toString());
  }

  private void add(Path key) {
    Map<String, String> agent = Map.of("SSH_AUTH_SOCK", folder.resolve("agent").toString());
    Machine.run(agent, "", "ssh-add", "-q", key.toString());
  }

  @Test
  void keys_of_the_agent_log_in_and_identities_only_leaves_them_out() {
    agent();
    server.start();
    for (String type : List.of("rsa", "ecdsa", "ed25519")) {
      Path key = scene.key("agent_" + type, type, "");
      add(key);
      server.accepts(key);
      // Of the private key nothing is left but what the agent holds.
      Machine.run("rm", key.toString());
      logsIn("agent's " + type);
      assertThat(server.log()).contains("Accepted publickey").contains(fingerprint(key));
      Machine.run("sh", "-c", "> " + server.folder().resolve("authorized_keys"));
    }
    scene.set("ansible_ssh_common_args", "-o IdentitiesOnly=yes");
    refused("there is neither a key nor a password for user");
    scene.unset("ansible_ssh_common_args");
    refused("does not accept user", "key 'agent_ed25519@desk' of the agent", "authorized_keys");
  }

  private static String fingerprint(Path key) {
    return Keys.fingerprint(Path.of(key + ".pub"));
  }

  @Test
  void an_encrypted_key_file_that_the_agent_holds_needs_no_passphrase() {
    agent();
    server.start();
    Path key = scene.key("named", "ed25519", "");
    add(key);
    server.accepts(key);
    Machine.run("ssh-keygen", "-q", "-p", "-P", "", "-N", "open sesame", "-f", key.toString());
    scene.set("ansible_ssh_private_key_file", key.toString());
    scene.set("ansible_ssh_common_args", "-o IdentitiesOnly=yes");
    logsIn("the named key, signed by the agent");
    Machine.run("rm", key.toString());
    scene.set("ansible_ssh_private_key_file", key + ".pub");
    logsIn("the public key alone");
  }

  @Test
  void an_agent_that_is_gone_or_locked_is_said_and_stops_nobody() {
    server.start();
    Path key = scene.key("id", "ed25519", "");
    server.accepts(key);
    scene.environment("SSH_AUTH_SOCK", folder.resolve("nobody").toString());
    refused("the ssh agent at " + folder.resolve("nobody") + " does not answer");
    scene.set("ansible_ssh_private_key_file", key.toString());
    logsIn("with a key although the agent is gone");
  }

  @Test
  void too_many_keys_are_explained() {
    agent();
    server.with("MaxAuthTries 3").start();
    for (int i = 0; i < 5; i++) {
      add(scene.key("key" + i, "ed25519", ""));
    }
    refused("too many keys", "IdentitiesOnly=yes");
  }

  @Test
  void user_certificates_log_in_from_a_file_beside_the_key_and_from_the_agent() throws Exception {
    Path authority = scene.key("authority", "ed25519", "");
    server.with("TrustedUserCAKeys " + authority + ".pub").start();
    String user = System.getProperty("user.name");
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      Path key = scene.key("certified_" + type, type, "");
      Machine.run(
          "ssh-keygen", "-q", "-s", authority.toString(), "-I", "ada", "-n", user, key + ".pub");
      scene.set("ansible_ssh_private_key_file", key.toString());
      logsIn("certificate of " + type);
    }
    assertThat(server.log()).contains("ID ada").contains("CA ED25519");
    Path key = folder.resolve("certified_rsa");
    agent();
    add(key);
    Machine.run("rm", key.toString(), key + "-cert.pub");
    scene.unset("ansible_ssh_private_key_file");
    logsIn("certificate of the agent");
  }

  @Test
  void a_certificate_for_somebody_else_is_refused_in_words() {
    Path authority = scene.key("authority", "ed25519", "");
    server.with("TrustedUserCAKeys " + authority + ".pub").start();
    Path key = scene.key("id", "ed25519", "");
    Machine.run(
        "ssh-keygen", "-q", "-s", authority.toString(), "-I", "ada", "-n", "grace", key + ".pub");
    scene.set("ansible_ssh_private_key_file", key.toString());
    refused("certificate " + key + "-cert.pub, key " + key);
  }

  @Test
  void passwords_log_in_by_both_methods_and_a_wrong_one_is_not_shown() throws Exception {
    LinuxUser user = scene.keep(LinuxUser.make("pbrunpw", "correct horse"));
    scene.set("ansible_user", user.name());
    for (String method :
        List.of("PasswordAuthentication yes", "KbdInteractiveAuthentication yes")) {
      server.stop();
      RealSshd next = scene.server().with("UsePAM yes").with(method).start();
      scene.at(next).set("ansible_user", user.name()).set("ansible_password", "correct horse");
      server = next;
      logsIn(method);
      scene.set("ansible_password", "battery-staple");
      Ending ending =
          refused("the server does not accept user 'pbrunpw' with", "password", "it allows");
      assertThat(ending.text()).doesNotContain("battery-staple");
    }
  }

  @Test
  void a_key_and_then_a_password_can_both_be_asked_for() throws Exception {
    LinuxUser user = scene.keep(LinuxUser.make("pbrunpw", "correct horse"));
    Path key = scene.key("id", "ed25519", "");
    server
        .with("UsePAM yes")
        .with("PasswordAuthentication yes")
        .with("AuthenticationMethods publickey,password")
        .accepts(key)
        .start();
    scene
        .set("ansible_user", user.name())
        .set("ansible_ssh_private_key_file", key.toString())
        .set("ansible_password", "correct horse");
    logsIn("key and password");
    scene.unset("ansible_password");
    refused("one of them was right, more is asked for", "it allows password");
  }

  @Test
  void the_operators_ssh_configuration_leads_to_the_host() throws Exception {
    Path key = scene.key("id", "ed25519", "");
    server.accepts(key).start();
    scene.unset("ansible_host").unset("ansible_port").unset("ansible_user");
    scene.knows("");
    Path known = folder.resolve("known");
    scene.write(known, server.knownHostsLine("ed25519"));
    Files.createDirectories(scene.home().resolve(".ssh/conf.d"));
    scene.write(
        scene.home().resolve(".ssh/conf.d/site.conf"),
        "Host th?re\n  HostName 127.0.0.1\n  Port " + server.port() + "\n");
    scene.sshConfig(
        """
        Include conf.d/*.conf
        Host elsewhere *.example !there
          User nobody
        Match originalhost there
          IdentityFile "%s"
          User=%s
        Host *
          User wrong
          Port 1
          UserKnownHostsFile %s
          StrictHostKeyChecking yes
          ConnectTimeout 7
        """
            .formatted(key, System.getProperty("user.name"), known));
    logsIn("by ~/.ssh/config");
    scene.set("ansible_ssh_common_args", "-F none");
    refused("no address is known for the name 'there'");
  }
}
