package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.InstanceAction;
import io.pbrun.openstack.api.Server;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code nova_server_actions}. */
@ModuleDoc(
    summary = "Tells what was done to a server, and why it is off",
    description =
        "Reads Nova's instance actions and the parking record in the server's metadata. A deliberately stopped server is not"
            + " broken (runbook rule 3): the verdict tells a parked server and an API stop from a host event.",
    example =
        """
        - name: Was the management VM parked, stopped, or did its host go down?
          nova_server_actions:
            name: capi-mgmt-v2
            project: capi-mgmt
          register: story
        """,
    requiredOneOf = {"scope|project", "name|id"},
    mutuallyExclusive = {"scope|project", "name|id"},
    returns = {
      @Returned(
          name = "verdict",
          value = "not_stopped, parked, stopped_by_api, host_event, start_failed or unknown."),
      @Returned(name = "parked", type = "bool", value = "Whether the verdict is parked."),
      @Returned(
          name = "deliberate",
          type = "bool",
          value = "Whether somebody stopped it on purpose: parked or stopped_by_api."),
      @Returned(
          name = "record",
          type = "dict",
          value = "The parking record {by, at, reason}; null when there is none."),
      @Returned(
          name = "last_stop",
          type = "dict",
          value =
              "The action that turned it off {action, start_time, user, user_id, request_id, …}; null when it runs or nobody knows."),
      @Returned(
          name = "actions",
          type = "list",
          value =
              "The newest actions: action, start_time, updated_at, user, user_id, project_id, request_id, message."),
      @Returned(
          name = "server",
          type = "dict",
          value = "The server, as nova_server_info shows it."),
      @Returned(name = "msg", value = "The story in one sentence.")
    })
public record NovaServerActions(
    @Param("The server's exact name.") @Nullable String name,
    @Param("The server's id.") @Nullable String id,
    @Param("'admin' to ask as the cloud's administrator.") @Nullable ScopeChoice scope,
    @Param("The project that owns the server, by name or id.") @Nullable String project,
    @Param(value = "How many actions are shown.", defaultValue = "10") int limit,
    @Param(
            value = "Whether user ids are turned into names, where Keystone lets us.",
            defaultValue = "true")
        boolean resolveUsers)
    implements CloudModule {

  @Override
  public Plan look(ModuleContext context) throws ModuleFailure, InterruptedException {
    Cloud cloud = Cloud.open(context, ScopeChoice.of(scope, project));
    Server server = Servers.one(cloud, name, id);
    List<InstanceAction> actions = new ArrayList<>(cloud.nova().actions(server.id()));
    if (!actions.isEmpty()) { // the list tells no failures of steps
      InstanceAction detailed = cloud.nova().action(server.id(), actions.getFirst().requestId());
      if (detailed != null) {
        actions.set(0, detailed);
      }
    }
    StopStory story = StopStory.of(server, actions);
    Map<String, @Nullable String> users = new HashMap<>();
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    for (InstanceAction action : actions.subList(0, Math.min(limit, actions.size()))) {
      shown.add(withUser(action, cloud, users));
    }
    InstanceAction stop = story.by();
    String stopper = stop == null ? null : user(stop.userId(), cloud, users);
    boolean deliberate =
        story.verdict() == StopStory.Verdict.PARKED
            || story.verdict() == StopStory.Verdict.STOPPED_BY_API;
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("verdict", story.verdict().word());
    fields.put("parked", story.verdict() == StopStory.Verdict.PARKED);
    fields.put("deliberate", deliberate);
    fields.put("record", ParkedRecord.mapOf(server));
    fields.put("last_stop", stop == null ? null : withUser(stop, cloud, users));
    fields.put("actions", shown);
    fields.put("server", server.toMap());
    fields.put("msg", story.text(server, stopper, context.time().now()));
    return Plan.settled(Result.ok(fields));
  }

  private Map<String, @Nullable Object> withUser(
      InstanceAction action, Cloud cloud, Map<String, @Nullable String> users)
      throws InterruptedException {
    Map<String, @Nullable Object> map = action.toMap();
    map.put("user", user(action.userId(), cloud, users));
    map.put("failure", action.failure());
    return map;
  }

  private @Nullable String user(
      @Nullable String userId, Cloud cloud, Map<String, @Nullable String> users)
      throws InterruptedException {
    if (userId == null || !resolveUsers) {
      return null;
    }
    if (!users.containsKey(userId)) {
      users.put(userId, Users.name(cloud, userId));
    }
    return users.get(userId);
  }
}
