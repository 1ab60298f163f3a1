package io.pbrun.openstack.auth;

import io.pbrun.openstack.config.CloudConfig;
import io.pbrun.openstack.config.CloudConfig.ProjectName;
import java.util.regex.Pattern;

/** On whose behalf a task calls (runbook rule 10). Every task states it. */
public sealed interface Scope {

  /** The cloud's administrator, in the project that the configuration names. */
  record Admin() implements Scope {
    @Override
    public String toString() {
      return "admin";
    }
  }

  /** One project, by name or id. */
  record Project(String nameOrId) implements Scope {
    private static final Pattern ID =
        Pattern.compile("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    ProjectName in(CloudConfig config) {
      return ID.matcher(nameOrId).matches()
          ? new ProjectName(nameOrId, null, config.projectDomain())
          : new ProjectName(null, nameOrId, config.projectDomain());
    }

    @Override
    public String toString() {
      return "project " + nameOrId;
    }
  }
}
