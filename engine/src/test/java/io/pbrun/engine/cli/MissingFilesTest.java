package io.pbrun.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.report.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the command line names but that are not there: exit status 1, as Ansible's. */
final class MissingFilesTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... options) throws IOException {
    Path playbook = folder.resolve("site.yml");
    Files.writeString(playbook, "- hosts: all\n  gather_facts: false\n  tasks: []\n");
    List<String> args = new ArrayList<>(List.of(playbook.toString(), "-i", "web1,"));
    args.addAll(List.of(options));
    PrintStream complaints = new PrintStream(err, true, StandardCharsets.UTF_8);
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Commands(new Terminal(out, complaints, new Secrets())).run(args);
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void of_extra_variables() throws IOException {
    assertThat(run("-e", "@nope.yml")).isEqualTo(1);
    assertThat(complaint()).contains("there is no file nope.yml to read extra variables from");
  }

  @Test
  void of_a_limit() throws IOException {
    assertThat(run("--limit", "@nope.txt")).isEqualTo(1);
    assertThat(complaint()).contains("Unable to find limit file nope.txt");
    assertThat(run("--limit", "@" + folder)).isEqualTo(1);
  }

  @Test
  void of_a_vault_password() throws IOException {
    assertThat(run("--vault-password-file", "nope")).isEqualTo(1);
    assertThat(complaint()).contains("was not found");
  }

  @Test
  void of_the_password_of_become() throws IOException {
    assertThat(run("--become-password-file", "nope")).isEqualTo(1);
  }

  @Test
  void a_task_to_start_at_that_is_not_there_is_told_of_and_nothing_is_run() throws IOException {
    assertThat(run("--start-at-task", "nope")).isZero();
    assertThat(complaint()).contains("No matching task \"nope\" found.");
  }

  @Test
  void words_that_set_no_extra_variable_are_no_reason_to_stop() throws IOException {
    assertThat(run("-e", "foo: bar")).isZero();
    assertThat(complaint()).contains("expected name=value, got 'foo:'");
  }
}
