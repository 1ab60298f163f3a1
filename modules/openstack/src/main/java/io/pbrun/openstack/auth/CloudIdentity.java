package io.pbrun.openstack.auth;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who we are on which cloud (runbook rule 10); shown in the run's banner and with every surprise.
 *
 * @param site the site's name; null when the inventory gives none
 */
public record CloudIdentity(
    @Nullable String site,
    String cloud,
    @Nullable String region,
    @Nullable String project,
    @Nullable String projectId,
    String user,
    List<String> roles) {

  public CloudIdentity {
    roles = List.copyOf(roles);
  }

  /**
   * {@code site testcloud, cloud capi-admin, region RegionOne, project admin (0f96…), user admin}.
   */
  public String line() {
    List<String> parts = new ArrayList<>();
    if (site != null) {
      parts.add("site " + site);
    }
    parts.add("cloud " + cloud);
    if (region != null) {
      parts.add("region " + region);
    }
    parts.add("project " + (project == null ? "none" : project + " (" + projectId + ")"));
    parts.add("user " + user);
    return String.join(", ", parts);
  }

  @Override
  public String toString() {
    return line();
  }
}
