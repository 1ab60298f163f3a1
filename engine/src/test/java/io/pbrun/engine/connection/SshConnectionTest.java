package io.pbrun.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SshConnectionTest {
  @TempDir Path folder;
  private TestSshServer server;
  private Path knownHosts;
  private final Connections connections = new Connections();
  private final Map<String, Object> variables = new HashMap<>();
  private String agent;

  @BeforeEach
  void prepare() throws Exception {
    server = new TestSshServer(folder);
    knownHosts = folder.resolve("known_hosts");
    variables.putAll(
        Map.of(
            "ansible_host",
            "127.0.0.1",
            "ansible_port",
            server.port(),
            "ansible_user",
            "ubuntu",
            "ansible_ssh_private_key_file",
            server.clientKey("rsa").toString(),
            "ansible_ssh_host_key_policy",
            "accept-new",
            "ansible_ssh_known_hosts_file",
            knownHosts.toString()));
  }

  @AfterEach
  void end() throws Exception {
    connections.close();
    server.close();
  }

  private Connection connect() throws ConnectionException {
    SshUser nobody = new SshUser(List.of(), List.of(knownHosts.toString()), agent);
    return connections.open(
        ConnectionSettings.of("mgmt", variables::get, nobody), Access.READ_WRITE);
  }

  private CommandResult run(String line) throws Exception {
    return connect().run(Command.shell(line));
  }

  private void assertRefused(String... parts) throws Exception {
    Connection connection = connect();
    assertThatThrownBy(() -> connection.run(Command.of(List.of("true"))))
        .isInstanceOf(ConnectionException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void a_command_runs_with_environment_directory_input_and_exit_code() throws Exception {
    Command command =
        Command.of(List.of("sh", "-c", "echo \"$A\"; pwd; cat; echo err >&2; exit 7"))
            .withEnvironment(Map.of("A", "it's"))
            .in(folder.toString())
            .withStdin("in".getBytes(StandardCharsets.UTF_8));
    CommandResult result = connect().run(command);
    assertThat(result.stdout()).isEqualTo("it's\n" + folder.toRealPath() + "\nin");
    assertThat(result.stderr()).isEqualTo("err\n");
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(server.commandLines()).noneMatch(line -> line.contains("it's"));
  }

  @Test
  void one_session_serves_all_commands_and_is_made_anew_when_lost() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(run("echo " + i).stdout()).isEqualTo(i + "\n");
    }
    assertThat(server.logins()).isEqualTo(1);
    server.cutSessions();
    assertThat(run("echo again").stdout()).isEqualTo("again\n");
    assertThat(server.logins()).isEqualTo(2);
  }

  @Test
  void many_commands_at_once_share_the_session() throws Exception {
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<CommandResult>> all = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        int n = i;
        all.add(pool.submit(() -> run("echo " + n)));
      }
      for (int i = 0; i < 30; i++) {
        assertThat(all.get(i).get().stdout()).isEqualTo(i + "\n");
      }
    }
    assertThat(server.logins()).isEqualTo(1);
  }

  @Test
  void large_output_comes_whole() throws Exception {
    assertThat(run("head -c 20000000 /dev/zero | tr '\\0' x").stdout()).hasSize(20_000_000);
  }

  @Test
  void files_travel_as_they_are() throws Exception {
    byte[] content = new byte[1_000_000];
    new java.util.Random(1).nextBytes(content);
    TargetFiles files = connect().files();
    String path = folder.resolve("there").toString();
    files.write(path, content, new FileAttributes(null, null, "0600"));
    assertThat(files.read(path)).isEqualTo(content);
    assertThat(files.stat(path, true).mode()).isEqualTo(0600);
  }

  @Test
  void a_timeout_ends_the_wait() throws Exception {
    CommandResult result =
        connect().run(Command.shell("echo begun; sleep 30").within(Duration.ofMillis(600)));
    assertThat(result.timedOut()).isTrue();
    assertThat(result.stdout()).isEqualTo("begun\n");
  }

  @Test
  void an_interruption_ends_the_wait_at_once() throws Exception {
    Path begun = folder.resolve("begun");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread runner =
        Thread.ofVirtual()
            .start(() -> {
              try {
                run("touch " + begun + "; sleep 30");
                thrown.complete(new AssertionError("ran to its end"));
              } catch (Throwable e) {
                thrown.complete(e);
              }
            });
    while (!Files.exists(begun)) {
      Thread.onSpinWait();
    }
    long start = System.nanoTime();
    runner.interrupt();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(run("echo still").stdout()).isEqualTo("still\n");
  }

  @Test
  void a_connection_lost_in_the_middle_names_what_was_running() throws Exception {
    Path begun = folder.resolve("begun");
    Connection connection = connect();
    Thread.ofVirtual()
        .start(() -> {
          while (!Files.exists(begun)) {
            Thread.onSpinWait();
          }
          server.cutSessions();
        });
    assertThatThrownBy(() -> connection.run(Command.shell("touch " + begun + "; sleep 30")))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("lost the connection to ssh ubuntu@127.0.0.1")
        .hasMessageContaining("sleep 30");
  }

  @Test
  void a_new_host_key_is_written_down_once_and_trusted_from_then_on() throws Exception {
    run("true");
    assertThat(Files.readString(knownHosts)).startsWith("[127.0.0.1]:" + server.port() + " ");
    variables.put("ansible_ssh_host_key_policy", "strict");
    run("true");
    assertThat(Files.readAllLines(knownHosts)).hasSize(1);
  }

  @Test
  void an_unknown_host_key_is_refused_with_its_fingerprint_and_the_remedy() throws Exception {
    variables.put("ansible_ssh_host_key_policy", "strict");
    assertRefused(
        "its host key is not known",
        "SHA256:",
        knownHosts.toString(),
        "ssh-keyscan -p " + server.port(),
        "accept-new");
    assertThat(knownHosts).doesNotExist();
  }

  @Test
  void a_changed_host_key_is_refused_with_both_fingerprints_and_the_line() throws Exception {
    run("true");
    String old =
        KnownHosts.fingerprint(
            new KnownHosts(List.of(knownHosts))
                .entries("127.0.0.1", server.port())
                .getFirst()
                .blob());
    int port = server.port();
    server.close();
    connections.close();
    server = new TestSshServer(Files.createDirectory(folder.resolve("rebuilt")), port);
    variables.put("ansible_ssh_private_key_file", server.clientKey("rsa").toString());
    assertRefused(
        "its host key has changed",
        "Expected (" + knownHosts + ":1)",
        old,
        "presented:",
        "ssh-keygen -f");
  }

  @Test
  void a_hashed_known_hosts_line_is_recognised() throws Exception {
    run("true");
    connections.close();
    Process hash = new ProcessBuilder("ssh-keygen", "-H", "-f", knownHosts.toString()).start();
    assertThat(hash.waitFor()).isZero();
    assertThat(Files.readString(knownHosts)).startsWith("|1|");
    variables.put("ansible_ssh_host_key_policy", "strict");
    assertThat(run("echo known").stdout()).isEqualTo("known\n");
  }

  @Test
  void the_server_is_asked_for_the_kind_of_key_that_is_known() throws Exception {
    Files.writeString(
        knownHosts,
        "[127.0.0.1]:" + server.port() + " ssh-rsa " + server.hostKeyBase64("RSA") + "\n");
    variables.put("ansible_ssh_host_key_policy", "strict");
    assertThat(run("echo rsa").stdout()).isEqualTo("rsa\n");
  }

  @Test
  void keys_of_every_kind_log_in() throws Exception {
    for (String kind : List.of("rsa", "ecdsa", "ed25519")) {
      variables.put("ansible_ssh_private_key_file", server.clientKey(kind).toString());
      assertThat(run("echo " + kind).stdout()).isEqualTo(kind + "\n");
    }
  }

  @Test
  void an_encrypted_key_needs_its_passphrase() throws Exception {
    variables.put(
        "ansible_ssh_private_key_file", server.encryptedClientKey("open sesame").toString());
    assertRefused("is encrypted; set ansible_ssh_private_key_passphrase");
    variables.put("ansible_ssh_private_key_passphrase", "wrong-one");
    connections.close();
    assertRefused("does not open the private key");
    variables.put("ansible_ssh_private_key_passphrase", "open sesame");
    assertThat(run("echo in").stdout()).isEqualTo("in\n");
  }

  @Test
  void a_password_logs_in_and_a_wrong_one_is_not_shown() throws Exception {
    variables.remove("ansible_ssh_private_key_file");
    variables.put("ansible_ssh_common_args", "-o IdentityFile=none");
    variables.put("ansible_password", "correct horse");
    assertThat(run("echo in").stdout()).isEqualTo("in\n");
    variables.put("ansible_password", "battery");
    Connection connection = connect();
    assertThatThrownBy(() -> connection.run(Command.shell("true")))
        .hasMessageContaining("does not accept user 'ubuntu' with password")
        .hasMessageNotContaining("battery");
  }

  @Test
  void a_key_that_the_server_does_not_know_is_named() throws Exception {
    Path stranger = server.strangerKey();
    variables.put("ansible_ssh_private_key_file", stranger.toString());
    assertRefused("does not accept user 'ubuntu' with key " + stranger);
    variables.put("ansible_ssh_private_key_file", "/no/such/key");
    assertRefused("private key file /no/such/key does not exist");
    variables.remove("ansible_ssh_private_key_file");
    variables.put("ansible_ssh_common_args", "-o IdentityFile=none");
    assertRefused("neither a key nor a password");
  }

  @Test
  void nobody_listening_and_an_unknown_name_are_told_apart() throws Exception {
    variables.put("ansible_port", TestSshServer.freePort());
    assertRefused("connection refused", "nothing listens on port");
    variables.put("ansible_host", "no-such-host.invalid");
    assertRefused("no address is known for the name 'no-such-host.invalid'");
  }

  @Test
  void a_machine_that_accepts_and_stays_silent_is_given_up_in_time() throws Exception {
    try (var silent = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
      variables.put("ansible_port", silent.getLocalPort());
      variables.put("ansible_ssh_timeout", 1);
      assertRefused("no answer within 1 s");
    }
  }

  @Test
  void a_jump_host_leads_to_the_target() throws Exception {
    try (TestSshServer bastion =
        new TestSshServer(Files.createDirectory(folder.resolve("bastion")))) {
      bastion.accept(server.clientKey("rsa"));
      variables.put("ansible_ssh_common_args", "-o ProxyJump=jumper@127.0.0.1:" + bastion.port());
      assertThat(run("echo through").stdout()).isEqualTo("through\n");
      assertThat(bastion.logins()).isEqualTo(1);
      assertThat(server.logins()).isEqualTo(1);
    }
  }

  @Test
  void a_chain_of_jump_hosts_leads_to_the_target_and_the_failing_one_is_named() throws Exception {
    try (TestSshServer first = new TestSshServer(Files.createDirectory(folder.resolve("first")));
        TestSshServer second = new TestSshServer(Files.createDirectory(folder.resolve("second")))) {
      first.accept(server.clientKey("rsa"));
      second.accept(server.clientKey("rsa"));
      variables.put(
          "ansible_ssh_common_args",
          "-J 127.0.0.1:" + first.port() + ",127.0.0.1:" + second.port());
      assertThat(run("echo through").stdout()).isEqualTo("through\n");
      assertThat(List.of(first.logins(), second.logins(), server.logins()))
          .containsExactly(1, 1, 1);
      connections.close();
      Files.delete(knownHosts);
      variables.put("ansible_ssh_host_key_policy", "strict");
      assertRefused(
          "cannot reach 127.0.0.1:" + server.port() + ", its jump host failed",
          "cannot connect by ssh to 127.0.0.1:" + first.port(),
          "its host key is not known");
    }
  }

  @Test
  void a_silent_machine_behind_a_jump_host_is_given_up_in_time() throws Exception {
    try (var silent = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
      variables.put("ansible_ssh_common_args", "-J 127.0.0.1:" + server.port());
      variables.put("ansible_port", silent.getLocalPort());
      variables.put("ansible_ssh_timeout", 1);
      assertRefused("through", "no session came up within 3 s");
    }
  }

  @Test
  void the_agents_key_logs_in_and_its_refusal_is_told() throws Exception {
    try (FakeAgent held = new FakeAgent(folder.resolve("agent"))) {
      agent = held.socket();
      variables.put("ansible_ssh_private_key_file", server.strangerKey().toString());
      server.accept(held.publicBlob());
      assertThat(run("echo in").stdout()).isEqualTo("in\n");
      connections.close();
      held.refuses = true;
      assertRefused("the server knows key 'ada@desk' of the agent", "did not sign", "it refused");
      variables.put("ansible_ssh_common_args", "-o IdentitiesOnly=yes");
      assertRefused("does not accept user 'ubuntu' with key " + server.strangerKey() + " (");
      variables.put("ansible_ssh_common_args", "-o IdentityAgent=none");
      assertRefused("does not accept user 'ubuntu' with key " + server.strangerKey() + " (");
    }
    connections.close();
    variables.remove("ansible_ssh_common_args");
    assertRefused("the ssh agent at " + agent + " does not answer");
  }

  @Test
  void a_proxy_command_is_the_connection_and_its_failure_is_told() throws Exception {
    variables.put("ansible_ssh_common_args", "-o ProxyCommand=\"no-such-program %h\"");
    assertRefused("through its ProxyCommand", "ended with exit code 127", "no-such-program");
  }

  @Test
  void a_revoked_key_is_refused_and_a_line_without_a_port_is_enough() throws Exception {
    String key = " ssh-rsa " + server.hostKeyBase64("RSA") + "\n";
    variables.put("ansible_ssh_host_key_policy", "strict");
    Files.writeString(knownHosts, "127.0.0.1" + key);
    assertThat(run("echo known").stdout()).isEqualTo("known\n");
    connections.close();
    Files.writeString(knownHosts, "127.0.0.1" + key + "@revoked [127.0.0.1]:*" + key);
    assertRefused("is marked as revoked in " + knownHosts + ":2");
  }

  @Test
  void a_task_after_one_that_was_interrupted_runs_as_ever() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run("sleep 30")).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(run("echo next").stdout()).isEqualTo("next\n");
    Path begun = folder.resolve("begun");
    Thread here = Thread.currentThread();
    Thread.ofVirtual()
        .start(() -> {
          while (!Files.exists(begun)) {
            Thread.onSpinWait();
          }
          here.interrupt();
        });
    assertThatThrownBy(() -> run("touch " + begun + "; sleep 30"))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  /** Under nohup, which no shell below it can undo. */
  private static boolean hangupsAreIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) != 0);
  }

  @Test
  void a_command_of_root_that_is_cut_short_gets_a_hangup_with_all_below_it() throws Exception {
    assumeFalse(hangupsAreIgnored());
    variables.put("ansible_user", "root");
    Path end = folder.resolve("end");
    CommandResult result =
        connect()
            .run(
                Command.shell(
                        "trap 'echo hangup > "
                            + end
                            + "; exit 1' HUP; while :; do sleep 0.05; done")
                    .within(Duration.ofSeconds(3)));
    assertThat(result.timedOut()).isTrue();
    assertThat(result.stderr()).doesNotContain("pbrun");
    connections.close();
    assertThat(end).hasContent("hangup\n");
  }

  @Test
  void only_daemon_threads_are_left() throws Exception {
    run("true");
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(t -> t.getName().startsWith("sshj") || t.getName().startsWith("pbrun"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }
}
