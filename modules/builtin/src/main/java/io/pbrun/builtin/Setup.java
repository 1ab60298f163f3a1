package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.Quoting;
import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Gathers facts of the target. */
@ModuleDoc(
    summary = "Gathers facts of the target",
    description =
        """
        One read-only shell command tells them; the target needs no Python. There are fewer than Ansible's: names and
        system (`hostname, fqdn, distribution, distribution_version, os_family, kernel, architecture, service_mgr`), the user
        (`user_id, user_dir, user_shell, env`), the time (`date_time`), the address of the default route (`default_ipv4`), and
        processors, memory and `uptime_seconds`.\
        """,
    example =
        """
        - name: Gather the facts again after the restart
          setup:
            gather_subset: [min, hardware]
        """,
    returns =
        @Returned(
            name = "ansible_facts",
            value = "The facts, each with `ansible_` before its name.",
            type = "dict"))
record Setup(
    @Param(
            value =
                "Groups of facts: `min` (names, system, user, time, env, local), `hardware`, `network`, or single ones; `!` leaves one out.",
            defaultValue = "all")
        List<String> gatherSubset,
    @Param("Glob patterns; only facts whose names match are kept.") List<String> filter,
    @Param(value = "The longest time the gathering may take.", defaultValue = "10")
        Duration gatherTimeout,
    @Param(
            value = "Folder of the target's own facts, files that end in `.fact`.",
            defaultValue = LocalFacts.FOLDER)
        String factPath)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Set<FactSubsets.Section> wanted = FactSubsets.wanted(names());
    Command command =
        Command.shell(FactScript.text(Quoting.word(factPath)))
            .declaredReadOnly()
            .within(gatherTimeout);
    CommandResult told = context.connection().run(command);
    if (!told.succeeded()) {
      throw new ModuleFailure(
          "the target told no facts: rc " + told.exitCode() + ", " + told.stderr().strip());
    }
    Map<String, Object> facts = FactScript.facts(told.stdout(), wanted);
    Map<String, Object> prefixed = new LinkedHashMap<>();
    facts.forEach((name, value) -> {
      if (filter.isEmpty() || filter.stream().anyMatch(glob -> matches(glob, name))) {
        prefixed.put("ansible_" + name, value);
      }
    });
    if (filter.isEmpty()) {
      // These two go by their bare names with Ansible as well.
      prefixed.put("gather_subset", gatherSubset);
      prefixed.put("module_setup", true);
    }
    return Plan.settled(
        Result.ok(Fields.of("ansible_facts", prefixed)).with(new Effect.GatheredFacts(prefixed)));
  }

  private List<String> names() {
    return gatherSubset.stream()
        .flatMap(subset -> Stream.of(subset.split(",")))
        .map(String::strip)
        .toList();
  }

  private static boolean matches(String glob, String name) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      regex.append(
          c == '*' ? ".*" : c == '?' ? "." : java.util.regex.Pattern.quote(String.valueOf(c)));
    }
    return ("ansible_" + name).matches(regex.toString()) || name.matches(regex.toString());
  }
}
