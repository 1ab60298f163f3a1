package io.pbrun.engine.run.modules;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.TaskModule;

/** Fails. */
@ModuleDoc(summary = "Fails.", description = "For tests.", example = "- fail:")
record Fail(@Param(value = "Why.", defaultValue = "failed as asked") String msg)
    implements TaskModule {
  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    throw new ModuleFailure(msg);
  }
}
