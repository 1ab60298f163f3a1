package io.pbrun.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every way to a target's files must do alike. */
abstract class TargetFilesTest {
  TargetFiles files;
  String root;

  static class OnDisk extends TargetFilesTest {
    @BeforeEach
    void prepare(@TempDir Path folder) {
      files = new NioFiles(FileSystems.getDefault(), folder.toString());
      root = folder.toString();
    }
  }

  static class ThroughShell extends TargetFilesTest {
    @BeforeEach
    void prepare(@TempDir Path folder) {
      files =
          new ShellFiles(command -> {
            Invocation i =
                Invocation.remote(
                    command.withEnvironment(java.util.Map.of("HOME", folder.toString())),
                    null,
                    "/bin/sh",
                    false);
            try {
              Process process = new ProcessBuilder(i.argv()).start();
              return Exchange.run(new LocalProcess(process), i, command.stdin(), null);
            } catch (java.io.IOException | BecomeFailure e) {
              throw new AssertionError(e);
            }
          });
      root = folder.toString();
    }
  }

  static class InMemory extends TargetFilesTest {
    @BeforeEach
    void prepare() throws Exception {
      FileSystem memory =
          Jimfs.newFileSystem(
              Configuration.unix().toBuilder().setAttributeViews("posix", "unix", "owner").build());
      Files.createDirectories(memory.getPath("/base"));
      files = new NioFiles(memory, "/base");
      root = "/base";
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void nothing_there_is_null_and_not_an_error() throws Exception {
    assertThat(files.stat(root + "/none", true)).isNull();
    assertThat(files.stat(root + "/none/below", false)).isNull();
    files.remove(root + "/none");
  }

  @Test
  void content_of_any_bytes_comes_back_as_it_went() throws Exception {
    byte[] content = new byte[300_000];
    new Random(3).nextBytes(content);
    files.write(root + "/with 'odd' $name\n", content, FileAttributes.UNCHANGED);
    assertThat(files.read(root + "/with 'odd' $name\n")).isEqualTo(content);
    assertThat(files.list(root)).containsExactly("with 'odd' $name\n");
    files.write(root + "/empty", new byte[0], FileAttributes.UNCHANGED);
    assertThat(files.read(root + "/empty")).isEmpty();
  }

  @Test
  void a_replaced_file_keeps_its_mode_and_a_wanted_mode_is_set() throws Exception {
    String path = root + "/f";
    files.write(path, bytes("one"), new FileAttributes(null, null, "0600"));
    files.write(path, bytes("two"), FileAttributes.UNCHANGED);
    FileFacts facts = files.stat(path, true);
    assertThat(facts.mode()).isEqualTo(0600);
    assertThat(facts.sizeBytes()).isEqualTo(3);
    assertThat(facts.type()).isEqualTo(FileFacts.Type.FILE);
    files.setAttributes(path, new FileAttributes(null, null, "u+x,g=r"));
    assertThat(files.stat(path, true).mode()).isEqualTo(0740);
    assertThat(files.list(root)).containsExactly("f");
  }

  @Test
  void directories_are_made_with_their_parents() throws Exception {
    files.makeDirectories(root + "/a/b/c", new FileAttributes(null, null, "0750"));
    assertThat(files.stat(root + "/a/b/c", true).type()).isEqualTo(FileFacts.Type.DIRECTORY);
    assertThat(files.stat(root + "/a", true).mode()).isEqualTo(0750);
    files.makeDirectories(root + "/a/b", new FileAttributes(null, null, "0700"));
    assertThat(files.stat(root + "/a/b", true).mode()).isEqualTo(0700);
    assertThat(files.stat(root + "/a", true).mode()).isEqualTo(0750);
    files.remove(root + "/a");
    assertThat(files.stat(root + "/a", true)).isNull();
  }

  @Test
  void links_are_seen_and_followed_when_asked() throws Exception {
    files.write(root + "/target", bytes("x"), FileAttributes.UNCHANGED);
    files.makeLink(root + "/link", "target", true);
    assertThat(files.stat(root + "/link", false).linkTarget()).isEqualTo("target");
    assertThat(files.stat(root + "/link", false).type()).isEqualTo(FileFacts.Type.LINK);
    assertThat(files.stat(root + "/link", true).type()).isEqualTo(FileFacts.Type.FILE);
    files.makeLink(root + "/link", "gone", true);
    assertThat(files.stat(root + "/link", true)).isNull();
    files.makeLink(root + "/hard", root + "/target", false);
    assertThat(files.stat(root + "/hard", false).links()).isEqualTo(2);
    files.remove(root + "/link");
    assertThat(files.read(root + "/target")).isEqualTo(bytes("x"));
  }

  @Test
  void times_are_set() throws Exception {
    files.touch(root + "/t", 1_700_000_000.0, 1_600_000_000.0);
    FileFacts facts = files.stat(root + "/t", true);
    assertThat(facts.accessEpochSeconds()).isEqualTo(1_700_000_000.0);
    assertThat(facts.modificationEpochSeconds()).isEqualTo(1_600_000_000.0);
    files.touch(root + "/t", null, null);
    assertThat(files.stat(root + "/t", true).modificationEpochSeconds())
        .isGreaterThan(1_700_000_001.0);
  }

  @Test
  void temporary_files_are_private_and_new() throws Exception {
    String one = files.createTemporary(root, "ansible.", ".tmp", false);
    String two = files.createTemporary(root, "ansible.", ".tmp", false);
    assertThat(one).startsWith(root + "/ansible.").endsWith(".tmp").isNotEqualTo(two);
    assertThat(files.stat(one, true).mode()).isEqualTo(0600);
    assertThat(files.stat(files.createTemporary(root, "d", "", true), true).mode()).isEqualTo(0700);
  }

  @Test
  void a_tilde_is_the_home() throws Exception {
    files.write("~/note", bytes("n"), FileAttributes.UNCHANGED);
    assertThat(files.read(root + "/note")).isEqualTo(bytes("n"));
  }

  @Test
  void refusals_name_the_path_and_the_reason() {
    assertThatThrownBy(() -> files.read(root + "/none"))
        .isInstanceOf(FileOperationException.class)
        .hasMessageContaining(root + "/none")
        .hasMessageMatching("(?is).*no such file.*");
    assertThatThrownBy(() -> files.read(root)).hasMessageContaining("no regular file");
    assertThatThrownBy(() -> files.write(root + "/none/x", new byte[0], FileAttributes.UNCHANGED))
        .isInstanceOf(FileOperationException.class);
    assertThatThrownBy(() -> files.write(root, new byte[0], FileAttributes.UNCHANGED))
        .hasMessageContaining("directory");
    assertThatThrownBy(() -> files.remove("/")).hasMessageContaining("refused");
    assertThatThrownBy(() -> files.list(root + "/none")).isInstanceOf(FileOperationException.class);
  }
}
