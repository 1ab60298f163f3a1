package io.pbrun.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindTest {
  private final ModuleTester find = ModuleTester.of(Find.class).onThisMachine();

  @TempDir Path folder;

  @BeforeEach
  void files() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "first line\nsecond\n");
    Files.writeString(folder.resolve("b.log"), "0123456789".repeat(200));
    Files.writeString(folder.resolve(".hidden.txt"), "");
    Files.createDirectories(folder.resolve("sub/deep"));
    Files.writeString(folder.resolve("sub/c.txt"), "x");
    Files.writeString(folder.resolve("sub/deep/d.txt"), "x");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("a.txt"));
  }

  @Test
  void names_are_matched_by_globs_or_regular_expressions() throws Exception {
    assertThat(found("")).containsExactlyInAnyOrder("a.txt", "b.log");
    assertThat(found("patterns: '*.txt,*.conf'")).containsExactly("a.txt");
    assertThat(found("excludes: '*.log'")).containsExactly("a.txt");
    assertThat(found("patterns: ['^[ab]\\.'], use_regex: true"))
        .containsExactlyInAnyOrder("a.txt", "b.log");
    assertThat(found("hidden: true, patterns: '*.txt'"))
        .containsExactlyInAnyOrder("a.txt", ".hidden.txt");
  }

  @Test
  void folders_are_looked_into_as_deep_as_asked() throws Exception {
    assertThat(found("recurse: true, patterns: '*.txt'"))
        .containsExactlyInAnyOrder("a.txt", "sub/c.txt", "sub/deep/d.txt");
    assertThat(found("recurse: true, depth: 2, patterns: '*.txt'"))
        .containsExactlyInAnyOrder("a.txt", "sub/c.txt");
    assertThat(found("file_type: directory, recurse: true"))
        .containsExactlyInAnyOrder("sub", "sub/deep");
    assertThat(found("file_type: link")).containsExactly("link");
  }

  @Test
  void size_age_content_and_mode_are_conditions() throws Exception {
    assertThat(found("size: 1k")).containsExactly("b.log");
    assertThat(found("size: -1k")).containsExactly("a.txt");
    assertThat(found("contains: '.*line'")).containsExactly("a.txt");
    assertThat(found("contains: 'line'")).isEmpty();
    assertThat(found("contains: 'line.second', read_whole_file: true")).isEmpty();
    assertThat(found("contains: 'line\\nsecond', read_whole_file: true")).containsExactly("a.txt");
    assertThat(found("mode: '0777'")).isEmpty();
    assertThat(found("limit: 1")).hasSize(1);
  }

  @Test
  void each_file_tells_its_facts() throws Exception {
    Result result = find.run("{paths: " + folder + ", patterns: a.txt, get_checksum: true}");
    Map<?, ?> file = files(result).getFirst();
    assertThat(file.get("path")).isEqualTo(folder + "/a.txt");
    assertThat(file.get("size")).isEqualTo(18L);
    assertThat(file.get("isreg")).isEqualTo(true);
    assertThat(file.get("checksum"))
        .isEqualTo(Checksums.sha1("first line\nsecond\n".getBytes(UTF_8)));
    assertThat(result.fields()).containsEntry("matched", 1L);
  }

  @Test
  void a_path_that_is_no_folder_is_skipped_with_a_warning() throws Exception {
    Result result = find.run("{paths: ['" + folder + "/none', '" + folder + "']}");
    assertThat(result.fields())
        .containsEntry("matched", 2L)
        .containsEntry("msg", "Not all paths examined, check warnings for details");
    assertThat((Map<?, ?>) result.fields().get("skipped_paths")).hasSize(1);
    assertThat(find.warnings()).hasSize(1);
    assertThat(find.run("{paths: /tmp, age: soon}").fields())
        .containsEntry("msg", "failed to process age");
  }

  private List<String> found(String conditions) throws Exception {
    Result result = find.run("{paths: " + folder + ", " + conditions + "}");
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    return files(result).stream()
        .map(file -> folder.relativize(Path.of(String.valueOf(file.get("path")))).toString())
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<?, ?>> files(Result result) {
    return (List<Map<?, ?>>) java.util.Objects.requireNonNull(result.fields().get("files"));
  }
}
