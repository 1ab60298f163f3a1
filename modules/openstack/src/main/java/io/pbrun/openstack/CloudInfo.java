package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.auth.CloudIdentity;
import io.pbrun.openstack.auth.ServiceType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code cloud_info}. */
@ModuleDoc(
    summary = "Tells as whom pbrun acts on which cloud",
    description =
        "Signs in with the stated scope and shows site, cloud, project, user, roles and the services' addresses (runbook rule 10).",
    example =
        """
        - name: Who are we?
          cloud_info:
            scope: admin
          register: cloud
        """,
    requiredOneOf = "scope|project",
    mutuallyExclusive = "scope|project",
    returns = {
      @Returned(name = "identity", value = "Site, cloud, region, project and user in one line."),
      @Returned(name = "site", value = "The variable site_name; null when there is none."),
      @Returned(
          name = "cloud",
          value = "The cloud's name in clouds.yaml, or the openrc file's name."),
      @Returned(name = "region", value = "The region, when one is chosen."),
      @Returned(name = "project", value = "The token's project, by name."),
      @Returned(name = "project_id", value = "The token's project, by id."),
      @Returned(name = "user", value = "The user's name."),
      @Returned(name = "roles", type = "list", value = "The token's roles."),
      @Returned(name = "is_admin", type = "bool", value = "Whether admin is among them."),
      @Returned(name = "endpoints", type = "dict", value = "Service type to address."),
      @Returned(
          name = "services",
          type = "dict",
          value = "The services that pbrun uses (Nova, Octavia, …) to whether the cloud has them."),
      @Returned(name = "interface", value = "Which kind of endpoints is used.")
    })
public record CloudInfo(
    @Param("'admin' for the cloud's administrator.") @Nullable ScopeChoice scope,
    @Param("A project, by name or id.") @Nullable String project)
    implements CloudModule {

  @Override
  public Plan look(ModuleContext context) throws ModuleFailure, InterruptedException {
    Cloud cloud = Cloud.open(context, ScopeChoice.of(scope, project));
    CloudIdentity identity = cloud.identity();
    Map<String, @Nullable Object> services = new LinkedHashMap<>();
    for (ServiceType service : ServiceType.values()) {
      services.put(service.title(), cloud.has(service));
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("identity", identity.line());
    fields.put("site", identity.site());
    fields.put("cloud", identity.cloud());
    fields.put("region", identity.region());
    fields.put("project", identity.project());
    fields.put("project_id", identity.projectId());
    fields.put("user", identity.user());
    fields.put("roles", identity.roles());
    fields.put("is_admin", identity.roles().contains("admin"));
    fields.put(
        "endpoints",
        new LinkedHashMap<String, @Nullable Object>(
            cloud
                .token()
                .catalogue()
                .shown(cloud.config().region(), cloud.config().interfaceName())));
    fields.put("services", services);
    fields.put("interface", cloud.config().interfaceName());
    fields.put("msg", identity.line());
    return Plan.settled(Result.ok(fields));
  }
}
