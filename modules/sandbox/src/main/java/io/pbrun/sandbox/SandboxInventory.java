package io.pbrun.sandbox;

import io.pbrun.engine.inventory.InventoryContribution;
import io.pbrun.engine.inventory.InventoryPlugin;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.sandbox.SandboxServer.Running;
import io.pbrun.sandbox.world.ScenarioFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code plugin: sandbox}: starts a cloud in a box for the run, or takes the one that {@code pbrun
 * sandbox start} keeps. All hosts get the variable {@code sandbox} with everything needed to reach
 * it, and the run goes by the sandbox's clock.
 */
public final class SandboxInventory implements InventoryPlugin {
  private static final List<String> OPTIONS = List.of("plugin", "scenario", "speed");

  private final Path kept;

  /** The plugin as the engine finds it. */
  public SandboxInventory() {
    this(SandboxServer.defaultDirectory(System.getenv()));
  }

  /**
   * @param kept where a kept sandbox would be
   */
  SandboxInventory(Path kept) {
    this.kept = kept;
  }

  @Override
  public String name() {
    return "sandbox";
  }

  @Override
  public InventoryContribution load(YamlNode.Mapping config, Context context) {
    Wish wish = wish(config, context);
    if (context.listingOnly()) {
      return InventoryContribution.builder().build();
    }
    try {
      Optional<Running> running = SandboxServer.status(kept);
      return running.isPresent() ? attached(running.get(), wish, context) : started(wish);
    } catch (IOException e) {
      throw new DiagnosticException(
          Diagnostic.error("the sandbox cannot be started: " + e.getMessage(), config.place()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DiagnosticException(
          Diagnostic.error("interrupted while the sandbox was started", config.place()));
    }
  }

  /**
   * What is asked for; null where nothing is said.
   *
   * @param demanded whether the command line says so, and not only the file
   */
  private record Wish(@Nullable String scenario, @Nullable Double speed, boolean demanded) {}

  private static InventoryContribution started(Wish wish) throws IOException {
    String scenario = wish.scenario() == null ? ScenarioFile.NAMES.getFirst() : wish.scenario();
    double speed = wish.speed() == null ? SandboxOptions.DEFAULT_SPEED : wish.speed();
    Sandbox sandbox = Sandbox.start(SandboxOptions.of(scenario).withSpeed(speed));
    // Ctrl-C may end the process before the run is closed; the files must not stay behind
    Thread atExit = new Thread(sandbox::close, "sandbox-close");
    Runtime.getRuntime().addShutdownHook(atExit);
    Instant origin = sandbox.clock().origin();
    return contribution(sandbox.variables(), new SandboxTime(Clock.systemUTC(), origin, speed))
        .closing(sandbox)
        .build();
  }

  private static InventoryContribution attached(Running running, Wish wish, Context context) {
    boolean other = wish.scenario() != null && !wish.scenario().equals(running.scenario());
    context.warn(
        Diagnostic.warning(
            "this run uses the sandbox that is kept running (scenario %s, pid %d)%s"
                .formatted(
                    running.scenario(),
                    running.pid(),
                    other && wish.demanded()
                        ? ", not a new one of scenario " + wish.scenario()
                        : ""),
            null,
            "pbrun sandbox stop ends it; each run then starts its own"));
    double speed = Double.parseDouble(variable(running, "sandbox_clock_speed"));
    Instant origin = Instant.parse(variable(running, "sandbox_clock_origin"));
    return contribution(running.variables(), new SandboxTime(Clock.systemUTC(), origin, speed))
        .build();
  }

  private static String variable(Running running, String name) {
    return String.valueOf(running.variables().get(name));
  }

  private static InventoryContribution.Builder contribution(
      Map<String, Object> variables, SandboxTime time) {
    Map<String, @Nullable Object> sandbox = new LinkedHashMap<>();
    sandbox.put("sandbox", new LinkedHashMap<String, @Nullable Object>(variables));
    return InventoryContribution.builder().group("all", List.of(), sandbox).time(time);
  }

  private static Wish wish(YamlNode.Mapping config, Context context) {
    List<Diagnostic> errors = new ArrayList<>();
    for (YamlNode.Entry entry : config.entries()) {
      if (!OPTIONS.contains(entry.name())) {
        String meant = Spelling.didYouMean(entry.name(), OPTIONS);
        errors.add(
            Diagnostic.error(
                "the sandbox has no option '" + entry.name() + "'",
                entry.key().place(),
                meant == null ? "options are: " + String.join(", ", OPTIONS) : meant));
      }
    }
    Option scenario = option("scenario", config, context);
    Option speed = option("speed", config, context);
    String name = scenario.value() == null ? null : scenario.value().toString();
    String hint = name == null ? null : Scenarios.hint(name);
    if (hint != null) {
      errors.add(Diagnostic.error("no sandbox scenario '" + name + "'", scenario.place(), hint));
    }
    Double rate = number(speed.value());
    if (speed.value() != null && (rate == null || !Scenarios.possible(rate))) {
      errors.add(
          Diagnostic.error(
              "the sandbox cannot run at speed '" + speed.value() + "'",
              speed.place(),
              "speed is simulated seconds per second: 1 for real time, 60 by default, at most "
                  + (long) Scenarios.FASTEST));
    }
    if (!errors.isEmpty()) {
      throw new DiagnosticException(errors);
    }
    return new Wish(name, rate, scenario.fromCommandLine());
  }

  private record Option(@Nullable Object value, @Nullable Place place, boolean fromCommandLine) {}

  /** {@code -e sandbox_NAME=…} wins over the file. */
  private static Option option(String name, YamlNode.Mapping config, Context context) {
    Object given = context.extraVars().get("sandbox_" + name);
    if (given != null) {
      return new Option(given, null, true);
    }
    YamlNode written = config.get(name);
    return written == null
        ? new Option(null, null, false)
        : new Option(context.value(written), written.place(), false);
  }

  private static @Nullable Double number(@Nullable Object value) {
    try {
      return value == null ? null : Double.valueOf(value.toString());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
