package io.pbrun.builtin;

import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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
    @Param(
            value = "Whether they are kept for each host; else they are the run's.",
            defaultValue = "false")
        Object perHost,
    @Param(
            value =
                "Whether numbers are added to and lists and mappings joined with earlier values.",
            defaultValue = "true")
        Object aggregate)
    implements TaskModule {

  private static final Set<String> TRUE = Set.of("y", "yes", "on", "1", "true", "t", "1.0");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Like Ansible's, whatever is not a word for true is false. */
  private static boolean isTrue(Object value) {
    return TRUE.contains(value.toString().toLowerCase(Locale.ROOT));
  }

  @Override
  public Plan plan(ModuleContext context) {
    if (!(data instanceof Map<?, ?> given)) {
      return Plan.settled(
          Result.failed("The 'data' option needs to be a dictionary/hash", Map.of()));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : given.entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (!NAME.matcher(name).matches()) {
        return Plan.settled(
            Result.failed(
                "The variable name '"
                    + name
                    + "' is not valid. Variables must start with a letter or underscore character,"
                    + " and contain only letters, numbers and underscores.",
                Map.of()));
      }
      values.put(name, entry.getValue());
    }
    boolean own = isTrue(perHost);
    boolean joined = isTrue(aggregate);
    Map<String, Object> stats = Map.of("data", values, "per_host", own, "aggregate", joined);
    Effect effect = new Effect.CustomStats(own ? context.host() : null, values, joined);
    return Plan.settled(Result.ok(Fields.of("ansible_stats", stats)).with(effect));
  }
}
