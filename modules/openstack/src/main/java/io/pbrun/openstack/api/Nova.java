package io.pbrun.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.http.Answer;
import io.pbrun.openstack.http.Json;
import io.pbrun.openstack.http.OpenStackException;
import io.pbrun.openstack.os4j.NovaActions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nova's calls. */
public final class Nova {
  private final Rest rest;

  Nova(Rest rest) {
    this.rest = rest;
  }

  /** A server by id; null when there is none (404). */
  public @Nullable Server server(String id) throws InterruptedException {
    JsonNode found = rest.find("/servers/" + id);
    return found == null ? null : Server.from(found.path("server"));
  }

  /** The servers of exactly that name, in the project or (for administrators) in all projects. */
  public List<Server> named(String name, boolean allProjects) throws InterruptedException {
    // Nova reads the name as a regular expression and finds parts of it.
    String anchored = "^" + name.replaceAll("([\\\\.\\[\\]{}()*+?^$|])", "\\\\$1") + "$";
    return servers("name=" + encoded(anchored), allProjects).stream()
        .filter(s -> s.name().equals(name))
        .toList();
  }

  /** All servers of the project, or of all projects. */
  public List<Server> all(boolean allProjects) throws InterruptedException {
    return servers("", allProjects);
  }

  /** All servers of another project, by an administrator. */
  public List<Server> ofProject(String projectId) throws InterruptedException {
    return servers("project_id=" + encoded(projectId), true).stream()
        .filter(server -> server.projectId().equals(projectId))
        .toList();
  }

  private List<Server> servers(String filter, boolean allProjects) throws InterruptedException {
    String query =
        (allProjects ? "all_tenants=1" : "")
            + (allProjects && !filter.isEmpty() ? "&" : "")
            + filter;
    return rest.list("/servers/detail" + (query.isEmpty() ? "" : "?" + query), "servers").stream()
        .map(Server::from)
        .toList();
  }

  /** What was done to a server, newest first. */
  public List<InstanceAction> actions(String serverId) throws InterruptedException {
    return rest.list("/servers/" + serverId + "/os-instance-actions", "instanceActions").stream()
        .map(InstanceAction::from)
        .sorted(
            java.util.Comparator.comparing(
                    InstanceAction::started,
                    java.util.Comparator.nullsFirst(java.util.Comparator.naturalOrder()))
                .reversed())
        .toList();
  }

  /** One action with its steps; null when Nova does not know it. */
  public @Nullable InstanceAction action(String serverId, String requestId)
      throws InterruptedException {
    JsonNode found = rest.find("/servers/" + serverId + "/os-instance-actions/" + requestId);
    return found == null ? null : InstanceAction.from(found.path("instanceAction"));
  }

  /** The hypervisors with their figures, as microversions up to 2.87 give them. */
  public List<Hypervisor> hypervisors() throws InterruptedException {
    return rest.list("/os-hypervisors/detail", "hypervisors").stream()
        .map(Hypervisor::from)
        .toList();
  }

  /** A flavor by id; null when there is none. */
  public @Nullable Flavor flavor(String id) throws InterruptedException {
    JsonNode found = rest.find("/flavors/" + encoded(id));
    return found == null ? null : Flavor.from(found.path("flavor"));
  }

  public List<Flavor> flavors() throws InterruptedException {
    return rest.list("/flavors/detail?is_public=None", "flavors").stream()
        .map(Flavor::from)
        .toList();
  }

  public Answer start(String serverId) throws InterruptedException {
    return actions().start(serverId);
  }

  public Answer stop(String serverId) throws InterruptedException {
    return actions().stop(serverId);
  }

  public Answer reboot(String serverId, boolean hard) throws InterruptedException {
    return actions().reboot(serverId, hard);
  }

  /** Deletes a server by id; one that is gone already is no error. */
  public void delete(String serverId) throws InterruptedException {
    gone(() -> actions().delete(serverId));
  }

  /** Adds or replaces these metadata and leaves others alone. */
  public void addMetadata(String serverId, Map<String, String> metadata)
      throws InterruptedException {
    var texts = Json.object();
    metadata.forEach(texts::put);
    rest.write("POST", "/servers/" + serverId + "/metadata", Json.object().set("metadata", texts));
  }

  public void deleteMetadata(String serverId, String key) throws InterruptedException {
    gone(() -> actions().deleteMetadata(serverId, key));
  }

  private interface Write {
    Answer send() throws InterruptedException;
  }

  private static void gone(Write write) throws InterruptedException {
    try {
      write.send();
    } catch (OpenStackException e) {
      if (e.status() != 404) {
        throw e;
      }
    }
  }

  private NovaActions actions() throws InterruptedException {
    return new NovaActions(rest.base(), rest::send);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
