package io.pbrun.engine.run.modules;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.Map;

/** Acts on the run, not on a host. */
@ModuleDoc(
    summary = "Acts on the run, not on a host.",
    description = "For tests.",
    example = "- once:",
    oncePerPlay = true)
record Once() implements TaskModule {
  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    return Plan.settled(Result.ok(Map.of("msg", "by " + context.host())));
  }
}
