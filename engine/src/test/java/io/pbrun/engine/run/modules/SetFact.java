package io.pbrun.engine.run.modules;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.Map;

/** Sets variables. */
@ModuleDoc(summary = "Sets variables.", description = "For tests.", example = "- set_fact:")
record SetFact(
    @Param(value = "They.", anyKey = true, acceptsUnknown = true) Map<String, Object> facts)
    implements TaskModule {
  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    return Plan.settled(
        Result.ok(Map.of("ansible_facts", facts)).with(new Effect.SetFacts(facts, false)));
  }
}
