package io.pbrun.engine.run.modules;

import io.pbrun.engine.module.Change.Kind;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.Map;

/** Changes something; its answer is known only afterwards. */
@ModuleDoc(
    summary = "Changes something",
    description = "For tests.",
    example = "- change: door",
    returns = @Returned(name = "answer", value = "What only the change tells."))
record Change(@Param(value = "What.", freeForm = true, defaultValue = "thing") String what)
    implements TaskModule {
  @Override
  public Plan plan(ModuleContext context) {
    return Plan.change(
        io.pbrun.engine.module.Change.of(
            Kind.UPDATE,
            "change " + what,
            acting -> Result.changed(Map.of("what", what, "answer", "done"))));
  }
}
