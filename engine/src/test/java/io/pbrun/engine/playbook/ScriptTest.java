package io.pbrun.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Playbooks of {@code src/test/playbooks/*.yml} say where they are wrong: a comment {@code ###
 * regexp} stands on each line on which a finding is expected. A line {@code #----} begins the next
 * playbook of a file.
 */
class ScriptTest {
  private static final Pattern EXPECTED = Pattern.compile("###\\s+(.*?)\\s*$");

  @TestFactory
  Stream<DynamicTest> playbooks_are_wrong_where_they_say_so() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/playbooks"))) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList().stream()
          .flatMap(ScriptTest::chunks);
    }
  }

  private static Stream<DynamicTest> chunks(Path file) {
    try {
      List<DynamicTest> tests = new ArrayList<>();
      int line = 1;
      for (String chunk : Files.readString(file).split("(?m)^#----.*\n", -1)) {
        tests.add(DynamicTest.dynamicTest(file.getFileName() + ":" + line, () -> check(chunk)));
        line += (int) chunk.lines().count() + 1;
      }
      return tests.stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void check(String chunk) {
    Folder folder =
        new Folder()
            .with("p.yml", chunk)
            .with("roles/r/tasks/main.yml", "- ping:\n")
            .with("tasks/ok.yml", "- ping:\n");
    List<Diagnostic> findings;
    try {
      folder.load("p.yml");
      findings = new ArrayList<>(folder.warnings);
    } catch (DiagnosticException e) {
      findings = new ArrayList<>(e.diagnostics());
    }
    List<String> missing = new ArrayList<>();
    int number = 0;
    for (String line : chunk.lines().toList()) {
      number++;
      Matcher expected = EXPECTED.matcher(line);
      if (expected.find()) {
        for (String regexp : expected.group(1).split(" ### ")) {
          int here = number;
          Pattern pattern = Pattern.compile(regexp);
          Diagnostic match =
              findings.stream()
                  .filter(f ->
                      f.place() != null
                          && f.place().line() == here
                          && pattern.matcher(f.message()).find())
                  .findFirst()
                  .orElse(null);
          if (match == null) {
            missing.add(here + ": " + regexp);
          } else {
            findings.remove(match);
          }
        }
      }
    }
    assertThat(findings)
        .as("findings that no comment expects")
        .extracting(f -> f.place() + ": " + f.message())
        .isEmpty();
    assertThat(missing).as("expected findings that did not come").isEmpty();
  }
}
