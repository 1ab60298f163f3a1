package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.LoadBalancer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds load balancers by name or id. */
final class LoadBalancers {
  private LoadBalancers() {}

  /**
   * @param owner the owning project's id; null for any
   */
  static LoadBalancer one(
      Cloud cloud, @Nullable String name, @Nullable String id, @Nullable String owner)
      throws ModuleFailure, InterruptedException {
    List<LoadBalancer> found = find(cloud, name, id, owner);
    if (found.isEmpty()) {
      throw new ModuleFailure(noneFound(cloud, name, id), Map.of("count", 0L));
    }
    if (found.size() > 1) {
      throw new ModuleFailure(
          "%d load balancers are named '%s': %s; give the id or lb_project"
              .formatted(
                  found.size(),
                  name,
                  String.join(
                      ", ",
                      found.stream()
                          .map(lb -> lb.id() + " in project " + lb.projectId())
                          .toList())));
    }
    return found.getFirst();
  }

  static List<LoadBalancer> find(
      Cloud cloud, @Nullable String name, @Nullable String id, @Nullable String owner)
      throws InterruptedException {
    if (id != null) {
      LoadBalancer one = cloud.octavia().loadBalancer(id);
      return one == null ? List.of() : List.of(one);
    }
    return cloud.octavia().loadBalancers().stream()
        .filter(lb -> name == null || lb.name().equals(name))
        .filter(lb -> owner == null || owner.equals(lb.projectId()))
        .toList();
  }

  static String noneFound(Cloud cloud, @Nullable String name, @Nullable String id)
      throws InterruptedException {
    String what =
        id != null
            ? "load balancer with id " + id
            : name != null ? "load balancer '" + name + "'" : "load balancer";
    return "there is no %s for %s. An empty answer usually means the wrong project: load balancers are seen in the project that owns them, and all of them only with 'scope: admin'"
        .formatted(what, cloud.identity().line());
  }
}
