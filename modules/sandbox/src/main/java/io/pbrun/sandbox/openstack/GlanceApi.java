package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Page;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.Ids;
import io.pbrun.sandbox.world.Site;
import io.pbrun.sandbox.world.World;
import java.time.Duration;
import java.util.List;

/** Glance: the images that servers name. */
final class GlanceApi extends OpenStackService {
  GlanceApi(World world, Tokens tokens) {
    super("glance", world, tokens);
    open("GET", "/", this::versions);
    open("GET", "/versions", this::versions);
    on("GET", "/v2/images", this::list);
    on("GET", "/v2/images/{id}", this::show);
  }

  private Response versions(Request request) {
    return Response.json(
        300,
        Json.object(
            "versions",
            List.of(
                Json.object(
                    "id", "v2.16",
                    "status", "CURRENT",
                    "links",
                        List.of(Json.object("rel", "self", "href", request.baseUrl() + "/v2/"))))));
  }

  private Response list(Request request, Caller caller) {
    List<Site.Image> images =
        world.images().stream()
            .filter(i -> request.param("name").map(n -> n.equals(i.name())).orElse(true))
            .filter(i -> i.tags().containsAll(request.query().getOrDefault("tag", List.of())))
            .filter(i -> request.param("id").map(id -> ids(id).contains(i.id())).orElse(true))
            .toList();
    Page<Site.Image> page = Page.of(images, Site.Image::id, request, 1000);
    ObjectNode body =
        Json.object(
            "images",
            page.items().stream().map(this::json).toList(),
            "schema",
            "/v2/schemas/images",
            "first",
            "/v2/images");
    page.next().ifPresent(href -> body.put("next", href.substring(request.baseUrl().length())));
    return Response.ok(body);
  }

  private static List<String> ids(String filter) {
    return List.of(filter.replaceFirst("^in:", "").split(","));
  }

  private Response show(Request request, Caller caller) {
    String id = request.var("id");
    return world.images().stream()
        .filter(i -> i.id().equals(id))
        .findFirst()
        .map(i -> Response.ok(json(i)))
        .orElseThrow(() -> new ApiFault(404, "No image found with ID " + id));
  }

  private JsonNode json(Site.Image image) {
    String created = Times.zulu(world.managementServer().created().minus(Duration.ofDays(9)));
    return Json.object(
        "id",
        image.id(),
        "name",
        image.name(),
        "status",
        "active",
        "visibility",
        "public",
        "owner",
        image.projectId(),
        "tags",
        image.tags(),
        "container_format",
        "bare",
        "disk_format",
        "raw",
        "size",
        2_361_393_152L,
        "virtual_size",
        null,
        "min_disk",
        0,
        "min_ram",
        0,
        "protected",
        false,
        "os_hidden",
        false,
        "checksum",
        Ids.hex("checksum " + image.name()),
        "created_at",
        created,
        "updated_at",
        created,
        "self",
        "/v2/images/" + image.id(),
        "file",
        "/v2/images/" + image.id() + "/file",
        "schema",
        "/v2/schemas/image");
  }

  @Override
  JsonNode error(ApiFault fault) {
    return Json.object("message", fault.message(), "code", fault.status() + "");
  }
}
