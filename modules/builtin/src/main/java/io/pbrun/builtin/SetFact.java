package io.pbrun.builtin;

import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.Map;

/** Sets variables of the host. */
@ModuleDoc(
    summary = "Sets variables of the host",
    description =
        """
        Each key becomes a variable of the host for the rest of the run, stronger than those of inventory, play and role.
        In a preview a value that cannot be known yet stays unknown, and so does all that is made of it.\
        """,
    example =
        """
        - name: Remember when the restart began
          set_fact:
            restart_began: "{{ now() }}"
            max_wait_minutes: 20
        """,
    returns =
        @Returned(name = "ansible_facts", value = "The variables that were set.", type = "dict"))
record SetFact(
    @Param(value = "Variables and their values.", anyKey = true, acceptsUnknown = true)
        Map<String, Object> facts,
    @Param("Whether they are kept as facts of the host as well.") boolean cacheable)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) throws ModuleFailure {
    if (facts.isEmpty()) {
      throw new ModuleFailure(
          "No key/value pairs provided, at least one is required for this action to succeed");
    }
    for (String name : facts.keySet()) {
      if (!name.matches("[A-Za-z_]\\w*")) {
        throw new ModuleFailure(
            "The variable name '"
                + name
                + "' is not valid. Variables must start with a letter or underscore character, "
                + "and contain only letters, numbers and underscores.");
      }
    }
    return Plan.settled(
        Result.ok(Fields.of("ansible_facts", facts)).with(new Effect.SetFacts(facts, cacheable)));
  }
}
