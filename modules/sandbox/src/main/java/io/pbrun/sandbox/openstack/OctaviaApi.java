package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Page;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Octavia: versions (no microversion header), filters, pages, errors; its facets add the routes.
 */
final class OctaviaApi extends OpenStackService {
  static final String FORBIDDEN = "Policy does not allow this request to be performed.";
  private static final int PAGE_SIZE = 1000;
  private static final int MINORS = 27;
  private static final Set<String> NOT_FILTERS =
      Set.of("limit", "marker", "sort", "sort_key", "sort_dir", "page_reverse", "fields");

  OctaviaApi(World world, Tokens tokens) {
    super("octavia", world, tokens);
    open("GET", "/", this::versions);
    new OctaviaBalancersApi(this).register();
    new OctaviaAmphoraeApi(this).register();
  }

  @Override
  public Response answer(Request request) {
    String path = request.path();
    return super.answer(
        path.startsWith("/v2.0/") ? request.at("/v2/" + path.substring(6)) : request);
  }

  private Response versions(Request request) {
    List<JsonNode> versions = new ArrayList<>();
    for (int minor = 0; minor <= MINORS; minor++) {
      versions.add(
          Json.object(
              "id",
              "v2." + minor,
              "status",
              minor == MINORS ? "CURRENT" : "SUPPORTED",
              "updated",
              "2024-03-18T00:00:00Z",
              "links",
              List.of(Json.object("rel", "self", "href", request.baseUrl() + "/v2"))));
    }
    return Response.ok(Json.object("versions", versions));
  }

  /** A filtered page of rows under the key, with its links. */
  static Response list(Request request, String key, List<JsonNode> rows) {
    List<JsonNode> matching =
        rows.stream()
            .filter(row ->
                request.query().entrySet().stream()
                    .filter(e -> !NOT_FILTERS.contains(e.getKey()))
                    .allMatch(e -> matches(row, e.getKey(), e.getValue())))
            .toList();
    Page<JsonNode> page = page(matching, request);
    List<String> fields = request.query().getOrDefault("fields", List.of());
    return Response.ok(
        Json.object(
            key,
            page.items().stream().map(row -> only(row, fields)).toList(),
            key + "_links",
            page.next().stream().map(href -> Json.object("rel", "next", "href", href)).toList()));
  }

  private static Page<JsonNode> page(List<JsonNode> rows, Request request) {
    try {
      return Page.of(rows, row -> row.path("id").asText(), request, PAGE_SIZE);
    } catch (ApiFault fault) {
      String marker = request.param("marker").orElse("");
      throw fault.message().startsWith("marker")
          ? new ApiFault(400, "Supplied pagination marker '%s' is not valid.".formatted(marker))
          : fault;
    }
  }

  private static boolean matches(JsonNode row, String field, List<String> wanted) {
    JsonNode value = row.get(field.equals("tenant_id") ? "project_id" : field);
    if (value == null) {
      return true;
    }
    return wanted.stream().anyMatch(w -> w.equalsIgnoreCase(value.asText()));
  }

  private static JsonNode only(JsonNode row, List<String> fields) {
    if (fields.isEmpty()) {
      return row;
    }
    ObjectNode some = Json.object();
    row.properties().stream()
        .filter(e -> fields.contains(e.getKey()))
        .forEach(e -> some.set(e.getKey(), e.getValue()));
    return some;
  }

  @Override
  JsonNode error(ApiFault fault) {
    return Json.object(
        "faultcode",
        fault.status() < 500 ? "Client" : "Server",
        "faultstring",
        fault.message(),
        "debuginfo",
        null);
  }
}
