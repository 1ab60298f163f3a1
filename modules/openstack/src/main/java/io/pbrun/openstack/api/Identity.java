package io.pbrun.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.http.Json;
import io.pbrun.openstack.http.OpenStackException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keystone's calls beside signing in. */
public final class Identity {
  private final Rest rest;

  Identity(Rest rest) {
    this.rest = rest;
  }

  /** A user's name; null when we may not see it or it is gone. */
  public @Nullable String userName(String id) throws InterruptedException {
    try {
      JsonNode found = rest.find("/users/" + id);
      return found == null ? null : Json.text(found.path("user"), "name");
    } catch (OpenStackException e) {
      if (e.status() == 403) {
        return null;
      }
      throw e;
    }
  }

  /** The id of a project given by id or by name, which must be unambiguous. */
  public String projectId(String nameOrId) throws InterruptedException {
    JsonNode byId =
        rest.find(
            "/projects/" + URLEncoder.encode(nameOrId, StandardCharsets.UTF_8).replace("+", "%20"));
    if (byId != null) {
      return Json.requiredText(byId.path("project"), "id", "a project");
    }
    List<String> ids =
        rest
            .list(
                "/projects?name=" + URLEncoder.encode(nameOrId, StandardCharsets.UTF_8), "projects")
            .stream()
            .filter(project -> nameOrId.equals(Json.text(project, "name")))
            .map(project -> Json.requiredText(project, "id", "a project"))
            .toList();
    if (ids.size() != 1) {
      throw OpenStackException.configuration(
          ids.isEmpty()
              ? "there is no project '%s'".formatted(nameOrId)
              : "there are %d projects named '%s' (%s); give the id"
                  .formatted(ids.size(), nameOrId, String.join(", ", ids)));
    }
    return ids.getFirst();
  }
}
