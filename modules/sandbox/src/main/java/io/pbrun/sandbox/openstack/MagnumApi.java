package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.ContainerInfra;
import io.pbrun.sandbox.world.Ids;
import io.pbrun.sandbox.world.LoadBalancer;
import io.pbrun.sandbox.world.Scenario;
import io.pbrun.sandbox.world.Site;
import io.pbrun.sandbox.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Magnum: one cluster and its template; the list leaves health_status_reason out, show has it. */
final class MagnumApi extends OpenStackService {
  private static final int MAX_MINOR = 11;
  private static final Pattern ASKED = Pattern.compile("container-infra 1\\.(\\d+)");

  MagnumApi(World world, Tokens tokens) {
    super("magnum", world, tokens);
    open("GET", "/", this::versions);
    open("GET", "/v1", r -> Response.ok(Json.object("id", "v1", "media_types", List.of())));
    on("GET", "/v1/clusters", this::list);
    on("GET", "/v1/clusters/detail", this::list);
    on("GET", "/v1/clusters/{id}", this::show);
    on("GET", "/v1/clusters/{id}/nodegroups", this::nodeGroups);
    on("GET", "/v1/clustertemplates", this::templates);
    on("GET", "/v1/clustertemplates/detail", this::templates);
    on("GET", "/v1/clustertemplates/{id}", this::template);
    on("GET", "/v1/mservices", this::services);
  }

  @Override
  public Response answer(Request request) {
    String asked = request.header("OpenStack-API-Version").orElse("container-infra 1.1");
    Matcher matcher = ASKED.matcher(asked);
    int minor =
        asked.endsWith("latest")
            ? MAX_MINOR
            : matcher.matches() ? Integer.parseInt(matcher.group(1)) : 1;
    if (minor > MAX_MINOR) {
      return versioned(
          Response.json(
              406,
              Json.object(
                  "errors",
                  List.of(
                      Json.object(
                          "max_version", "1." + MAX_MINOR,
                          "min_version", "1.1",
                          "code", "magnum.microversion-unsupported",
                          "links", List.of(),
                          "title", "Requested microversion is unsupported")))),
          minor);
    }
    return versioned(super.answer(request), minor);
  }

  private static Response versioned(Response response, int minor) {
    return response
        .header("OpenStack-API-Version", "container-infra 1." + minor)
        .header("OpenStack-API-Minimum-Version", "container-infra 1.1")
        .header("OpenStack-API-Maximum-Version", "container-infra 1." + MAX_MINOR);
  }

  private Response versions(Request request) {
    return Response.ok(
        Json.object(
            "name",
            "OpenStack Magnum API",
            "description",
            "Magnum is an OpenStack project which aims to provide container"
                + " cluster management.",
            "versions",
            List.of(
                Json.object(
                    "id", "v1",
                    "status", "CURRENT",
                    "min_version", "1.1",
                    "max_version", "1." + MAX_MINOR,
                    "links",
                        List.of(Json.object("rel", "self", "href", request.baseUrl() + "/v1/"))))));
  }

  private Site.Project owner() {
    return world.project(world.scenario().managementVm().project());
  }

  private boolean visible(Caller caller) {
    return caller.admin() || caller.owns(owner().id());
  }

  private Response list(Request request, Caller caller) {
    List<JsonNode> rows = visible(caller) ? List.of(brief(request)) : List.of();
    return Response.ok(Json.object("clusters", rows));
  }

  private Response show(Request request, Caller caller) {
    String id = request.var("id");
    if (!visible(caller) || !(id.equals(clusterId()) || id.equals(facts().cluster()))) {
      throw new ApiFault(404, "Cluster " + id + " could not be found.");
    }
    return Response.ok(detail(request));
  }

  private Scenario.Magnum facts() {
    return world.scenario().magnum();
  }

  private String clusterId() {
    return Ids.uuid("magnum cluster " + facts().cluster());
  }

  private String templateId() {
    return Ids.uuid("magnum template k8s-capi");
  }

  private ObjectNode brief(Request request) {
    return Json.object(
        "uuid", clusterId(),
        "name", facts().cluster(),
        "cluster_template_id", templateId(),
        "stack_id", world.scenario().clusterApi().cluster() + "-" + clusterId().substring(0, 12),
        "status", "CREATE_COMPLETE",
        "health_status", world.containerInfra().status(),
        "keypair", "operator",
        "docker_volume_size", null,
        "labels", Map.of("kube_tag", world.scenario().clusterApi().kubernetesVersion()),
        "flavor_id", "gp.mid",
        "master_flavor_id", "gp.mid",
        "master_count", world.scenario().clusterApi().controlPlanes(),
        "node_count", world.scenario().clusterApi().workers(),
        "create_timeout", 60,
        "links",
            List.of(
                Json.object(
                    "rel", "self", "href", request.baseUrl() + "/v1/clusters/" + clusterId())));
  }

  private ObjectNode detail(Request request) {
    ContainerInfra health = world.containerInfra();
    ObjectNode json = brief(request);
    json.set("health_status_reason", Json.node(health.reason()));
    json.putNull("status_reason");
    json.put(
        "created_at", Times.offset(world.managementServer().created().plus(Duration.ofDays(1))));
    json.put("updated_at", Times.offset(health.updated()));
    json.put("api_address", "https://" + vip() + ":6443");
    json.put("coe_version", world.scenario().clusterApi().kubernetesVersion());
    json.putNull("container_version");
    json.putNull("discovery_url");
    json.set("master_addresses", Json.array(List.of()));
    json.set("node_addresses", Json.array(List.of()));
    json.putNull("fixed_network");
    json.putNull("fixed_subnet");
    json.put("floating_ip_enabled", true);
    json.put("master_lb_enabled", true);
    json.put("project_id", owner().id());
    json.put("user_id", Ids.hex("user capi-mgmt"));
    json.set("labels_added", Json.object());
    json.set("labels_overridden", Json.object());
    json.set("labels_skipped", Json.object());
    return json;
  }

  private String vip() {
    return world.loadBalancing().balancers().stream()
        .map(LoadBalancer::vip)
        .findFirst()
        .orElse("10.20.0.50");
  }

  private Response nodeGroups(Request request, Caller caller) {
    show(request, caller);
    Scenario.ClusterApi cluster = world.scenario().clusterApi();
    return Response.ok(
        Json.object(
            "nodegroups",
            List.of(
                group("default-master", "master", cluster.controlPlanes()),
                group("default-worker", "worker", cluster.workers()))));
  }

  private JsonNode group(String name, String role, int count) {
    return Json.object(
        "uuid",
        Ids.uuid("node group " + name),
        "name",
        name,
        "flavor_id",
        "gp.mid",
        "image_id",
        world.images().get(1).id(),
        "node_count",
        count,
        "status",
        "CREATE_COMPLETE",
        "role",
        role,
        "is_default",
        true,
        "links",
        List.of());
  }

  private Response templates(Request request, Caller caller) {
    return Response.ok(
        Json.object("clustertemplates", visible(caller) ? List.of(template()) : List.of()));
  }

  private Response template(Request request, Caller caller) {
    String id = request.var("id");
    if (!visible(caller) || !(id.equals(templateId()) || id.equals("k8s-capi"))) {
      throw new ApiFault(404, "ClusterTemplate " + id + " could not be found.");
    }
    return Response.ok(template());
  }

  private JsonNode template() {
    return Json.object(
        "uuid",
        templateId(),
        "name",
        "k8s-capi",
        "coe",
        "kubernetes",
        "cluster_distro",
        "ubuntu",
        "driver",
        "k8s_capi_helm",
        "image_id",
        world.images().get(1).id(),
        "flavor_id",
        "gp.mid",
        "master_flavor_id",
        "gp.mid",
        "network_driver",
        "calico",
        "external_network_id",
        "ext-net",
        "keypair_id",
        null,
        "labels",
        Map.of(),
        "tls_disabled",
        false,
        "public",
        false,
        "hidden",
        false,
        "master_lb_enabled",
        true,
        "floating_ip_enabled",
        true,
        "created_at",
        Times.offset(world.managementServer().created()),
        "updated_at",
        null,
        "links",
        List.of());
  }

  private Response services(Request request, Caller caller) {
    caller.requireAdmin("Policy doesn't allow magnum-service:get_all to be performed.");
    return Response.ok(
        Json.object(
            "mservices",
            List.of(
                Json.object(
                    "id",
                    1,
                    "host",
                    "juju-magnum-0",
                    "binary",
                    "magnum-conductor",
                    "state",
                    "up",
                    "report_count",
                    12,
                    "disabled",
                    false,
                    "disabled_reason",
                    null,
                    "created_at",
                    Times.offset(world.managementServer().created()),
                    "updated_at",
                    Times.offset(world.now())))));
  }

  @Override
  JsonNode error(ApiFault fault) {
    return Json.object(
        "errors",
        List.of(
            Json.object(
                "status", fault.status(),
                "code", fault.status() < 500 ? "client" : "server",
                "links", List.of(),
                "title", fault.message(),
                "detail", fault.message(),
                "request_id", "")));
  }
}
