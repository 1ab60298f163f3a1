package io.pbrun.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnarchiveTest {
  private final ModuleTester unarchive = ModuleTester.of(Unarchive.class).onThisMachine();

  @TempDir Path folder;

  @BeforeEach
  void content() throws Exception {
    Files.createDirectories(folder.resolve("in/sub"));
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("in/a.txt"), "a");
    Files.writeString(folder.resolve("in/sub/b.txt"), "b");
  }

  @Test
  void tar_files_of_any_packing_are_unpacked_once() throws Exception {
    for (String packing : List.of("-z", "-j", "")) {
      tar(packing);
      Result preview = unarchive.preview(task(""));
      assertThat(preview.changed()).as("%s", preview.fields()).isTrue();
      assertThat(folder.resolve("out/a.txt")).doesNotExist();
      Result result = unarchive.run(task("list_files: true"));
      assertThat(result.failed()).as("%s", result.fields()).isFalse();
      assertThat(result.changed()).isTrue();
      assertThat(result.fields()).containsEntry("dest", folder + "/out");
      assertThat(String.valueOf(result.fields().get("files"))).contains("sub/b.txt");
      assertThat(folder.resolve("out/sub/b.txt")).hasContent("b");
      assertThat(unarchive.run(task("")).changed()).as("a second run").isFalse();
      clean();
    }
  }

  @Test
  void parts_can_be_left_out_or_chosen() throws Exception {
    tar("-z");
    assertThat(unarchive.run(task("exclude: ['*b.txt']")).fields())
        .containsEntry("handler", "TgzArchive");
    assertThat(folder.resolve("out/sub/b.txt")).doesNotExist();
    clean();
    unarchive.run(task("include: [./sub]"));
    assertThat(folder.resolve("out/a.txt")).doesNotExist();
    assertThat(folder.resolve("out/sub/b.txt")).exists();
  }

  @Test
  void permissions_are_set_on_what_was_unpacked() throws Exception {
    tar("-z");
    assertThat(unarchive.run(task("mode: 'u=rwX,go='")).changed()).isTrue();
    assertThat(permissions("out/a.txt")).isEqualTo("rw-------");
    assertThat(permissions("out/sub")).isEqualTo("rwx------");
    assertThat(unarchive.run(task("mode: 'u=rwX,go='")).changed()).isFalse();
  }

  @Test
  void zip_files_need_no_tool_of_the_target() throws Exception {
    zip("a.txt", "sub/b.txt");
    Result result = unarchive.run(task("list_files: true"));
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    assertThat(result.fields())
        .containsEntry("handler", "ZipArchive")
        .containsEntry("files", List.of("a.txt", "sub/b.txt"));
    assertThat(folder.resolve("out/sub/b.txt")).hasContent("sub/b.txt");
    assertThat(unarchive.run(task("")).changed()).isFalse();
    Files.writeString(folder.resolve("out/a.txt"), "other");
    assertThat(unarchive.run(task("")).changed()).isTrue();
    assertThat(folder.resolve("out/a.txt")).hasContent("a.txt");
  }

  @Test
  void an_archive_that_leads_out_of_its_folder_is_refused() throws Exception {
    zip("../evil");
    assertThat(unarchive.run(task("")).fields().get("msg"))
        .asString()
        .contains("leads out of its folder: ../evil");
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @Test
  void nothing_is_done_where_it_need_not_or_cannot_be() throws Exception {
    tar("-z");
    Result skipped = unarchive.run(task("creates: " + folder + "/in"));
    assertThat(skipped.skipped()).isTrue();
    assertThat(unarchive.run("{src: /none, dest: /tmp, remote_src: true}").fields())
        .containsEntry("msg", "Source '/none' does not exist");
    assertThat(unarchive.run("{src: /none, dest: /none, remote_src: true}").fields())
        .containsEntry("msg", "dest '/none' must be an existing dir");
    Files.writeString(folder.resolve("archive"), "no archive");
    assertThat(unarchive.run(task("")).fields().get("msg"))
        .asString()
        .startsWith("Failed to find handler for");
  }

  private String task(String more) {
    return "{src: DIR/archive, dest: DIR/out, remote_src: true, MORE}"
        .replace("DIR", folder.toString())
        .replace(", MORE", more.isEmpty() ? "" : ", " + more);
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  private void clean() throws Exception {
    run("rm", "-rf", folder + "/out");
    Files.createDirectories(folder.resolve("out"));
  }

  private void tar(String packing) throws Exception {
    String archive = folder + "/archive";
    if (packing.isEmpty()) {
      run("tar", "-c", "-C", folder + "/in", "-f", archive, ".");
    } else {
      run("tar", "-c", packing, "-C", folder + "/in", "-f", archive, ".");
    }
  }

  private void zip(String... names) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("archive")))) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(UTF_8));
      }
    }
  }

  private static void run(String... words) throws Exception {
    assertThat(new ProcessBuilder(words).start().waitFor()).isZero();
  }
}
