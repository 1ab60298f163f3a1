package io.pbrun.distribution.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The errors that the operator's page shows are printed like that. */
class ReadingAnErrorTest {
  private static final Path PRINTED =
      Documents.CHECKOUT.resolve("modules/builtin/src/test/resources/mistakes");

  @Test
  void an_error_on_the_operators_page_is_one_that_is_printed() throws IOException {
    List<Documents.Block> shown =
        Documents.blocks(Documents.CHECKOUT.resolve("docs/operating.md")).stream()
            .filter(block -> block.language().equals("text"))
            .toList();
    assertThat(shown).hasSizeGreaterThanOrEqualTo(2);
    List<String> printed = printed();
    assertThat(shown)
        .allSatisfy(block -> assertThat(printed).anyMatch(text -> text.contains(block.text())));
  }

  private static List<String> printed() throws IOException {
    try (Stream<Path> files = Files.walk(PRINTED)) {
      return files.filter(Files::isRegularFile).map(Documents::read).toList();
    }
  }
}
