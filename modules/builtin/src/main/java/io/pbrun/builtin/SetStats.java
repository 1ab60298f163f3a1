package io.pbrun.builtin;

import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.Map;

/** Puts values into the run's closing statistics. */
@ModuleDoc(
    summary = "Adds values to the statistics at the end of the run",
    example =
        """
        - name: Report how many amphorae were replaced
          set_stats:
            data:
              failovers: 1
        """,
    returns = @Returned(name = "ansible_stats", value = "What was added, and how.", type = "dict"))
record SetStats(
    @Param(value = "Names and values.", required = true) Map<String, Object> data,
    @Param("Whether they are kept for each host; else they are the run's.") boolean perHost,
    @Param(
            value =
                "Whether numbers are added to and lists and mappings joined with earlier values.",
            defaultValue = "true")
        boolean aggregate)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) {
    Map<String, Object> stats = Map.of("data", data, "per_host", perHost, "aggregate", aggregate);
    Effect effect = new Effect.CustomStats(perHost ? context.host() : null, data, aggregate);
    return Plan.settled(Result.ok(Fields.of("ansible_stats", stats)).with(effect));
  }
}
