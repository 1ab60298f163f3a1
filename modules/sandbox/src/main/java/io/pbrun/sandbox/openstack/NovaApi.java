package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.Server;
import io.pbrun.sandbox.world.Site;
import io.pbrun.sandbox.world.World;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nova: discovery, microversions, errors; its facets add the routes. */
final class NovaApi extends OpenStackService {
  static final int MAX_MINOR = 96;
  private static final Pattern ROOT = Pattern.compile("^/v2\\.1(?:/[0-9a-f]{32})?(?=/|$)");
  private static final Pattern VERSION = Pattern.compile("(?:compute )?2\\.(\\d+)");

  NovaApi(World world, Tokens tokens) {
    super("nova", world, tokens);
    open(
        "GET",
        "/",
        r ->
            Response.ok(
                Json.object("versions", List.of(legacy(r.baseUrl()), version(r.baseUrl())))));
    open("GET", "/v2.1", r -> Response.ok(Json.object("version", version(r.baseUrl()))));
    on("GET", "/v2.1/flavors", (r, c) -> flavors(false, minor(r)));
    on("GET", "/v2.1/flavors/detail", (r, c) -> flavors(true, minor(r)));
    on("GET", "/v2.1/flavors/{id}", this::flavor);
    on(
        "GET",
        "/v2.1/flavors/{id}/os-extra_specs",
        (r, c) -> Response.ok(Json.object("extra_specs", Map.of())));
    on("GET", "/v2.1/extensions", (r, c) -> Response.ok(Json.object("extensions", List.of())));
    new NovaServersApi(this).register();
    new NovaActionsApi(this).register();
    new NovaHistoryApi(this).register();
    new NovaHostsApi(this).register();
  }

  @Override
  public Response answer(Request request) {
    Matcher root = ROOT.matcher(request.path());
    Request plain =
        root.find() ? request.at("/v2.1" + request.path().substring(root.end())) : request;
    int minor = minor(request);
    Response answer = super.answer(plain);
    return answer
        .header("X-Compute-Request-Id", String.valueOf(answer.headers().get(REQUEST_ID)))
        .header("OpenStack-API-Version", "compute 2." + minor)
        .header("X-OpenStack-Nova-API-Version", "2." + minor)
        .header("Vary", "OpenStack-API-Version, X-OpenStack-Nova-API-Version");
  }

  /** The microversion a request asks for; 2.1 without one. */
  static int minor(Request request) {
    String asked =
        request
            .header("OpenStack-API-Version")
            .filter(v -> v.startsWith("compute "))
            .or(() -> request.header("X-OpenStack-Nova-API-Version"))
            .orElse("2.1");
    if (asked.endsWith("latest")) {
      return MAX_MINOR;
    }
    Matcher version = VERSION.matcher(asked);
    if (!version.matches()) {
      throw new ApiFault(
          400, "API Version String " + asked + " is of invalid format. Must be of format X.Y.");
    }
    int minor = Integer.parseInt(version.group(1));
    if (minor < 1 || minor > MAX_MINOR) {
      throw new ApiFault(
          406,
          "Version 2.%d is not supported by the API. Minimum is 2.1 and maximum is 2.%d."
              .formatted(minor, MAX_MINOR));
    }
    return minor;
  }

  /**
   * The server a request names, if the caller may see it.
   *
   * @throws ApiFault 404
   */
  Server server(Request request, Caller caller) {
    String id = request.var("id");
    return world
        .compute()
        .server(id)
        .filter(s -> caller.admin() || caller.owns(s.projectId()))
        .orElseThrow(() -> new ApiFault(404, "Instance " + id + " could not be found."));
  }

  private Response flavors(boolean detail, int minor) {
    return Response.ok(
        Json.object(
            "flavors", world.flavors().stream().map(f -> flavor(f, detail, minor)).toList()));
  }

  private Response flavor(Request request, Caller caller) {
    String id = request.var("id");
    return world.flavors().stream()
        .filter(f -> f.id().equals(id))
        .findFirst()
        .map(f -> Response.ok(Json.object("flavor", flavor(f, true, minor(request)))))
        .orElseThrow(() -> new ApiFault(404, "Flavor " + id + " could not be found."));
  }

  private static JsonNode flavor(Site.Flavor flavor, boolean detail, int minor) {
    if (!detail) {
      return Json.object("id", flavor.id(), "name", flavor.name(), "links", List.of());
    }
    return Json.object(
        "id", flavor.id(),
        "name", flavor.name(),
        "ram", flavor.ramMb(),
        "vcpus", flavor.vcpus(),
        "disk", flavor.diskGb(),
        // A number since 2.75.
        "swap", minor >= 75 ? (Object) 0 : "",
        "OS-FLV-EXT-DATA:ephemeral", 0,
        "OS-FLV-DISABLED:disabled", false,
        "os-flavor-access:is_public", true,
        "rxtx_factor", 1.0,
        "description", null,
        "extra_specs", Map.of(),
        "links", List.of());
  }

  /** The API before microversions, which Nova still names at its root. */
  private static JsonNode legacy(String baseUrl) {
    return Json.object(
        "id", "v2.0",
        "status", "SUPPORTED",
        "version", "",
        "min_version", "",
        "updated", "2011-01-21T11:33:21Z",
        "links", List.of(Json.object("rel", "self", "href", baseUrl + "/v2/")));
  }

  private static JsonNode version(String baseUrl) {
    return Json.object(
        "id", "v2.1",
        "status", "CURRENT",
        "version", "2." + MAX_MINOR,
        "min_version", "2.1",
        "updated", "2013-07-23T11:33:21Z",
        "links", List.of(Json.object("rel", "self", "href", baseUrl + "/v2.1/")));
  }

  @Override
  JsonNode error(ApiFault fault) {
    String kind =
        switch (fault.status()) {
          case 400 -> "badRequest";
          case 403 -> "forbidden";
          case 404 -> "itemNotFound";
          case 405 -> "badMethod";
          case 409 -> "conflictingRequest";
          default -> "computeFault";
        };
    return Json.object(kind, Json.object("code", fault.status(), "message", fault.message()));
  }
}
