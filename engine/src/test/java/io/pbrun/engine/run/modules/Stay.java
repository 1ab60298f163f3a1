package io.pbrun.engine.run.modules;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.time.Duration;

/** Sleeps. */
@ModuleDoc(summary = "Sleeps.", description = "For tests.", example = "- stay:")
record Stay(@Param(value = "How long.", required = true) Duration seconds) implements TaskModule {
  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    context.pause(seconds);
    return Plan.settled(Result.ok());
  }
}
