package io.pbrun.benchmarks;

import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.Expression;
import io.pbrun.engine.template.JinjaTemplates;
import io.pbrun.engine.template.MapScope;
import io.pbrun.engine.template.Surroundings;
import io.pbrun.engine.template.Truth;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A {@code when:} and a template string, compiled before, evaluated once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Conditions {
  private final JinjaTemplates templates = new JinjaTemplates(Surroundings.of(Path.of("")));

  private final MapScope variables =
      new MapScope(
          Map.of(
              "result", Map.of("rc", 0L, "stdout", "ACTIVE"),
              "hosts", List.of("a", "b", "c"),
              "name", "capi-mgmt-v2"));

  private final Expression comparison = templates.expression("result.rc == 0", here());

  private final Expression several =
      templates.expression(
          "result is defined and 'b' in hosts and result.stdout | lower == 'active'", here());

  private final Object text = templates.compile("start {{ name }} after {{ result.rc }}", here());

  @Benchmark
  public Truth when() {
    return templates.condition(comparison, variables, false);
  }

  @Benchmark
  public Truth whenWithTestsAndFilters() {
    return templates.condition(several, variables, false);
  }

  @Benchmark
  public @Nullable Object templateText() {
    return templates.resolve(text, variables);
  }

  private static TextOrigin here() {
    return TextOrigin.ofWhole(new SourceText("benchmark.yml", ""));
  }
}
