package io.pbrun.benchmarks;

import io.pbrun.engine.cli.WholeRun;
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

/** Reads an inventory in INI form with groups of a hundred hosts, and lists it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
public class Inventories {
  private static final int GROUP = 100;

  @Param({"1000", "10000"})
  int hosts;

  private Path file = Path.of("");

  @Setup
  public void writeInventory() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int host = 0; host < hosts; host++) {
      if (host % GROUP == 0) {
        text.append("[group%03d]\n".formatted(host / GROUP));
      }
      text.append("host%05d.example.org ansible_connection=local own=%d\n".formatted(host, host));
    }
    file = Files.createTempFile("inventory", ".ini");
    Files.writeString(file, text);
  }

  @TearDown
  public void deleteInventory() throws IOException {
    Files.delete(file);
  }

  @Benchmark
  public int list() {
    return WholeRun.of("inventory", "-i", file.toString(), "--list");
  }

  @Benchmark
  public int graph() {
    return WholeRun.of("inventory", "-i", file.toString(), "--graph");
  }
}
