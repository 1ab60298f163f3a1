package io.pbrun.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator reads when something is wrong, to the letter: each file of {@code
 * src/test/resources/mistakes} is a mistake (see {@link PrintedMistake}). With {@code mvn
 * -Dpbrun.golden=write} the printed texts are written anew, to be reviewed in the diff.
 */
class PrintedMistakesTest {
  private static final Path CASES = Path.of("src/test/resources/mistakes");

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> every_mistake_is_printed_like_this() throws IOException {
    return files().stream()
        .map(file ->
            DynamicTest.dynamicTest(
                CASES.relativize(file).toString(), file.toUri(), () -> compare(file)));
  }

  @Test
  void nothing_printed_is_a_matter_of_the_program_instead_of_the_operator() throws IOException {
    for (Path file : files()) {
      PrintedMistake mistake = PrintedMistake.read(file);
      assertThat(mistake.printed())
          .as(CASES.relativize(file).toString())
          .isNotBlank()
          .doesNotContainPattern("java\\.|io\\.pbrun|Exception\\b|\\tat |@[0-9a-f]{6,}")
          .doesNotContain("hunter2");
      assertThat(mistake.printed().lines().count())
          .as("%s fits on a screen", CASES.relativize(file))
          .isLessThanOrEqualTo(file.endsWith("many_mistakes.txt") ? 100 : 45);
    }
  }

  private void compare(Path file) throws IOException {
    PrintedMistake mistake = PrintedMistake.read(file);
    PrintedMistake actual =
        mistake.run(Files.createDirectories(directory.resolve(file.getFileName())));
    if ("write".equals(System.getProperty("pbrun.golden"))) {
      Files.writeString(file, actual.text());
    } else {
      assertThat(actual.printed()).isEqualTo(mistake.printed());
      assertThat(actual.status()).as("exit status").isEqualTo(mistake.status());
    }
  }

  private static List<Path> files() {
    try (Stream<Path> files = Files.walk(CASES)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
