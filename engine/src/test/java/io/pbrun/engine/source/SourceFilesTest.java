package io.pbrun.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SourceFilesTest {

  @Test
  void a_byte_order_mark_is_dropped() {
    byte[] bytes = "\uFEFFa: 1".getBytes(StandardCharsets.UTF_8);
    assertThat(SourceFiles.decode("a.yml", bytes).text()).isEqualTo("a: 1");
  }

  @Test
  void a_file_that_is_not_utf_8_names_the_first_bad_byte() {
    byte[] bytes = "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> SourceFiles.decode("a.yml", bytes))
        .hasMessage("a.yml:2:7: the file is not UTF-8: byte 0xe9 begins no character");
    assertThatThrownBy(() -> SourceFiles.decode("a.yml", "a".getBytes(StandardCharsets.UTF_16)))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            e ->
                assertThat(e.diagnostics().getFirst().hint())
                    .isEqualTo("it looks like UTF-16; save it as UTF-8"));
  }

  @Test
  void a_missing_file_and_a_directory_say_so() {
    assertThatThrownBy(() -> SourceFiles.read(Path.of("/nowhere/x.yml")))
        .hasMessage("there is no file '/nowhere/x.yml'");
    assertThatThrownBy(() -> SourceFiles.read(Path.of("/")))
        .hasMessage("cannot read '/': it is a directory");
  }
}
