package io.pbrun.engine.run.modules;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.Map;

/** Gathers facts. */
@ModuleDoc(summary = "Gathers facts.", description = "For tests.", example = "- setup:")
record Setup() implements TaskModule {
  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Map<String, Object> facts = Map.of("ansible_color", "green");
    return Plan.settled(
        Result.ok(Map.of("ansible_facts", facts)).with(new Effect.GatheredFacts(facts)));
  }
}
