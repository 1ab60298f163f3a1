package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Page;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.Site;
import io.pbrun.sandbox.world.World;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Neutron, read only: what corroborates an amphora's identity and what the stock client asks. */
final class NeutronApi extends OpenStackService {
  private static final Set<String> NOT_FILTERS =
      Set.of("limit", "marker", "fields", "sort_key", "sort_dir", "fixed_ips");

  NeutronApi(World world, Tokens tokens) {
    super("neutron", world, tokens);
    open("GET", "/", this::versions);
    on("GET", "/v2.0", (r, c) -> Response.ok(Json.object("resources", List.of())));
    on("GET", "/v2.0/extensions", (r, c) -> Response.ok(Json.object("extensions", List.of())));
    resource("networks", "network", c -> networks(c));
    resource("subnets", "subnet", c -> subnets(c));
    resource("ports", "port", c -> ports(c));
    resource("floatingips", "floatingip", c -> floatingIps(c));
    resource("routers", "router", c -> List.of());
    resource("security-groups", "security_group", c -> List.of());
  }

  private void resource(
      String plural, String singular, java.util.function.Function<Caller, List<JsonNode>> rows) {
    String key = plural.replace('-', '_');
    on("GET", "/v2.0/" + plural, (r, c) -> list(r, key, rows.apply(c)));
    on(
        "GET",
        "/v2.0/" + plural + "/{id}",
        (r, c) ->
            rows.apply(c).stream()
                .filter(row -> row.path("id").asText().equals(r.var("id")))
                .findFirst()
                .map(row -> Response.ok(Json.object(singular, row)))
                .orElseThrow(() ->
                    new ApiFault(
                        404,
                        "%s %s could not be found."
                            .formatted(
                                Character.toUpperCase(singular.charAt(0)) + singular.substring(1),
                                r.var("id")))));
  }

  private Response versions(Request request) {
    return Response.ok(
        Json.object(
            "versions",
            List.of(
                Json.object(
                    "id", "v2.0",
                    "status", "CURRENT",
                    "links",
                        List.of(
                            Json.object("rel", "self", "href", request.baseUrl() + "/v2.0/"))))));
  }

  private static Response list(Request request, String key, List<JsonNode> rows) {
    List<JsonNode> matching =
        rows.stream()
            .filter(row ->
                request.query().entrySet().stream()
                    .filter(e -> !NOT_FILTERS.contains(e.getKey()))
                    .allMatch(e -> matches(row, e)))
            .filter(row -> matchesAddress(row, request))
            .toList();
    Page<JsonNode> page = Page.of(matching, row -> row.path("id").asText(), request, 1000);
    var body = Json.object(key, page.items());
    page.next()
        .ifPresent(href ->
            body.set(
                key + "_links", Json.array(List.of(Json.object("rel", "next", "href", href)))));
    return Response.ok(body);
  }

  private static boolean matches(JsonNode row, Map.Entry<String, List<String>> filter) {
    String field = filter.getKey().equals("tenant_id") ? "project_id" : filter.getKey();
    JsonNode value = row.get(field);
    return value == null
        || filter.getValue().stream().anyMatch(w -> w.equalsIgnoreCase(value.asText()));
  }

  private static boolean matchesAddress(JsonNode row, Request request) {
    for (String wanted : request.query().getOrDefault("fixed_ips", List.of())) {
      String[] pair = wanted.split("=", 2);
      boolean found = false;
      for (JsonNode fixed : row.path("fixed_ips")) {
        found |= pair.length == 2 && fixed.path(pair[0]).asText().equals(pair[1]);
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private List<JsonNode> networks(Caller caller) {
    return world.networking().networks().stream()
        .filter(n -> caller.admin() || n.external() || caller.owns(n.projectId()))
        .<JsonNode>map(n ->
            Json.object(
                "id", n.id(),
                "name", n.name(),
                "project_id", n.projectId(),
                "tenant_id", n.projectId(),
                "admin_state_up", true,
                "status", "ACTIVE",
                "shared", false,
                "router:external", n.external(),
                "mtu", 1450,
                "subnets", List.of(n.subnetId()),
                "availability_zones", List.of("nova"),
                "description", ""))
        .toList();
  }

  private List<JsonNode> subnets(Caller caller) {
    return world.networking().networks().stream()
        .filter(n -> caller.admin() || n.external() || caller.owns(n.projectId()))
        .<JsonNode>map(n ->
            Json.object(
                "id", n.subnetId(),
                "name", n.name().replace("-net", "-subnet"),
                "network_id", n.id(),
                "project_id", n.projectId(),
                "tenant_id", n.projectId(),
                "cidr", n.cidr(),
                "gateway_ip", n.gateway(),
                "ip_version", 4,
                "enable_dhcp", true,
                "allocation_pools", List.of(),
                "dns_nameservers", List.of(),
                "host_routes", List.of()))
        .toList();
  }

  private List<JsonNode> ports(Caller caller) {
    return world.networking().ports().stream()
        .filter(p -> caller.admin() || caller.owns(p.projectId()))
        .map(this::port)
        .toList();
  }

  private JsonNode port(Site.Port port) {
    String subnet =
        world.networking().networks().stream()
            .filter(n -> n.id().equals(port.networkId()))
            .map(Site.Network::subnetId)
            .findFirst()
            .orElse("");
    boolean running = world.compute().server(port.deviceId()).map(s -> s.running()).orElse(false);
    String host =
        world
            .compute()
            .server(port.deviceId())
            .map(s -> s.host() == null ? "" : s.host())
            .orElse("");
    return Json.object(
        "id", port.id(),
        "name", port.name(),
        "project_id", port.projectId(),
        "tenant_id", port.projectId(),
        "network_id", port.networkId(),
        "device_id", port.deviceId(),
        "device_owner", port.deviceOwner(),
        "mac_address", port.mac(),
        "fixed_ips", List.of(Json.object("subnet_id", subnet, "ip_address", port.address())),
        "allowed_address_pairs", List.of(),
        "admin_state_up", !port.deviceOwner().equals("Octavia"),
        "status", running ? "ACTIVE" : "DOWN",
        "binding:host_id", host,
        "binding:vnic_type", "normal",
        "security_groups", List.of(),
        "tags", List.of());
  }

  private List<JsonNode> floatingIps(Caller caller) {
    return world.networking().floatingIps().stream()
        .filter(f -> caller.admin() || caller.owns(f.projectId()))
        .<JsonNode>map(f ->
            Json.object(
                "id", f.id(),
                "project_id", f.projectId(),
                "tenant_id", f.projectId(),
                "floating_ip_address", f.address(),
                "fixed_ip_address", f.fixedAddress(),
                "floating_network_id", f.networkId(),
                "port_id", f.portId(),
                "router_id", null,
                "status", "ACTIVE",
                "description", "",
                "tags", List.of()))
        .toList();
  }

  @Override
  JsonNode error(ApiFault fault) {
    return Json.object(
        "NeutronError",
        Json.object(
            "type",
            fault.status() == 404 ? "HTTPNotFound" : "HTTPBadRequest",
            "message",
            fault.message(),
            "detail",
            ""));
  }
}
