package io.pbrun.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole messages, as the terminal shows them. Each file of {@code src/test/playbooks/mistakes}
 * holds cases: a title after {@code ==== }, the playbook, a line {@code ----}, and the output. With
 * {@code mvn -Dpbrun.golden=write} the outputs are written anew, to be reviewed in the diff.
 */
class MistakesTest {
  private static final Path CASES = Path.of("src/test/playbooks/mistakes");

  @TestFactory
  Stream<DynamicTest> every_mistake_is_told_like_this() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.sorted().toList().stream().flatMap(MistakesTest::cases);
    }
  }

  private record Case(String title, String playbook, String output) {}

  private static Stream<DynamicTest> cases(Path file) {
    try {
      List<Case> cases = new ArrayList<>();
      for (String chunk : Files.readString(file).split("(?m)^==== ")) {
        if (chunk.isBlank()) {
          continue;
        }
        String[] parts = chunk.substring(chunk.indexOf('\n') + 1).split("(?m)^----\n", 2);
        String title = chunk.substring(0, chunk.indexOf('\n'));
        cases.add(
            new Case(title, parts[0], parts.length > 1 ? parts[1].stripTrailing() + "\n" : ""));
      }
      if ("write".equals(System.getProperty("pbrun.golden"))) {
        StringBuilder text = new StringBuilder();
        cases.forEach(it ->
            text.append("==== ")
                .append(it.title)
                .append('\n')
                .append(it.playbook)
                .append("----\n")
                .append(actual(it))
                .append('\n'));
        Files.writeString(file, text.toString().stripTrailing() + "\n");
      }
      return cases.stream()
          .map(it ->
              DynamicTest.dynamicTest(
                  file.getFileName() + ": " + it.title,
                  () -> assertThat(actual(it)).isEqualTo(it.output)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String actual(Case it) {
    return new Folder()
        .with("roles/r/tasks/main.yml", "- ping:\n")
        .with("tasks/ok.yml", "- ping:\n")
        .mistakes(it.playbook);
  }
}
