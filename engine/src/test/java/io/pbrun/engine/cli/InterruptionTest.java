package io.pbrun.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C on a real process: issue 2 asks that it ends within a second. */
final class InterruptionTest {
  @TempDir Path folder;

  @Test
  void an_interruption_ends_a_waiting_run_at_once_and_says_so() throws Exception {
    Path playbook = folder.resolve("site.yml");
    Files.writeString(
        playbook,
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - name: sleeps
              stay: {seconds: 600}
        """);
    Process run = start(playbook);
    BufferedReader out =
        new BufferedReader(new InputStreamReader(run.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("TASK [sleeps]")) {
        break;
      }
    }
    // Ctrl-C's INT goes the same way, but a process that was started in the background ignores it.
    assertThat(new ProcessBuilder("kill", "-TERM", String.valueOf(run.pid())).start().waitFor())
        .isZero();
    assertThat(run.waitFor(5, TimeUnit.SECONDS)).isTrue();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
    }
    assertThat(said.toString())
        .contains(" [ERROR]: User interrupted execution")
        .doesNotContain("Exception", "\tat ");
    assertThat(run.exitValue()).isEqualTo(99);
  }

  /** With the engine's test modules, which only this process finds. */
  private Process start(Path playbook) throws IOException {
    Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
    Files.writeString(
        services.resolve("io.pbrun.engine.module.ModuleFamily"),
        "io.pbrun.engine.run.modules.TestFamily\n");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            folder.resolve("classes") + ":" + System.getProperty("java.class.path"),
            "io.pbrun.engine.cli.Main",
            playbook.toString())
        .redirectErrorStream(true)
        .directory(folder.toFile())
        .start();
  }
}
