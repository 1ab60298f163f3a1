package io.pbrun.benchmarks;

import io.pbrun.engine.cli.WholeRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the engine costs for each task and host, and for each item of a loop: a debug task, from its
 * arguments to the line in the report, in a warm process. C1 alone, as the launcher has it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
public class Tasks {
  private static final int MANY = 1000;
  private static final int TASKS = 20;
  private static final int HOSTS = 200;

  private Path folder = Path.of("");

  @Setup
  public void writePlaybooks() throws IOException {
    folder = Files.createTempDirectory("tasks");
    String hosts =
        IntStream.range(0, HOSTS)
            .mapToObj(i -> "host%04d ansible_connection=local\n".formatted(i))
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("hosts"), hosts);
    String debug = "    - debug:\n        msg: \"{{ inventory_hostname }} {{ base + 1 }}\"\n";
    String vars = "  gather_facts: false\n  vars: {base: 7}\n  tasks:\n";
    Files.writeString(
        folder.resolve("one-host.yml"), "- hosts: localhost\n" + vars + debug.repeat(MANY));
    Files.writeString(folder.resolve("hosts.yml"), "- hosts: all\n" + vars + debug.repeat(TASKS));
    Files.writeString(
        folder.resolve("loop.yml"),
        "- hosts: localhost\n" + vars + debug + "      loop: \"{{ range(" + MANY + ") }}\"\n");
  }

  @TearDown
  public void deletePlaybooks() throws IOException {
    for (String name : new String[] {"hosts", "one-host.yml", "hosts.yml", "loop.yml"}) {
      Files.delete(folder.resolve(name));
    }
    Files.delete(folder);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int taskOnOneHost() {
    return WholeRun.of(folder.resolve("one-host.yml").toString(), "-i", "localhost,");
  }

  @Benchmark
  @OperationsPerInvocation(TASKS * HOSTS)
  public int taskAndHost() {
    return WholeRun.of(
        folder.resolve("hosts.yml").toString(), "-i", folder.resolve("hosts").toString(), "-f50");
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int itemOfALoop() {
    return WholeRun.of(folder.resolve("loop.yml").toString(), "-i", "localhost,");
  }
}
