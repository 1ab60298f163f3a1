package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.TaskModule;
import java.time.Duration;
import java.util.List;

/** The name under which a play gathers facts. */
@ModuleDoc(
    summary = "Gathers facts of the target, as a play does at its start",
    description = "The same as `setup`.",
    example =
        """
        - name: Gather the facts now
          gather_facts:
        """,
    returns =
        @Returned(
            name = "ansible_facts",
            value = "The facts, each with `ansible_` before its name.",
            type = "dict"))
record GatherFacts(
    @Param(value = "Groups of facts, as in `setup`.", defaultValue = "all")
        List<String> gatherSubset,
    @Param("Glob patterns; only facts whose names match are kept.") List<String> filter,
    @Param(value = "The longest time the gathering may take.", defaultValue = "10")
        Duration gatherTimeout,
    @Param(
            value = "Folder of the target's own facts, as in `setup`.",
            defaultValue = LocalFacts.FOLDER)
        String factPath)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    return new Setup(gatherSubset, filter, gatherTimeout, factPath).plan(context);
  }
}
