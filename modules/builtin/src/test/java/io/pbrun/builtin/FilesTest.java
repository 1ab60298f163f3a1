package io.pbrun.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.module.Diff;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.template.JinjaTemplates;
import io.pbrun.engine.template.Surroundings;
import io.pbrun.engine.testkit.FakeFiles;
import io.pbrun.engine.testkit.ModuleContract;
import io.pbrun.engine.testkit.ModuleTester;
import io.pbrun.engine.vault.Vault;
import io.pbrun.engine.vault.VaultSecret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilesTest {
  private final ModuleTester copy = ModuleTester.of(Copy.class);
  private final ModuleTester file = ModuleTester.of(File.class);

  @Test
  void copy_puts_a_text_in_place_and_finds_nothing_to_do_afterwards() throws Exception {
    ModuleContract.verifyConverges(
        () -> ModuleTester.of(Copy.class),
        "{content: \"hi\\n\", dest: /etc/motd, mode: '0600', owner: root}");
  }

  @Test
  void copy_shows_the_difference_and_foretells_the_checksum() throws Exception {
    copy.connection().files().put("/etc/motd", "old\n");
    Result preview = copy.preview("{content: \"new\\n\", dest: /etc/motd}");
    assertThat(preview.diffs()).containsExactly(Diff.of("/etc/motd", "old\n", "new\n"));
    Result result = copy.run("{content: \"new\\n\", dest: /etc/motd}");
    assertThat(result.fields().get("checksum"))
        .isEqualTo(preview.fields().get("checksum"))
        .isEqualTo(Checksums.sha1("new\n".getBytes(UTF_8)));
    assertThat(result.fields())
        .containsEntry("dest", "/etc/motd")
        .containsEntry("state", "file")
        .containsEntry("mode", "0644")
        .containsEntry("size", 4L);
    assertThat(result.diffs()).hasSize(1);
  }

  @Test
  void copy_takes_a_file_of_the_control_machine_into_a_folder() throws Exception {
    copy.file("files/app.conf", "x=1\n");
    Result result = copy.run("{src: app.conf, dest: /opt/app/}");
    assertThat(result.fields())
        .containsEntry("dest", "/opt/app/app.conf")
        .containsEntry("src", "app.conf");
    assertThat(copy.connection().files().text("/opt/app/app.conf")).isEqualTo("x=1\n");
  }

  @Test
  void copy_decrypts_what_is_encrypted_unless_told_not_to() throws Exception {
    VaultSecret secret = new VaultSecret("default", "pw".getBytes(UTF_8));
    String encrypted =
        new String(Vault.encrypt("key\n".getBytes(UTF_8), secret, "default", null), UTF_8);
    copy.file("files/key", encrypted);
    assertThat(copy.run("{src: key, dest: /etc/key}").fields().get("msg"))
        .asString()
        .isEqualTo("A vault password or secret must be specified to decrypt /site/files/key");
    copy.templates(
        new JinjaTemplates(
            new Surroundings() {
              @Override
              public Path directory() {
                return copy.directory();
              }

              @Override
              public Vault vault() {
                return new Vault(List.of(secret), false);
              }
            }));
    assertThat(copy.run("{src: key, dest: /etc/key}").changed()).isTrue();
    assertThat(copy.connection().files().text("/etc/key")).isEqualTo("key\n");
    assertThat(copy.run("{src: key, dest: /etc/raw, decrypt: false}").changed()).isTrue();
    assertThat(copy.connection().files().text("/etc/raw")).isEqualTo(encrypted);
  }

  @Test
  void copy_only_sets_the_mode_when_the_content_is_right() throws Exception {
    copy.connection().files().put("/etc/motd", "same", 0644);
    Result result = copy.run("{content: same, dest: /etc/motd, mode: '0600'}");
    assertThat(result.changed()).isTrue();
    assertThat(copy.connection().files().changes()).containsExactly("attributes /etc/motd");
    assertThat(result.fields()).containsEntry("mode", "0600");
  }

  @Test
  void copy_keeps_the_earlier_file_and_lets_a_command_judge_the_new_one() throws Exception {
    copy.connection().files().put("/etc/sudoers", "old");
    copy.connection()
        .when(
            "^visudo -cf /tmp/pbrun-",
            new CommandResult(1, "", "bad"),
            new CommandResult(0, "", ""));
    String task = "{content: new, dest: /etc/sudoers, backup: true, validate: visudo -cf %s}";
    Result refused = copy.run(task);
    assertThat(refused.failed()).isTrue();
    assertThat(refused.fields()).containsEntry("msg", "failed to validate: rc:1 error:bad");
    assertThat(copy.connection().files().text("/etc/sudoers")).isEqualTo("old");
    Result result = copy.run(task);
    assertThat(copy.connection().files().text((String) result.fields().get("backup_file")))
        .isEqualTo("old");
    assertThat(copy.connection().files().text("/etc/sudoers")).isEqualTo("new");
  }

  @Test
  void copy_leaves_an_existing_file_without_force() throws Exception {
    copy.connection().files().put("/etc/motd", "theirs");
    assertThat(copy.run("{content: ours, dest: /etc/motd, force: no}").changed()).isFalse();
    assertThat(copy.connection().files().text("/etc/motd")).isEqualTo("theirs");
  }

  @Test
  void copy_copies_folders_with_or_without_their_own_name() throws Exception {
    copy.file("files/conf/a", "1").file("files/conf/sub/b", "2");
    assertThat(copy.run("{src: conf, dest: /opt}").changed()).isTrue();
    assertThat(copy.connection().files().text("/opt/conf/sub/b")).isEqualTo("2");
    assertThat(copy.run("{src: conf/, dest: /srv}").changed()).isTrue();
    assertThat(copy.connection().files().text("/srv/a")).isEqualTo("1");
    assertThat(copy.run("{src: conf/, dest: /srv}").changed()).isFalse();
  }

  @Test
  void copy_copies_within_the_target() throws Exception {
    copy.connection().files().put("/a", "x", 0640);
    assertThat(copy.run("{src: /a, dest: /etc/b, remote_src: true, mode: preserve}").fields())
        .containsEntry("mode", "0640");
    assertThat(copy.run("{src: /none, dest: /etc/b, remote_src: true}").fields())
        .containsEntry("msg", "Source /none not found");
  }

  @Test
  void copy_says_what_is_missing() throws Exception {
    assertThat(copy.run("{content: x, dest: /no/such/file}").fields())
        .containsEntry("msg", "Destination directory /no/such does not exist");
    assertThat(copy.run("{src: nothing, dest: /x}").fields().get("msg"))
        .asString()
        .startsWith("Could not find or access 'nothing'");
    assertThat(copy.run("{content: {a: [1, x]}, dest: /etc/j}").failed()).isFalse();
    assertThat(copy.connection().files().text("/etc/j")).isEqualTo("{\"a\": [1, \"x\"]}");
  }

  @Test
  void file_converges_for_each_state() throws Exception {
    ModuleContract.verifyConverges(
        () -> ModuleTester.of(File.class),
        "{path: ~/sweep/secrets, state: directory, mode: '0700'}");
    ModuleContract.verifyConverges(
        () -> {
          ModuleTester world = ModuleTester.of(File.class);
          world.connection().files().put("/tmp/old/x", "1");
          return world;
        },
        "{path: /tmp/old, state: absent}");
    ModuleContract.verifyConverges(
        () -> {
          ModuleTester world = ModuleTester.of(File.class);
          world.connection().files().put("/tmp/a/b", "1");
          return world;
        },
        "{path: /tmp/a, recurse: true, owner: root, mode: 'u=rwX,go='}");
    ModuleContract.verifyConverges(
        () -> {
          ModuleTester world = ModuleTester.of(File.class);
          world.connection().files().put("/etc/real", "1");
          return world;
        },
        "{dest: /etc/alias, src: real, state: link}");
  }

  @Test
  void file_touch_makes_a_file_and_can_leave_its_times() throws Exception {
    assertThat(file.run("{path: /tmp/mark, state: touch}").changed()).isTrue();
    assertThat(file.run("{path: /tmp/mark, state: touch}").changed()).isTrue();
    assertThat(
            file.run(
                    "{path: /tmp/mark, state: touch, access_time: preserve, modification_time: preserve}")
                .changed())
        .isFalse();
  }

  @Test
  void file_refuses_what_ansible_refuses() throws Exception {
    assertThat(file.run("path: /none").fields())
        .containsEntry("msg", "file (/none) is absent, cannot continue")
        .containsEntry("state", "absent");
    file.connection().files().put("/etc/x", "");
    assertThat(file.run("{path: /etc/x, state: directory}").fields())
        .containsEntry("msg", "/etc/x already exists as a file");
    assertThat(file.run("{path: /etc/l, state: link}").fields())
        .containsEntry("msg", "src is required for creating new symlinks");
    assertThat(file.run("{path: /etc/l, src: gone, state: link}").fields().get("msg"))
        .asString()
        .startsWith("src file does not exist");
    assertThat(file.run("{path: /etc/l, src: gone, state: link, force: true}").changed()).isTrue();
  }

  @Test
  void stat_tells_what_is_there() throws Exception {
    ModuleTester stat = ModuleTester.of(Stat.class);
    stat.connection().files().put("/etc/x", "hello", 0640);
    stat.connection()
        .when("for t in r w x", "1\n0\n0\n")
        .when("sha1sum", Checksums.sha1("hello".getBytes(UTF_8)) + "  -\n");
    Map<?, ?> told = (Map<?, ?>) stat.run("path: /etc/x").fields().get("stat");
    assertThat(told.get("exists")).isEqualTo(true);
    assertThat(told.get("isreg")).isEqualTo(true);
    assertThat(told.get("mode")).isEqualTo("0640");
    assertThat(told.get("rgrp")).isEqualTo(true);
    assertThat(told.get("roth")).isEqualTo(false);
    assertThat(told.get("writeable")).isEqualTo(false);
    assertThat(told.get("size")).isEqualTo(5L);
    assertThat(told.get("checksum")).isEqualTo("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");
    assertThat(stat.run("path: /none").fields()).containsEntry("stat", Map.of("exists", false));
    assertThat(stat.connection().writes()).isEmpty();
  }

  @Test
  void slurp_reads_in_base64() throws Exception {
    ModuleTester slurp = ModuleTester.of(Slurp.class);
    slurp.connection().files().put("/etc/x", "hello");
    assertThat(slurp.run("src: /etc/x").fields())
        .containsEntry("content", "aGVsbG8=")
        .containsEntry("encoding", "base64");
    assertThat(slurp.run("src: /none").fields()).containsEntry("msg", "file not found: /none");
  }

  @Test
  void fetch_brings_a_file_home_once() throws Exception {
    ModuleTester fetch = ModuleTester.of(Fetch.class);
    fetch.connection().files().put("/var/log/x.log", "line");
    Result result = fetch.run("{src: /var/log/x.log, dest: logs}");
    assertThat(result.changed()).isTrue();
    assertThat(result.fields()).containsEntry("dest", "/site/logs/web1/var/log/x.log");
    assertThat(fetch.controller().files().text("/site/logs/web1/var/log/x.log")).isEqualTo("line");
    assertThat(fetch.run("{src: /var/log/x.log, dest: logs}").changed()).isFalse();
    assertThat(fetch.run("{src: /var/log/x.log, dest: out/, flat: true}").fields())
        .containsEntry("dest", "/site/out/x.log");
    assertThat(fetch.run("{src: /none, dest: logs}").fields())
        .containsEntry("msg", "the remote file does not exist");
    assertThat(fetch.run("{src: /none, dest: logs, fail_on_missing: no}").failed()).isFalse();
    assertThat(fetch.connection().writes()).isEmpty();
  }

  @Test
  void tempfile_makes_a_private_place() throws Exception {
    ModuleTester tempfile = ModuleTester.of(Tempfile.class);
    tempfile.connection().when("TMPDIR", "/tmp");
    Result result = tempfile.run("{state: directory, suffix: .d}");
    assertThat((String) result.fields().get("path")).startsWith("/tmp/ansible.").endsWith(".d");
    assertThat(result.fields()).containsEntry("mode", "0700").containsEntry("state", "directory");
    assertThat(tempfile.preview("").changed()).isTrue();
  }

  @Test
  void modes_are_made_as_chmod_makes_them() {
    assertThat(
            Modes.octal(
                Modes.apply(new io.pbrun.engine.module.FileMode("u=rw,g=r,o="), 0777, false)))
        .isEqualTo("0640");
    assertThat(Modes.octal(Modes.apply(new io.pbrun.engine.module.FileMode("+x"), 0644, false)))
        .isEqualTo("0755");
    assertThat(
            Modes.octal(Modes.apply(new io.pbrun.engine.module.FileMode("a-w,g+s"), 0666, false)))
        .isEqualTo("2444");
    assertThat(Modes.octal(Modes.apply(new io.pbrun.engine.module.FileMode("go=u-w"), 0600, false)))
        .isEqualTo("0644");
  }

  @Test
  void the_home_directory_is_meant_by_a_tilde() throws Exception {
    file.run("{path: ~/x, state: touch}");
    assertThat(file.connection().files().exists(FakeFiles.HOME + "/x")).isTrue();
  }
}
