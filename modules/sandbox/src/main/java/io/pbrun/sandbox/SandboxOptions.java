package io.pbrun.sandbox;

import io.pbrun.sandbox.world.Scenario;
import io.pbrun.sandbox.world.ScenarioFile;
import io.pbrun.sandbox.world.SimulatedClock;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox is to be started.
 *
 * @param scenarioName for people
 * @param scenario how the site stands and behaves
 * @param clock the sandbox's time
 * @param stateDir where its files go (made if missing); null: a new temporary directory
 */
public record SandboxOptions(
    String scenarioName, Scenario scenario, SimulatedClock clock, @Nullable Path stateDir) {
  /** Simulated seconds per real second unless said otherwise. */
  public static final double DEFAULT_SPEED = 60;

  /**
   * The named scenario at speed {@link #DEFAULT_SPEED}.
   *
   * @throws IllegalArgumentException when there is no such scenario
   */
  public static SandboxOptions of(String scenario) {
    return new SandboxOptions(
        scenario, ScenarioFile.load(scenario), SimulatedClock.running(DEFAULT_SPEED), null);
  }

  /** The same with another scenario, given as text in the form of the scenario files. */
  public SandboxOptions withScenario(String name, String yaml) {
    return new SandboxOptions(name, ScenarioFile.parse(name, yaml), clock, stateDir);
  }

  /** The same at so many simulated seconds per real second; 1 is real time. */
  public SandboxOptions withSpeed(double speed) {
    return withClock(SimulatedClock.running(speed));
  }

  /** The same with a clock that stands still until it is turned by hand. */
  public SandboxOptions withManualClock(Instant at) {
    return withClock(SimulatedClock.manual(at));
  }

  /** The same with that clock. */
  public SandboxOptions withClock(SimulatedClock other) {
    return new SandboxOptions(scenarioName, scenario, other, stateDir);
  }

  /** The same with its files in that directory. */
  public SandboxOptions withStateDir(Path directory) {
    return new SandboxOptions(scenarioName, scenario, clock, directory);
  }
}
