package io.pbrun.engine.run.modules;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.TaskModule;

/** Loses the connection. */
@ModuleDoc(summary = "Loses the connection.", description = "For tests.", example = "- lose:")
record Lose() implements TaskModule {
  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    throw new ConnectionException("nobody answers");
  }
}
