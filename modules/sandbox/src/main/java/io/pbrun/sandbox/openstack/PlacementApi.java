package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.Hypervisor;
import io.pbrun.sandbox.world.Ids;
import io.pbrun.sandbox.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Placement: providers, inventories, usages and allocation candidates (none: NoValidHost). */
final class PlacementApi extends OpenStackService {
  private static final int MAX_MINOR = 39;
  private static final List<String> TRAITS =
      List.of("COMPUTE_NODE", "COMPUTE_TRUSTED_CERTS", "HW_CPU_X86_AVX2");
  private static final Pattern ASKED = Pattern.compile("placement 1\\.(\\d+)");
  private static final Pattern AMOUNT = Pattern.compile("([A-Z_0-9]+):(\\d+)");

  PlacementApi(World world, Tokens tokens) {
    super("placement", world, tokens);
    open("GET", "/", this::versions);
    on("GET", "/resource_providers", this::providers);
    on("GET", "/resource_providers/{id}", (r, c) -> Response.ok(provider(host(r, c))));
    on("GET", "/resource_providers/{id}/inventories", this::inventories);
    on("GET", "/resource_providers/{id}/usages", this::usages);
    on("GET", "/resource_providers/{id}/traits", this::traits);
    on("GET", "/resource_providers/{id}/aggregates", this::aggregates);
    on("GET", "/allocation_candidates", this::candidates);
    on("GET", "/resource_classes", this::classes);
    on("GET", "/traits", (r, c) -> Response.ok(Json.object("traits", TRAITS)));
  }

  @Override
  public Response answer(Request request) {
    int minor = minor(request);
    if (minor > MAX_MINOR) {
      return Response.json(
          406,
          Json.object(
              "errors",
              List.of(
                  Json.object(
                      "status",
                      406,
                      "title",
                      "Not Acceptable",
                      "detail",
                      "The resource could not be generated that was acceptable to your browser (content of type application/json. \n\n Invalid microversion: Unacceptable version header: 1."
                          + minor,
                      "max_version",
                      "1." + MAX_MINOR,
                      "min_version",
                      "1.0"))));
    }
    return super.answer(request)
        .header("OpenStack-API-Version", "placement 1." + minor)
        .header("Vary", "OpenStack-API-Version");
  }

  private static int minor(Request request) {
    String asked = request.header("OpenStack-API-Version").orElse("placement 1.0");
    if (asked.equals("placement latest")) {
      return MAX_MINOR;
    }
    Matcher matcher = ASKED.matcher(asked);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private Response versions(Request request) {
    return Response.ok(
        Json.object(
            "versions",
            List.of(
                Json.object(
                    "id", "v1.0",
                    "max_version", "1." + MAX_MINOR,
                    "min_version", "1.0",
                    "status", "CURRENT",
                    "links", List.of(Json.object("rel", "self", "href", ""))))));
  }

  private static void requireAdmin(Caller caller, String rule) {
    if (!caller.admin() && !caller.has("service")) {
      throw new ApiFault(
          403,
          "Access was denied to this resource.\n\n Policy does not allow placement:%s to be performed.  "
              .formatted(rule));
    }
  }

  private Response providers(Request request, Caller caller) {
    requireAdmin(caller, "resource_providers:list");
    Map<String, Integer> wanted =
        request.param("resources").map(PlacementApi::amounts).orElse(Map.of());
    return Response.ok(
        Json.object(
            "resource_providers",
            world.compute().hypervisors().stream()
                .filter(h -> request.param("name").map(n -> n.equals(h.name())).orElse(true))
                .filter(h -> request.param("uuid").map(u -> u.equals(h.id())).orElse(true))
                .filter(h -> fits(h, wanted))
                .map(PlacementApi::provider)
                .toList()));
  }

  private Hypervisor host(Request request, Caller caller) {
    requireAdmin(caller, "resource_providers:show");
    String id = request.var("id");
    return world.compute().hypervisors().stream()
        .filter(h -> h.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new ApiFault(404, "No resource provider with uuid " + id + " found"));
  }

  private static JsonNode provider(Hypervisor host) {
    List<JsonNode> links = new ArrayList<>();
    for (String rel : List.of("self", "inventories", "usages", "traits", "aggregates")) {
      String tail = rel.equals("self") ? "" : "/" + rel;
      links.add(Json.object("rel", rel, "href", "/resource_providers/" + host.id() + tail));
    }
    return Json.object(
        "uuid", host.id(),
        "name", host.name(),
        "generation", generation(host),
        "parent_provider_uuid", null,
        "root_provider_uuid", host.id(),
        "links", links);
  }

  private static int generation(Hypervisor host) {
    return 40 + host.servers();
  }

  private Response inventories(Request request, Caller caller) {
    Hypervisor host = host(request, caller);
    return Response.ok(
        Json.object(
            "inventories",
            Json.object(
                "VCPU", inventory(host.vcpus(), 0, host.cpuRatio(), host.vcpus()),
                "MEMORY_MB",
                    inventory(host.memoryMb(), host.reservedMb(), host.ramRatio(), host.memoryMb()),
                "DISK_GB", inventory(host.diskGb(), 0, 1.0, host.diskGb())),
            "resource_provider_generation",
            generation(host)));
  }

  private static JsonNode inventory(int total, int reserved, double ratio, int maxUnit) {
    return Json.object(
        "total", total,
        "reserved", reserved,
        "min_unit", 1,
        "max_unit", maxUnit,
        "step_size", 1,
        "allocation_ratio", ratio);
  }

  private Response usages(Request request, Caller caller) {
    Hypervisor host = host(request, caller);
    return Response.ok(
        Json.object(
            "usages",
            Json.object(
                "VCPU", host.claimedVcpus(),
                "MEMORY_MB", host.claimedMb(),
                "DISK_GB", host.claimedDiskGb()),
            "resource_provider_generation",
            generation(host)));
  }

  private Response traits(Request request, Caller caller) {
    Hypervisor host = host(request, caller);
    return Response.ok(
        Json.object("traits", TRAITS, "resource_provider_generation", generation(host)));
  }

  private Response aggregates(Request request, Caller caller) {
    Hypervisor host = host(request, caller);
    return Response.ok(
        Json.object("aggregates", List.of(), "resource_provider_generation", generation(host)));
  }

  private Response classes(Request request, Caller caller) {
    return Response.ok(
        Json.object(
            "resource_classes",
            List.of("VCPU", "MEMORY_MB", "DISK_GB").stream()
                .map(name -> Json.object("name", name, "links", List.of()))
                .toList()));
  }

  private Response candidates(Request request, Caller caller) {
    requireAdmin(caller, "allocation_candidates:list");
    if (minor(request) < 10) {
      throw new ApiFault(404, "The resource could not be found.");
    }
    Map<String, Integer> wanted =
        amounts(
            request
                .param("resources")
                .orElseThrow(() ->
                    new ApiFault(
                        400,
                        "Invalid query string parameters: 'resources' is a required"
                            + " property")));
    for (String required : request.query().getOrDefault("required", List.of())) {
      for (String trait : required.split(",")) {
        if (!trait.startsWith("!") && !TRAITS.contains(trait)) {
          return Response.ok(
              Json.object("allocation_requests", List.of(), "provider_summaries", Map.of()));
        }
      }
    }
    int limit = request.param("limit").map(PlacementApi::number).orElse(Integer.MAX_VALUE);
    List<Hypervisor> fitting =
        world.compute().hypervisors().stream()
            .filter(host -> fits(host, wanted))
            .limit(limit)
            .toList();
    List<JsonNode> requests = new ArrayList<>();
    Map<String, JsonNode> summaries = new LinkedHashMap<>();
    for (Hypervisor host : fitting) {
      ObjectNode allocation =
          Json.object("allocations", Json.object(host.id(), Json.object("resources", wanted)));
      if (minor(request) >= 34) {
        allocation.set("mappings", Json.object("", List.of(host.id())));
      }
      requests.add(allocation);
      summaries.put(host.id(), summary(host));
    }
    return Response.ok(
        Json.object("allocation_requests", requests, "provider_summaries", summaries));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new ApiFault(400, "Invalid query string parameters: limit " + text);
    }
  }

  private static JsonNode summary(Hypervisor host) {
    return Json.object(
        "resources",
        Json.object(
            "VCPU", Json.object("capacity", host.vcpuCapacity(), "used", host.claimedVcpus()),
            "MEMORY_MB", Json.object("capacity", host.memoryCapacityMb(), "used", host.claimedMb()),
            "DISK_GB", Json.object("capacity", host.diskGb(), "used", host.claimedDiskGb())),
        "traits",
        TRAITS,
        "parent_provider_uuid",
        null,
        "root_provider_uuid",
        host.id());
  }

  private static boolean fits(Hypervisor host, Map<String, Integer> wanted) {
    return wanted.keySet().stream().allMatch(List.of("VCPU", "MEMORY_MB", "DISK_GB")::contains)
        && host.fits(
            wanted.getOrDefault("MEMORY_MB", 0),
            wanted.getOrDefault("VCPU", 0),
            wanted.getOrDefault("DISK_GB", 0));
  }

  private static Map<String, Integer> amounts(String resources) {
    Map<String, Integer> amounts = new LinkedHashMap<>();
    for (String part : resources.split(",")) {
      Matcher matcher = AMOUNT.matcher(part);
      if (!matcher.matches()) {
        throw new ApiFault(
            400,
            "Badly formed resources parameter. Expected resources query string parameter in form:"
                + " ?resources=VCPU:2,MEMORY_MB:1024. Got: "
                + resources
                + ".");
      }
      amounts.put(matcher.group(1), number(matcher.group(2)));
    }
    return amounts;
  }

  @Override
  JsonNode error(ApiFault fault) {
    String title =
        switch (fault.status()) {
          case 400 -> "Bad Request";
          case 403 -> "Forbidden";
          case 404 -> "Not Found";
          case 406 -> "Not Acceptable";
          default -> "Internal Server Error";
        };
    String general =
        switch (fault.status()) {
          case 400 -> "The server could not comply with the request since it is malformed.";
          case 403 -> "Access was denied to this resource.";
          case 404 -> "The resource could not be found.";
          default -> title;
        };
    return Json.object(
        "errors",
        List.of(
            Json.object(
                "status",
                fault.status(),
                "title",
                title,
                "detail",
                general + "\n\n " + fault.message() + "  ",
                "code",
                "placement.undefined_code",
                "request_id",
                "req-" + Ids.uuid("placement " + fault.message()))));
  }
}
