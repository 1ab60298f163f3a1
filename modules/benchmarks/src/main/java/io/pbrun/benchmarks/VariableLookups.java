package io.pbrun.benchmarks;

import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.Inventory;
import io.pbrun.engine.inventory.InventoryLoader;
import io.pbrun.engine.inventory.TextReader;
import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.inventory.VarsFiles;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.JinjaTemplates;
import io.pbrun.engine.template.Surroundings;
import io.pbrun.engine.vars.ExtraVars;
import io.pbrun.engine.vars.Precedence;
import io.pbrun.engine.vars.ScopeLayers;
import io.pbrun.engine.vars.VariableManager;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A variable of a host: the scope of a task that asks, and where in it the name is found. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VariableLookups {
  private final JinjaTemplates templates = new JinjaTemplates(Surroundings.of(Path.of("")));

  private final ScopeLayers play =
      ScopeLayers.builder()
          .add(Precedence.PLAY_VARS, Map.of("of_play", 1L))
          .add(Precedence.TASK_VARS, Map.of("of_task", 2L))
          .build();

  private Path inventoryFile = Path.of("");
  private @Nullable VariableManager variables;
  private @Nullable Host host;
  private io.pbrun.engine.template.@Nullable Scope scope;

  @Setup
  public void load() throws IOException {
    inventoryFile = Files.createTempFile("inventory", ".ini");
    Files.writeString(inventoryFile, "[web]\nweb1 of_host=3\n[web:vars]\nof_group=4\n");
    BiFunction<String, TextOrigin, Object> compiler = templates::compile;
    Inventory inventory =
        new InventoryLoader(compiler, FileSystems.getDefault(), warning -> {})
            .load(List.of(inventoryFile.toString()));
    Variables extra =
        new ExtraVars(compiler, FileSystems.getDefault(), TextReader.PLAIN, warning -> {})
            .parse(List.of());
    variables =
        new VariableManager(
            inventory,
            new VarsFiles(compiler, TextReader.PLAIN, warning -> {}),
            extra,
            Map.of(),
            templates::resolve,
            VariableManager.Settings.DEFAULT);
    host = Objects.requireNonNull(inventory.host("web1"));
    scope = scopeOfATask();
  }

  @TearDown
  public void deleteInventory() throws IOException {
    Files.delete(inventoryFile);
  }

  @Benchmark
  public io.pbrun.engine.template.Scope scopeOfATask() {
    return Objects.requireNonNull(variables).scope(Objects.requireNonNull(host), play);
  }

  @Benchmark
  public @Nullable Object ofTheTask() {
    return Objects.requireNonNull(scope).get("of_task");
  }

  @Benchmark
  public @Nullable Object ofTheGroup() {
    return Objects.requireNonNull(scope).get("of_group");
  }

  @Benchmark
  public boolean thatIsNotThere() {
    return Objects.requireNonNull(scope).has("nowhere");
  }
}
