package io.pbrun.engine.run.modules;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at a background task. */
@ModuleDoc(summary = "Looks at a job.", description = "For tests.", example = "- job:")
record Job(
    @Param(value = "Which.", freeForm = true, required = true) String jid,
    @Param(value = "Whether to forget it.", defaultValue = "false") boolean forget)
    implements TaskModule {
  @Override
  public Plan plan(ModuleContext context) throws ModuleFailure {
    Map<String, @Nullable Object> status = context.job(jid);
    if (status == null) {
      throw new ModuleFailure("no such job");
    }
    if (forget) {
      context.forgetJob(jid);
    }
    return Plan.settled(Result.ok(new LinkedHashMap<>(Map.of("job", status))));
  }
}
