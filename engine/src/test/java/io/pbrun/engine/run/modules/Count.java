package io.pbrun.engine.run.modules;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often it is called in a run. */
@ModuleDoc(
    summary = "Counts how often it is called in a run.",
    description = "For tests.",
    example = "- count:")
record Count() implements TaskModule {
  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    return Plan.settled(
        Result.ok(
            Map.of(
                "n",
                (long)
                    context
                        .shared("count", AtomicInteger.class, AtomicInteger::new)
                        .incrementAndGet())));
  }
}
