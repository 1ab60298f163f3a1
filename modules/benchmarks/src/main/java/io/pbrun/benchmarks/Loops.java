package io.pbrun.benchmarks;

import io.pbrun.engine.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole run, in a process of its own as an operator starts it, of one looped task: what more
 * iterations cost is the difference between the rows, the rest is the start.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 7)
@Fork(1)
public class Loops {
  @Param({"1", "1000", "10000"})
  int iterations;

  private Path playbook = Path.of("");

  @Setup
  public void writePlaybook() throws IOException {
    playbook = Files.createTempFile("loop", ".yml");
    Files.writeString(
        playbook,
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - set_fact:
                total: "{{ (total | default(0)) + item }}"
              loop: "{{ range(%d) | list }}"
        """
            .formatted(iterations));
  }

  @TearDown
  public void deletePlaybook() throws IOException {
    Files.delete(playbook);
  }

  @Benchmark
  public int setFact() throws IOException, InterruptedException {
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                playbook.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int status = run.waitFor();
    if (status != 0) {
      throw new IllegalStateException("the run ended with " + status);
    }
    return status;
  }
}
