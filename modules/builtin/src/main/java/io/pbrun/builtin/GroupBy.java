package io.pbrun.builtin;

import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.List;

/** Puts the host into a group that is named after what was found. */
@ModuleDoc(
    summary = "Puts the host into a group",
    description = "The group is made when it is missing; later plays can name it.",
    example =
        """
        - name: Sort hosts by distribution
          group_by:
            key: os_{{ ansible_facts.distribution }}
        """,
    returns = {
      @Returned(name = "add_group", value = "The group's name, blanks written as `-`."),
      @Returned(name = "parent_groups", value = "The groups above it.", type = "list")
    })
record GroupBy(
    @Param(value = "Name of the group.", required = true) String key,
    @Param(value = "Groups above it.", defaultValue = "all") List<String> parents)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) {
    String group = key.replace(' ', '-');
    List<String> above = parents.stream().map(parent -> parent.replace(' ', '-')).toList();
    return Plan.settled(
        Result.changedIf(
                context.wouldGroup(group, above),
                Fields.of("add_group", group, "parent_groups", above))
            .with(new Effect.GroupBy(group, above)));
  }
}
