package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.TaskModule;

/** Ends a host's run on purpose. */
@ModuleDoc(
    summary = "Fails with a message",
    description =
        "Stops the host where a playbook has found that a human must decide. Use it with `when`.",
    example =
        """
        - name: Stop where a human must decide
          fail:
            msg: No host has room for a failover; free memory first
          when: free_slots | int < 1
        """,
    returns = @Returned(name = "msg", value = "The message."))
record Fail(
    @Param(value = "What the operator is told.", defaultValue = "Failed as requested from task")
        String msg)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) throws ModuleFailure {
    throw new ModuleFailure(msg);
  }
}
