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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds a host to the inventory of this run. */
@ModuleDoc(
    oncePerPlay = true,
    summary = "Adds a host to the inventory of this run",
    description =
        """
        Later plays can name the host or its groups. The play that is running does not gain it. It also happens in a
        preview, so that later plays can be previewed.\
        """,
    example =
        """
        - name: Make the management VM a host
          add_host:
            name: capi-mgmt
            groups: [management]
            ansible_host: 10.12.7.40
            ansible_user: ubuntu
        """,
    returns =
        @Returned(
            name = "add_host",
            value = "host_name, groups and host_vars of the host.",
            type = "dict"))
record AddHost(
    @Param(
            value = "Name of the host, with a port after a colon if it has one.",
            required = true,
            aliases = {"host", "hostname"})
        String name,
    @Param(
            value = "Groups that it joins; they are made when missing.",
            aliases = {"group", "groupname"})
        List<String> groups,
    @Param(value = "Variables of the host.", anyKey = true) Map<String, Object> variables)
    implements TaskModule {
  private static final Pattern WITH_PORT = Pattern.compile("([^:]+|\\[[^]]+]):(\\d+)");

  @Override
  public Plan plan(ModuleContext context) {
    Map<String, Object> all = new LinkedHashMap<>(variables);
    String host = name;
    Matcher matcher = WITH_PORT.matcher(name);
    if (matcher.matches()) {
      host = matcher.group(1);
      all.put("ansible_ssh_port", Long.valueOf(matcher.group(2)));
    }
    String added = host;
    // What earlier items of a loop added is not to be seen before the task has ended.
    Added earlier = context.shared("add_host", Added.class, Added::new);
    boolean isRepeated = !earlier.calls.add(List.of(added, groups, all));
    boolean isNew =
        context.hostsMatching(added).isEmpty()
            ? !isRepeated
            : groups.stream().anyMatch(group -> !context.hostsMatching(group).contains(added))
                || !knows(context, added, all);
    return Plan.settled(
        Result.changedIf(
                isNew,
                Fields.of(
                    "add_host", Fields.of("host_name", host, "groups", groups, "host_vars", all)))
            .with(new Effect.AddHost(host, groups, all)));
  }

  /** Hosts that tasks of this run have added, each with its groups and variables. */
  private static final class Added {
    final Set<List<Object>> calls = ConcurrentHashMap.newKeySet();
  }

  /** Whether the host has these variables already. */
  private static boolean knows(ModuleContext context, String host, Map<String, Object> wanted) {
    Object vars =
        wanted.isEmpty() || !(context.scope().get("hostvars") instanceof Map<?, ?> hosts)
            ? null
            : hosts.get(host);
    return !(vars instanceof Map<?, ?> known)
        || wanted.entrySet().stream()
            .allMatch(each -> each.getValue().equals(known.get(each.getKey())));
  }
}
