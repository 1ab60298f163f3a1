package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.openstack.auth.Scope;
import org.jspecify.annotations.Nullable;

/** The scope that a task states beside a project. */
public enum ScopeChoice {
  ADMIN;

  /** The scope of a task that must state exactly one of both (runbook rule 10). */
  static Scope of(@Nullable ScopeChoice scope, @Nullable String project) throws ModuleFailure {
    if ((scope == null) == (project == null)) {
      throw new ModuleFailure(
          "state the scope: either 'scope: admin' or 'project: NAME', not "
              + (scope == null ? "neither" : "both"));
    }
    return project != null ? new Scope.Project(project) : new Scope.Admin();
  }
}
