package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.Nova;
import io.pbrun.openstack.api.Server;
import io.pbrun.openstack.http.OpenStackException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds servers by name or id. */
final class Servers {
  private Servers() {}

  /** Exactly one server. */
  static Server one(Cloud cloud, @Nullable String name, @Nullable String id)
      throws ModuleFailure, InterruptedException {
    List<Server> found = find(cloud, name, id, false);
    if (found.isEmpty()) {
      throw new ModuleFailure(noneFound(cloud, name, id), Map.of("count", 0L));
    }
    if (found.size() > 1) {
      throw new ModuleFailure(
          "%d servers are named '%s' in project %s: %s; give the id"
              .formatted(
                  found.size(),
                  name,
                  cloud.token().projectName(),
                  String.join(", ", found.stream().map(Server::id).toList())),
          Map.of("count", (long) found.size()));
    }
    return found.getFirst();
  }

  static List<Server> find(
      Cloud cloud, @Nullable String name, @Nullable String id, boolean allProjects)
      throws InterruptedException {
    if (id != null) {
      Server server = cloud.nova().server(id);
      return server == null ? List.of() : List.of(server);
    }
    return name == null ? cloud.nova().all(allProjects) : cloud.nova().named(name, allProjects);
  }

  /**
   * Why nothing may have been found: an empty list usually means the wrong project (runbook rule
   * 10).
   */
  static String noneFound(Cloud cloud, @Nullable String name, @Nullable String id)
      throws InterruptedException {
    String what =
        id != null ? "server with id " + id : name != null ? "server '" + name + "'" : "server";
    String message = "there is no %s for %s".formatted(what, cloud.identity().line());
    String elsewhere = name == null ? null : elsewhere(cloud.nova(), name);
    return elsewhere != null
        ? message + "; a server of that name is in project " + elsewhere + ": state that project"
        : message
            + ". An empty answer usually means the wrong project: servers are seen in the project that owns them";
  }

  private static @Nullable String elsewhere(Nova nova, String name) throws InterruptedException {
    try {
      List<Server> others = nova.named(name, true);
      return others.isEmpty()
          ? null
          : String.join(", ", others.stream().map(Server::projectId).distinct().toList());
    } catch (OpenStackException notAllowed) {
      return null;
    }
  }
}
