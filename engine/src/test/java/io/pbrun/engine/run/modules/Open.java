package io.pbrun.engine.run.modules;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Waits until a time has passed, as a port that opens. */
@ModuleDoc(
    summary = "Waits until a time has passed, as a port that opens.",
    description = "For tests.",
    example = "- open:")
record Open(
    @Param(value = "When it opens, after the start.", required = true) Duration after,
    @Param(value = "The longest wait.", defaultValue = "10m") Duration timeout)
    implements TaskModule {
  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Instant start = context.time().now();
    return Plan.gate(
        "the port",
        timeout,
        Duration.ofSeconds(30),
        () ->
            Duration.between(start, context.time().now()).compareTo(after) < 0
                ? Observation.pending("closed")
                : Observation.reached(Result.ok(Map.of("msg", "open"))));
  }
}
