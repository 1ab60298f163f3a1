package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Page;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Nova's servers: lists (one's own project, or all for admins) and single ones. */
final class NovaServersApi {
  private static final int MAX_LIMIT = 1000;

  private final NovaApi nova;

  NovaServersApi(NovaApi nova) {
    this.nova = nova;
  }

  void register() {
    nova.on("GET", "/v2.1/servers", (r, c) -> list(r, c, false));
    nova.on("GET", "/v2.1/servers/detail", (r, c) -> list(r, c, true));
    nova.on("GET", "/v2.1/servers/{id}", this::show);
    nova.on("DELETE", "/v2.1/servers/{id}", this::delete);
    nova.on(
        "GET",
        "/v2.1/servers/{id}/metadata",
        (r, c) -> Response.ok(Json.object("metadata", nova.server(r, c).metadata())));
    nova.on("POST", "/v2.1/servers/{id}/metadata", (r, c) -> metadata(r, c, false));
    nova.on("PUT", "/v2.1/servers/{id}/metadata", (r, c) -> metadata(r, c, true));
    nova.on("PUT", "/v2.1/servers/{id}/metadata/{key}", this::metadataItem);
    nova.on("DELETE", "/v2.1/servers/{id}/metadata/{key}", this::deleteMetadata);
    nova.on(
        "GET",
        "/v2.1/servers/{id}/tags",
        (r, c) -> Response.ok(Json.object("tags", nova.server(r, c).tags())));
    nova.on("PUT", "/v2.1/servers/{id}/tags/{tag}", this::addTag);
    nova.on("DELETE", "/v2.1/servers/{id}/tags/{tag}", this::removeTag);
    nova.on("GET", "/v2.1/servers/{id}/os-security-groups", this::noSecurityGroups);
    nova.on(
        "GET",
        "/v2.1/servers/{id}/os-volume_attachments",
        (r, c) -> Response.ok(Json.object("volumeAttachments", List.of())));
  }

  private Response list(Request request, Caller caller, boolean detail) {
    boolean all = request.flag("all_tenants") || request.flag("all_projects");
    if (all && !caller.admin()) {
      throw new ApiFault(
          403,
          "Policy doesn't allow os_compute_api:servers:detail:get_all_tenants to be performed.");
    }
    Predicate<Server> wanted = filter(request, caller, all);
    List<Server> servers =
        new ArrayList<>(nova.world.compute().servers().stream().filter(wanted).toList());
    servers.sort((a, b) -> {
      int byCreated = b.created().compareTo(a.created());
      return byCreated != 0 ? byCreated : a.id().compareTo(b.id());
    });
    Page<Server> page = Page.of(servers, Server::id, request, MAX_LIMIT);
    int minor = NovaApi.minor(request);
    ServerJson json = new ServerJson(nova.world, minor, caller.admin(), request.baseUrl());
    List<JsonNode> rows =
        page.items().stream().map(s -> detail ? json.detail(s) : json.brief(s)).toList();
    var body = Json.object("servers", rows);
    page.next()
        .ifPresent(next ->
            body.set(
                "servers_links", Json.array(List.of(Json.object("rel", "next", "href", next)))));
    return Response.ok(body);
  }

  private static Predicate<Server> filter(Request request, Caller caller, boolean all) {
    Predicate<Server> wanted = s -> all || caller.owns(s.projectId());
    String project = request.param("project_id").or(() -> request.param("tenant_id")).orElse("");
    if (!project.isEmpty() && caller.admin() && all) {
      wanted = wanted.and(s -> s.projectId().equals(project));
    }
    String name = request.param("name").orElse("");
    if (!name.isEmpty()) {
      Pattern pattern = regex(name);
      wanted = wanted.and(s -> pattern.matcher(s.name()).find());
    }
    List<String> statuses =
        request.query().getOrDefault("status", List.of()).stream()
            .map(s -> s.toUpperCase(Locale.ROOT))
            .toList();
    if (!statuses.isEmpty()) {
      wanted = wanted.and(s -> statuses.contains(s.status()));
    }
    if (request.flag("deleted") && caller.admin()) {
      wanted = s -> false;
    }
    wanted = and(wanted, request, "host", s -> s.host() == null ? "" : s.host());
    wanted = and(wanted, request, "uuid", Server::id);
    wanted = and(wanted, request, "flavor", s -> s.flavor().id());
    wanted = and(wanted, request, "image", s -> s.image().id());
    wanted = and(wanted, request, "user_id", Server::userId);
    wanted = and(wanted, request, "vm_state", Server::vmState);
    return wanted;
  }

  private static Predicate<Server> and(
      Predicate<Server> so,
      Request request,
      String parameter,
      java.util.function.Function<Server, String> field) {
    return request
        .param(parameter)
        .filter(v -> !v.isEmpty())
        .map(v -> so.and(s -> field.apply(s).equals(v)))
        .orElse(so);
  }

  private static Pattern regex(String name) {
    try {
      return Pattern.compile(name, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw new ApiFault(400, "Invalid input for query parameters name. Value: " + name);
    }
  }

  private Response show(Request request, Caller caller) {
    ServerJson json =
        new ServerJson(nova.world, NovaApi.minor(request), caller.admin(), request.baseUrl());
    return Response.ok(Json.object("server", json.one(nova.server(request, caller))));
  }

  private Response delete(Request request, Caller caller) {
    Server server = nova.server(request, caller);
    NovaActionsApi.requireUnlocked(server, caller);
    nova.world.compute().delete(server, caller.who());
    return Response.empty(204);
  }

  private Response metadata(Request request, Caller caller, boolean replace) {
    Server server = nova.server(request, caller);
    if (replace) {
      server.metadata().clear();
    }
    request
        .json()
        .path("metadata")
        .properties()
        .forEach(e -> server.metadata().put(e.getKey(), e.getValue().asText()));
    return Response.ok(Json.object("metadata", server.metadata()));
  }

  private Response metadataItem(Request request, Caller caller) {
    Server server = nova.server(request, caller);
    String key = request.var("key");
    JsonNode value = request.json().path("meta").path(key);
    if (value.isMissingNode()) {
      throw new ApiFault(400, "Request body and URI mismatch");
    }
    server.metadata().put(key, value.asText());
    return Response.ok(Json.object("meta", Json.object(key, value.asText())));
  }

  private Response deleteMetadata(Request request, Caller caller) {
    Server server = nova.server(request, caller);
    if (server.metadata().remove(request.var("key")) == null) {
      throw new ApiFault(404, "Metadata item was not found");
    }
    return Response.empty(204);
  }

  private Response addTag(Request request, Caller caller) {
    Server server = nova.server(request, caller);
    String tag = request.var("tag");
    if (server.tags().contains(tag)) {
      return Response.empty(204);
    }
    server.tags().add(tag);
    return Response.empty(201);
  }

  private Response removeTag(Request request, Caller caller) {
    Server server = nova.server(request, caller);
    if (!server.tags().remove(request.var("tag"))) {
      throw new ApiFault(
          404, "Instance %s has no tag '%s'".formatted(server.id(), request.var("tag")));
    }
    return Response.empty(204);
  }

  private Response noSecurityGroups(Request request, Caller caller) {
    nova.server(request, caller);
    return Response.ok(Json.object("security_groups", List.of()));
  }
}
