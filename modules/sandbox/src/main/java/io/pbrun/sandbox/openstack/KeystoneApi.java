package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.Ids;
import io.pbrun.sandbox.world.Site;
import io.pbrun.sandbox.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Keystone v3: version discovery, tokens, and the lists that clients look names up in. */
final class KeystoneApi extends OpenStackService {
  private static final JsonNode DOMAIN = Json.object("id", "default", "name", "Default");

  private final Tokens tokens;
  private final Catalog catalog;
  private final Logins logins;

  KeystoneApi(World world, Tokens tokens, Catalog catalog) {
    super("keystone", world, tokens);
    this.tokens = tokens;
    this.catalog = catalog;
    this.logins = new Logins(world, tokens);
    open("GET", "/", this::versions);
    open("GET", "/v3", r -> Response.ok(Json.object("version", version(r))));
    open("POST", "/v3/auth/tokens", this::logIn);
    on("GET", "/v3/auth/tokens", this::showToken);
    on("DELETE", "/v3/auth/tokens", this::revoke);
    on("GET", "/v3/auth/catalog", (r, c) -> list(r, "catalog", toList(catalog.json())));
    on("GET", "/v3/auth/projects", (r, c) -> list(r, "projects", ownProjects(c.user())));
    on("GET", "/v3/auth/domains", (r, c) -> list(r, "domains", List.of(domain())));
    on("GET", "/v3/auth/system", (r, c) -> list(r, "system", List.of(Json.object("all", true))));
    on("GET", "/v3/users/{id}/projects", this::projectsOfUser);
    on("GET", "/v3/projects", this::projects);
    on("GET", "/v3/projects/{id}", this::project);
    on("GET", "/v3/users", this::users);
    on("GET", "/v3/users/{id}", this::user);
    on("GET", "/v3/domains", (r, c) -> admin(c, r, "domains", List.of(domain())));
    on("GET", "/v3/domains/{id}", this::showDomain);
    on("GET", "/v3/roles", (r, c) -> admin(c, r, "roles", roles()));
    on("GET", "/v3/services", (r, c) -> admin(c, r, "services", catalog.serviceRows()));
    on("GET", "/v3/endpoints", (r, c) -> admin(c, r, "endpoints", catalog.endpointRows()));
    on("GET", "/v3/regions", (r, c) -> list(r, "regions", List.of(region())));
  }

  private Response versions(Request request) {
    return Response.json(
        300, Json.object("versions", Json.object("values", List.of(version(request)))));
  }

  private static JsonNode version(Request request) {
    return Json.object(
        "id", "v3.14",
        "status", "stable",
        "updated", "2020-04-07T00:00:00Z",
        "links", List.of(Json.object("rel", "self", "href", request.baseUrl() + "/v3/")),
        "media-types",
            List.of(
                Json.object(
                    "base", "application/json",
                    "type", "application/vnd.openstack.identity-v3+json")));
  }

  private Response logIn(Request request) {
    Tokens.Token token = logins.logIn(request.json());
    boolean catalogWanted = !request.query().containsKey("nocatalog");
    return Response.json(201, Json.object("token", describe(token, catalogWanted)))
        .header("X-Subject-Token", token.id())
        .header("Vary", "X-Auth-Token");
  }

  private Response showToken(Request request, Caller caller) {
    Tokens.Token token = subject(request);
    return Response.ok(Json.object("token", describe(token, true)))
        .header("X-Subject-Token", token.id());
  }

  private Response revoke(Request request, Caller caller) {
    tokens.revoke(subject(request).id());
    return Response.empty(204);
  }

  private Tokens.Token subject(Request request) {
    String id = request.header("X-Subject-Token").orElse("");
    return tokens
        .valid(id)
        .orElseThrow(() -> new ApiFault(404, "Could not find token: " + shortened(id) + "."));
  }

  private static String shortened(String id) {
    return id.length() > 12 ? id.substring(0, 12) + "..." : id;
  }

  private JsonNode describe(Tokens.Token token, boolean withCatalog) {
    ObjectNode body =
        Json.object(
            "methods", token.methods(),
            "user",
                Json.object(
                    "domain",
                    DOMAIN,
                    "id",
                    token.user().id(),
                    "name",
                    token.user().name(),
                    "password_expires_at",
                    null),
            "audit_ids", List.of(Ids.hex("audit " + token.id()).substring(0, 22)),
            "expires_at", Times.microsZulu(token.expires()),
            "issued_at", Times.microsZulu(token.issued()));
    Site.Project project = token.project();
    if (project != null) {
      body.set(
          "project", Json.object("domain", DOMAIN, "id", project.id(), "name", project.name()));
      body.put("is_domain", false);
    }
    if (token.system()) {
      body.set("system", Json.object("all", true));
    }
    if (project != null || token.system()) {
      body.set(
          "roles",
          Json.array(
              token.roles().stream()
                  .map(role -> Json.object("id", Ids.hex("role " + role), "name", role))
                  .toList()));
      if (withCatalog) {
        body.set("catalog", catalog.json());
      }
    }
    return body;
  }

  private Response projectsOfUser(Request request, Caller caller) {
    Site.User user = userById(request.var("id"));
    if (!caller.admin() && !caller.user().equals(user)) {
      throw forbidden("identity:list_user_projects");
    }
    return list(request, "projects", ownProjects(user));
  }

  private List<JsonNode> ownProjects(Site.User user) {
    return world.projects().stream()
        .filter(p -> user.roles().containsKey(p.name()))
        .map(KeystoneApi::json)
        .toList();
  }

  private Response projects(Request request, Caller caller) {
    return admin(caller, request, "projects", named(request, world.projects(), Site.Project::name));
  }

  private Response project(Request request, Caller caller) {
    Site.Project project =
        world
            .projectById(request.var("id"))
            .orElseThrow(
                () -> new ApiFault(404, "Could not find project: " + request.var("id") + "."));
    if (!caller.admin() && !caller.user().roles().containsKey(project.name())) {
      throw forbidden("identity:get_project");
    }
    return Response.ok(Json.object("project", json(project)));
  }

  private Response users(Request request, Caller caller) {
    return admin(caller, request, "users", named(request, world.users(), Site.User::name));
  }

  private Response user(Request request, Caller caller) {
    Site.User user = userById(request.var("id"));
    if (!caller.admin() && !caller.user().equals(user)) {
      throw forbidden("identity:get_user");
    }
    return Response.ok(Json.object("user", json(user)));
  }

  private Site.User userById(String id) {
    return world
        .userById(id)
        .orElseThrow(() -> new ApiFault(404, "Could not find user: " + id + "."));
  }

  private <T> List<JsonNode> named(
      Request request, List<T> all, java.util.function.Function<T, String> name) {
    Predicate<T> wanted = t -> request.param("name").map(n -> n.equals(name.apply(t))).orElse(true);
    boolean otherDomain = request.param("domain_id").filter(d -> !d.equals("default")).isPresent();
    return otherDomain ? List.of() : all.stream().filter(wanted).map(KeystoneApi::json).toList();
  }

  private Response showDomain(Request request, Caller caller) {
    if (!request.var("id").equals("default")) {
      throw new ApiFault(404, "Could not find domain: " + request.var("id") + ".");
    }
    return Response.ok(Json.object("domain", domain()));
  }

  private static JsonNode json(Object row) {
    if (row instanceof Site.Project project) {
      return Json.object(
          "id",
          project.id(),
          "name",
          project.name(),
          "domain_id",
          "default",
          "description",
          "",
          "enabled",
          true,
          "parent_id",
          "default",
          "is_domain",
          false,
          "tags",
          List.of(),
          "options",
          Map.of(),
          "links",
          Map.of());
    }
    Site.User user = (Site.User) row;
    return Json.object(
        "id", user.id(),
        "name", user.name(),
        "domain_id", "default",
        "enabled", true,
        "password_expires_at", null,
        "options", Map.of(),
        "links", Map.of());
  }

  private static JsonNode domain() {
    return Json.object(
        "id", "default", "name", "Default", "description", "The default domain", "enabled", true);
  }

  private static JsonNode region() {
    return Json.object("id", Catalog.REGION, "description", "", "parent_region_id", null);
  }

  private static List<JsonNode> roles() {
    return List.of(
            "admin",
            "member",
            "reader",
            "service",
            "load-balancer_member",
            "load-balancer_observer",
            "load-balancer_admin")
        .stream()
        .<JsonNode>map(
            role -> Json.object("id", Ids.hex("role " + role), "name", role, "domain_id", null))
        .toList();
  }

  private static Response admin(Caller caller, Request request, String key, List<JsonNode> rows) {
    if (!caller.admin()) {
      throw forbidden("identity:list_" + key);
    }
    return list(request, key, rows);
  }

  private static Response list(Request request, String key, List<JsonNode> rows) {
    String self = request.baseUrl() + request.path();
    return Response.ok(
        Json.object(key, rows, "links", Json.object("next", null, "self", self, "previous", null)));
  }

  private static List<JsonNode> toList(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }

  private static ApiFault forbidden(String rule) {
    return new ApiFault(
        403, "You are not authorized to perform the requested action: " + rule + ".");
  }

  static JsonNode error(ApiFault fault, String title) {
    return Json.object(
        "error", Json.object("code", fault.status(), "message", fault.message(), "title", title));
  }

  @Override
  JsonNode error(ApiFault fault) {
    return keystoneError(fault);
  }

  static JsonNode keystoneError(ApiFault fault) {
    String title =
        switch (fault.status()) {
          case 400 -> "Bad Request";
          case 401 -> "Unauthorized";
          case 403 -> "Forbidden";
          case 404 -> "Not Found";
          case 405 -> "Method Not Allowed";
          case 409 -> "Conflict";
          default -> "Internal Server Error";
        };
    return error(fault, title);
  }
}
