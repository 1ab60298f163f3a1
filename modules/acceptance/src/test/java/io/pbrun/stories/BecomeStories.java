package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.LinuxUser;
import io.pbrun.acceptance.RealSshd;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Becoming other users by the real sudo and su, and the file modules over a real sshd. */
@Tag("lab")
@Timeout(240)
class BecomeStories {
  private static final String PASSWORD = "correct horse";

  @TempDir Path folder;
  private SshScene scene;
  private RealSshd server;
  private LinuxUser ada;
  private LinuxUser grace;

  @BeforeEach
  void prepare() throws Exception {
    scene = new SshScene(folder);
    Path key = scene.key("id", "ed25519", "");
    server = scene.server().accepts(key);
    server.start();
    ada = scene.keep(LinuxUser.make("pbrunada", PASSWORD));
    grace = scene.keep(LinuxUser.make("pbrungrace", "another horse"));
    scene
        .at(server)
        .set("ansible_ssh_private_key_file", key.toString())
        .set("ansible_user", ada.name());
  }

  @AfterEach
  void end() throws Exception {
    scene.close();
  }

  private void isNow(String who, String... options) {
    Ending ending =
        scene.playbook(
            """
            - hosts: all
              gather_facts: false
              become: true
              tasks:
                - shell: 'id -un; cat; echo problem >&2'
                  args: {stdin: "my input"}
                  environment: {LANG: C}
                  register: it
                - assert:
                    that: ["it.stdout_lines == ['%s', 'my input']", "it.stderr == 'problem'"]
                    fail_msg: "{{ it.stdout }} / {{ it.stderr }}"
            """
                .formatted(who),
            options);
    assertThat(ending.status()).as(ending.text() + server.log()).isZero();
  }

  private void refused(String... parts) {
    Ending ending = scene.task("command: id -un\nbecome: true");
    assertThat(ending.status()).as(ending.text()).isEqualTo(4);
    assertThat(ending.text()).contains(parts).doesNotContain("horse").doesNotContain("\tat ");
  }

  @Test
  void sudo_without_a_password() {
    ada.maySudo("ALL=(ALL) NOPASSWD: ALL");
    isNow("root");
    isNow("pbrungrace", "--become-user", "pbrungrace");
    scene.set("ansible_become_password", "not needed");
    isNow("root");
    ada.maySudo("ALL=(ALL) NOPASSWD: ALL", "Defaults:USER !use_pty");
    isNow("root");
  }

  @Test
  void sudo_with_a_password_a_wrong_one_and_none() {
    ada.maySudo("ALL=(ALL) ALL", "Defaults:USER lecture=always");
    refused("cannot become root on 127.0.0.1", "ansible_become_password", "NOPASSWD");
    scene.set("ansible_become_password", "wrong horse");
    refused("cannot become root on 127.0.0.1", "sudo did not accept the password");
    scene.set("ansible_become_password", PASSWORD);
    isNow("root");
    isNow("pbrungrace", "--become-user", "pbrungrace");
    ada.maySudo("ALL=(ALL) ALL", "Defaults:USER timestamp_timeout=0", "Defaults:USER targetpw");
    refused("sudo did not accept the password");
    scene.set("ansible_become_password", "another horse");
    isNow("pbrungrace", "--become-user", "pbrungrace");
  }

  @Test
  void what_sudo_does_not_allow_is_told() {
    scene.set("ansible_become_password", PASSWORD);
    refused("cannot become root", "is not in the sudoers file");
    ada.maySudo("ALL=(pbrungrace) ALL");
    refused("cannot become root", "not allowed to execute");
    scene.set("ansible_become_user", "nosuchuser");
    refused("cannot become nosuchuser", "unknown user");
    scene.set("ansible_become_user", "root").set("ansible_become_exe", "/opt/sudo");
    refused("/opt/sudo is not installed on the target", "ansible_become_exe");
  }

  @Test
  void a_sudo_that_insists_on_a_terminal_is_told_with_the_way_out() {
    ada.maySudo("ALL=(ALL) NOPASSWD: ALL", "Defaults:USER requiretty");
    refused("cannot become root", "insists on a terminal", "Defaults:USER !requiretty");
  }

  @Test
  void su_with_a_password_a_wrong_one_and_none() {
    scene.set("ansible_become_method", "su").set("ansible_become_user", grace.name());
    refused("cannot become pbrungrace", "ansible_become_password");
    scene.set("ansible_become_password", "wrong horse");
    refused("cannot become pbrungrace", "su did not accept the password");
    scene.set("ansible_become_password", "another horse");
    isNow("pbrungrace");
  }

  private void files(String... options) throws Exception {
    Path local = Files.createDirectories(folder.resolve("local"));
    scene.write(local.resolve("a.j2"), "for {{ who }}\n");
    scene.write(local.resolve("first"), "1\n").write(local.resolve("second"), "2\n");
    Ending ending = scene.playbook(FILES.replace("LOCAL", local.toString()), options);
    assertThat(ending.status()).as(ending.text()).isZero();
    assertThat(Files.readString(local.resolve("back"))).isEqualTo("for somebody\nmore\n");
  }

  private static final String FILES =
      """
      - hosts: all
        gather_facts: false
        vars: {dir: "/tmp/pbrun files-{{ who }}", who: somebody}
        tasks:
          - command: id -un
            register: me
          - block:
              - file: {path: "{{ dir }}/sub", state: directory, mode: "0750"}
              - copy: {content: "it's\\n", dest: "{{ dir }}/copied", mode: "0640"}
              - copy: {src: LOCAL/, dest: "{{ dir }}/tree/"}
              - copy: {src: "{{ dir }}/tree/first", dest: "{{ dir }}/third", remote_src: true}
              - template: {src: LOCAL/a.j2, dest: "{{ dir }}/made", mode: "u=rw,go="}
              - template: {src: LOCAL/a.j2, dest: "{{ dir }}/made", mode: "u=rw,go="}
                register: again
              - lineinfile: {path: "{{ dir }}/made", line: more}
              - blockinfile: {path: "{{ dir }}/copied", block: "a\\nb"}
              - replace: {path: "{{ dir }}/copied", regexp: "^b$", replace: c}
              - assemble: {src: "{{ dir }}/tree", dest: "{{ dir }}/assembled", regexp: "first|second"}
              - file: {src: made, dest: "{{ dir }}/link", state: link}
              - file: {path: "{{ dir }}/touched", state: touch, modification_time: "202001020304.05"}
              - shell: cd '{{ dir }}' && tar czf packed.tgz tree && (cd tree; python3 -u -m http.server --bind 127.0.0.1 0 >../http 2>&1 & echo $! >../pid)
                args: {executable: /bin/bash}
              - unarchive: {src: "{{ dir }}/packed.tgz", dest: "{{ dir }}/sub", remote_src: true}
              - shell: sed -n 's/.* port \\([0-9]*\\).*/\\1/p' '{{ dir }}/http'
                register: port
                until: port.stdout != ''
                retries: 50
                delay: 0.1
              - get_url: {url: "http://127.0.0.1:{{ port.stdout }}/second", dest: "{{ dir }}/got"}
              - shell: kill $(cat '{{ dir }}/pid')
              - stat: {path: "{{ dir }}/link", follow: true}
                register: link
              - stat: {path: "{{ dir }}/got"}
                register: got
              - find: {paths: "{{ dir }}", recurse: true, patterns: "first,second", file_type: file}
                register: found
              - slurp: {src: "{{ dir }}/copied"}
                register: copied
              - fetch: {src: "{{ dir }}/made", dest: LOCAL/back, flat: true}
              - shell: cat '{{ dir }}/assembled'
                register: assembled
              - shell: stat -c '%U' '{{ dir }}' '{{ dir }}/sub' '{{ dir }}/made' '{{ dir }}/got' '{{ dir }}/tree/first' | sort -u
                register: owners
              - assert:
                  quiet: true
                  that:
                    - not again.changed
                    - link.stat.mode == '0600'
                    - link.stat.pw_name == me.stdout
                    - got.stat.size == 2
                    - found.files | length == 4
                    - (copied.content | b64decode) is search("it's\\n# BEGIN ANSIBLE MANAGED BLOCK\\na\\nc\\n")
                    - assembled.stdout == "1\\n2"
                    - owners.stdout == me.stdout
            always:
              - file: {path: "{{ dir }}", state: absent}
      """;

  @Test
  void the_file_modules_do_their_work_over_ssh() throws Exception {
    files();
  }

  @Test
  void the_file_modules_do_their_work_as_root_and_as_another_user() throws Exception {
    ada.maySudo("ALL=(ALL) ALL");
    scene.set("ansible_become_password", PASSWORD);
    files("-b");
    files("-b", "--become-user", "pbrungrace");
    scene.set("ansible_become_method", "su").set("ansible_become_password", "another horse");
    files("-b", "--become-user", "pbrungrace");
  }
}
