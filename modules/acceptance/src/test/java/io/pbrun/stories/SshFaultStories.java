package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.LinuxUser;
import io.pbrun.acceptance.Machine;
import io.pbrun.acceptance.RealSshd;
import io.pbrun.acceptance.Running;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that fail, hang or break, and commands that are cut short or say very much. */
@Tag("lab")
@Timeout(240)
class SshFaultStories {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;
  private SshScene scene;
  private RealSshd server;
  private Path work;

  @BeforeEach
  void prepare() throws Exception {
    scene = new SshScene(folder);
    Path key = scene.key("id", "ed25519", "");
    server = scene.server().accepts(key);
    scene.at(server).set("ansible_ssh_private_key_file", key.toString());
    work = Files.createDirectory(folder.resolve("work"));
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @AfterEach
  void end() throws Exception {
    scene.close();
  }

  private static void unreachable(Ending ending, String... parts) {
    assertThat(ending.status()).as(ending.text()).isEqualTo(4);
    assertThat(ending.text().replaceAll("\\s+", " ")).contains("UNREACHABLE").contains(parts);
    assertThat(ending.text()).doesNotContain("\tat ").doesNotContain("Exception");
  }

  private static void until(Path file) {
    long end = System.nanoTime() + SOON.toNanos();
    while (!Files.exists(file)) {
      Machine.run("sleep", "0.1");
      assertThat(System.nanoTime()).as("waiting for " + file).isLessThan(end);
    }
  }

  @Test
  void a_connection_lost_in_the_middle_is_told_and_the_command_not_run_again() throws Exception {
    server.start();
    Running running =
        scene.starts(
            "shell: echo began >> work/times; touch work/began; sleep 60"
                .replace("work/", work + "/"));
    until(work.resolve("began"));
    server.cutSessions();
    unreachable(
        running.ending(SOON),
        "lost the connection to ssh root@127.0.0.1:" + server.port() + " while running",
        "sleep 60",
        "whether it came to its end is not known");
    assertThat(work.resolve("times")).hasContent("began\n");
  }

  @Test
  void a_server_that_stops_answering_is_given_up() {
    server.start();
    scene.set("ansible_ssh_common_args", "-o ServerAliveInterval=1 -o ServerAliveCountMax=2");
    Running running = scene.starts("shell: touch " + work + "/began; sleep 60");
    until(work.resolve("began"));
    List<ProcessHandle> sessions =
        server
            .process()
            .descendants()
            .filter(p -> p.info().command().orElse("").endsWith("/sshd"))
            .toList();
    sessions.forEach(p -> Machine.run("kill", "-STOP", Long.toString(p.pid())));
    unreachable(running.ending(SOON), "lost the connection", "not known");
    sessions.forEach(p -> Machine.run("kill", "-CONT", Long.toString(p.pid())));
  }

  @Test
  void nobody_listening_and_a_server_that_never_speaks_are_told_apart() throws Exception {
    unreachable(
        scene.task("command: 'true'"),
        "cannot connect by ssh to 127.0.0.1:" + server.port(),
        "connection refused",
        "nothing listens on port " + server.port());
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      scene.set("ansible_port", silent.getLocalPort());
      unreachable(scene.task("command: 'true'", "-T", "2"), "no answer within 2 s");
      RealSshd bastion = scene.server().accepts(folder.resolve("id")).start();
      scene.knows(bastion.knownHostsLine("ed25519"));
      scene.set("ansible_ssh_common_args", "-o ProxyJump=127.0.0.1:" + bastion.port());
      unreachable(
          scene.task("command: 'true'", "-T", "2"), "through", "no session came up within 6 s");
    }
  }

  @Test
  void a_server_with_one_session_at_a_time_serves_many_tasks_and_hosts() {
    server.with("MaxSessions 1").start();
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      names.put("alias" + i, "");
    }
    Ending ending =
        scene
            .hosts(names)
            .playbook(
                """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - command: echo {{ item }}
                      loop: [1, 2, 3]
                    - copy: {content: "{{ inventory_hostname }}", dest: "WORK/{{ inventory_hostname }}"}
                    - stat: {path: WORK}
                """
                    .replace("WORK", work.toString()),
                "-f",
                "6");
    assertThat(ending.status()).as(ending.text() + server.log()).isZero();
    assertThat(work.resolve("alias5")).hasContent("alias5");
  }

  @Test
  void a_server_that_drops_logins_when_there_are_too_many_is_tried_again() throws Exception {
    Map<String, String> hosts = new LinkedHashMap<>();
    for (int i = 1; i <= 12; i++) {
      hosts.put("host" + i, "127.0.0." + i);
    }
    RealSshd narrow =
        scene
            .keep(
                new RealSshd(
                    folder.resolve("narrow"), RealSshd.freePort(), List.copyOf(hosts.values())))
            .with("MaxStartups 2:100:2")
            .accepts(folder.resolve("id"))
            .start();
    scene.at(narrow).unset("ansible_host").hosts(hosts);
    scene.set("ansible_ssh_host_key_policy", "accept-new");
    Ending ending = scene.task("command: 'true'", "-f", "12");
    assertThat(ending.status()).as(ending.text()).isZero();
    assertThat(narrow.log()).contains("past MaxStartups");
  }

  @Test
  void a_forwarding_only_login_is_told_in_words() {
    server.with("MaxSessions 0").start();
    unreachable(scene.task("command: 'true'"), "takes the login but no command", "MaxSessions");
  }

  @Test
  void fifty_megabytes_of_output_arrive_whole_within_a_modest_heap() {
    server.start();
    scene.java("-Xmx768m");
    long start = System.nanoTime();
    Ending ending =
        scene.playbook(
            """
            - hosts: all
              gather_facts: false
              tasks:
                - shell: yes 0123456789abcde | head -c 50000000; head -c 1000000 /dev/zero | tr '\\0' e >&2
                  register: much
                - assert:
                    that:
                      - much.stdout | length == 49999999
                      - much.stderr | length == 1000000
                      - much.stdout[:16] == "0123456789abcde\\n"
                      - much.stdout_lines | length == 3125000
                    quiet: true
            """);
    System.out.printf(
        "50 MB of output: %.1f s with start and end of pbrun%n", (System.nanoTime() - start) / 1e9);
    assertThat(ending.status()).as(ending.text()).isZero();
  }

  @Test
  void binary_output_and_input_do_no_harm() {
    server.start();
    Ending ending =
        scene.playbook(
            """
            - hosts: all
              gather_facts: false
              tasks:
                - shell: printf 'a\\377\\000\\001b\\r\\n'
                  register: binary
                - assert: {that: ["binary.stdout[0] == 'a'", "binary.stdout[-1] == 'b'"]}
                - command: {cmd: cat, stdin: "grün\\nweiß"}
                  register: input
                - assert: {that: "input.stdout == 'grün\\nweiß'"}
                - shell: head -c 100000 /dev/urandom > WORK/random; sha1sum < WORK/random | cut -c1-40
                  register: sum
                - slurp: {src: WORK/random}
                  register: slurped
                - fetch: {src: WORK/random, dest: WORK/fetched, flat: true}
                - stat: {path: WORK/fetched}
                  delegate_to: localhost
                  vars: {ansible_connection: local}
                  register: fetched
                - assert: {that: ["fetched.stat.checksum == sum.stdout", "slurped.content | length == 133336"]}
            """
                .replace("WORK", work.toString()));
    assertThat(ending.status()).as(ending.text()).isZero();
  }

  private void interrupted(String become) throws Exception {
    // "trap" of a shell runs when its child has ended, so the loop has short ones.
    String script =
        """
        trap 'echo hangup > WORK/end; exit 1' HUP
        id -un > WORK/who
        touch WORK/began
        while :; do sleep 0.1; done
        """
            .replace("WORK", work.toString());
    Path file = folder.resolve("loop.sh");
    Files.writeString(file, script);
    Machine.run("chmod", "755", file.toString());
    Running running = scene.starts("command: sh " + file + "\n" + become);
    until(work.resolve("began"));
    long start = System.nanoTime();
    running.signal("INT");
    Ending ending = running.ending(SOON);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    assertThat(ending.status()).as(ending.text()).isEqualTo(99);
    until(work.resolve("end"));
    assertThat(work.resolve("end")).hasContent("hangup\n");
    Machine.run("sh", "-c", "rm -f " + work + "/*");
  }

  @Test
  void ctrl_c_ends_a_command_of_root_of_a_user_and_of_another_user() throws Exception {
    server.start();
    interrupted("");
    LinuxUser user = scene.keep(LinuxUser.make("pbrunint", "correct horse"));
    LinuxUser other = scene.keep(LinuxUser.make("pbrunother", "correct horse"));
    scene.set("ansible_user", user.name());
    interrupted("");
    user.maySudo("ALL=(ALL) NOPASSWD: ALL");
    interrupted("become: true");
    interrupted("become: true\nbecome_user: " + other.name());
    user.maySudo("ALL=(ALL) ALL");
    scene.set("ansible_become_password", "correct horse");
    interrupted("become: true");
    scene.set("ansible_become_method", "su");
    interrupted("become: true\nbecome_user: " + other.name());
  }

  @Test
  void a_task_whose_time_is_up_leaves_nothing_behind_at_the_target() {
    server.start();
    Ending ending =
        scene.playbook(
            """
            - hosts: all
              gather_facts: false
              tasks:
                - shell: echo $$ > WORK/pid; exec sleep 300
                  timeout: 2
                  ignore_errors: true
                - shell: sleep 0.5; kill -0 $(cat WORK/pid)
                  register: alive
                  failed_when: alive.rc == 0
            """
                .replace("WORK", work.toString()));
    assertThat(ending.status()).as(ending.text()).isZero();
  }
}
