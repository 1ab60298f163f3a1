package io.pbrun.engine.run.modules;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says something, and so shows what a template came to. */
@ModuleDoc(
    summary = "Says something, and so shows what a template came to.",
    description = "For tests.",
    example = "- say:")
record Say(@Param(value = "What.", freeForm = true, acceptsUnknown = true) @Nullable Object msg)
    implements TaskModule {
  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    return Plan.settled(Result.ok(Map.of("msg", msg == null ? "" : msg)));
  }
}
