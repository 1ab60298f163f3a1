package io.pbrun.builtin;

import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    @Param(value = "Names and values: a mapping.", required = true) Object data,
    @Param("Whether they are kept for each host; else they are the run's.") boolean perHost,
    @Param(
            value =
                "Whether numbers are added to and lists and mappings joined with earlier values.",
            defaultValue = "true")
        Object aggregate)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) throws ModuleFailure {
    if (!(data instanceof Map<?, ?> map)) {
      throw new ModuleFailure("The 'data' option needs to be a dictionary/hash");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (!name.matches("[A-Za-z_]\\w*")) {
        throw new ModuleFailure(
            "The variable name '"
                + name
                + "' is not valid. Variables must start with a letter or underscore character, "
                + "and contain only letters, numbers and underscores.");
      }
      values.put(name, entry.getValue());
    }
    boolean adds =
        aggregate instanceof Boolean truth
            ? truth
            : List.of("true", "yes", "on", "1", "y", "t")
                .contains(String.valueOf(aggregate).toLowerCase(Locale.ROOT));
    Map<String, Object> stats = Map.of("data", values, "per_host", perHost, "aggregate", adds);
    Effect effect = new Effect.CustomStats(perHost ? context.host() : null, values, adds);
    return Plan.settled(Result.ok(Fields.of("ansible_stats", stats)).with(effect));
  }
}
