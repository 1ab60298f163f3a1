package io.pbrun.engine.run;

import io.pbrun.engine.module.Effect;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.template.Scope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a run: scopes to read them in Ansible's order of precedence, and the state that
 * tasks leave.
 */
interface RunVariables {

  /**
   * What templates see.
   *
   * @param task null for what belongs to the play itself
   * @param innermost variables of the moment that win over those of the task, such as a loop's item
   */
  Scope scope(
      PlayBatch batch, String host, @Nullable Task task, Map<String, @Nullable Object> innermost);

  void register(String host, String name, @Nullable Object value);

  /** Facts, included variables, new hosts and groups. */
  void apply(String host, Effect effect);

  /** Whether {@link Effect.GroupBy} would change anything. */
  boolean wouldGroup(String host, String group, List<String> parents);

  void clearFacts(String host);

  /** Whether the host's facts are known. */
  boolean hasGathered(String host);
}
