package io.pbrun.sandbox.openstack;

import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.world.Site;
import io.pbrun.sandbox.world.Who;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who calls a service, and in which scope. */
record Caller(
    Site.User user, Site.@Nullable Project project, List<String> roles, String requestId) {
  boolean admin() {
    return roles.contains("admin");
  }

  boolean has(String role) {
    return roles.contains(role);
  }

  /** True when the object belongs to the project of the caller's scope. */
  boolean owns(String projectId) {
    return project != null && project.id().equals(projectId);
  }

  String projectId() {
    return project == null ? "" : project.id();
  }

  Who who() {
    return new Who(user.id(), project == null ? null : project.id(), requestId);
  }

  void requireAdmin(String refusal) {
    if (!admin()) {
      throw new ApiFault(403, refusal);
    }
  }
}
