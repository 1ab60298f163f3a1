package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code nova_server_info}. */
@ModuleDoc(
    summary = "Reads servers",
    description =
        "Reads one server by name or id, or all of the scope. Finding none is no failure unless 'required' says so; the"
            + " message then says as whom it looked, because an empty list usually means the wrong project (runbook rule 10).",
    example =
        """
        - name: Look at the management VM
          nova_server_info:
            name: capi-mgmt-v2
            project: capi-mgmt
          register: vm
        """,
    requiredOneOf = "scope|project",
    mutuallyExclusive = {"scope|project", "name|id"},
    returns = {
      @Returned(
          name = "servers",
          type = "list",
          value =
              "The servers found: id, name, status, task_state, vm_state, power_state, fault, project_id, host, created, updated, locked, metadata, tags, flavor, flavor_ram_mb, image_id, addresses."),
      @Returned(
          name = "server",
          type = "dict",
          value = "The server, when exactly one was found; else null."),
      @Returned(name = "count", type = "int", value = "How many were found."),
      @Returned(
          name = "running",
          type = "bool",
          value = "Whether exactly one was found and it is ACTIVE, without a task, its power on."),
      @Returned(
          name = "parked",
          type = "dict",
          value =
              "The parking record {by, at, reason} of the one server found, when it is off and carries one; else null."),
      @Returned(name = "identity", value = "Who asked: site, cloud, region, project, user.")
    })
public record NovaServerInfo(
    @Param("The server's exact name.") @Nullable String name,
    @Param("The server's id.") @Nullable String id,
    @Param("'admin' to ask as the cloud's administrator.") @Nullable ScopeChoice scope,
    @Param("The project that owns the server, by name or id.") @Nullable String project,
    @Param("Whether servers of all projects are meant; needs 'scope: admin'.") boolean allProjects,
    @Param("Whether finding none is a failure.") boolean required)
    implements CloudModule {

  @Override
  public Plan look(ModuleContext context) throws ModuleFailure, InterruptedException {
    if (allProjects && scope == null) {
      throw new ModuleFailure("all_projects needs 'scope: admin'");
    }
    Cloud cloud = Cloud.open(context, ScopeChoice.of(scope, project));
    List<Server> servers = Servers.find(cloud, name, id, allProjects);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    Server only = servers.size() == 1 ? servers.getFirst() : null;
    fields.put("servers", servers.stream().map(Server::toMap).toList());
    fields.put("server", only == null ? null : only.toMap());
    fields.put("count", (long) servers.size());
    fields.put("running", only != null && only.running());
    fields.put("parked", only == null || !only.off() ? null : ParkedRecord.mapOf(only));
    fields.put("identity", cloud.identity().line());
    if (servers.isEmpty()) {
      String why = Servers.noneFound(cloud, name, id);
      if (required) {
        throw new ModuleFailure(why, fields);
      }
      fields.put("msg", why);
    } else {
      fields.put(
          "msg",
          String.join(
              "; ", servers.stream().limit(20).map(s -> s.name() + " is " + s.state()).toList()));
    }
    return Plan.settled(Result.ok(fields));
  }
}
