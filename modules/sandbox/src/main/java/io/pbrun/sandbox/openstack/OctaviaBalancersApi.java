package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.Ids;
import io.pbrun.sandbox.world.LoadBalancer;
import io.pbrun.sandbox.world.Refused;
import java.util.List;

/** /v2/lbaas: load balancers, their one listener and pool, and the failover. */
final class OctaviaBalancersApi {
  private final OctaviaApi octavia;

  OctaviaBalancersApi(OctaviaApi octavia) {
    this.octavia = octavia;
  }

  void register() {
    octavia.on("GET", "/v2/lbaas/loadbalancers", this::list);
    octavia.on("GET", "/v2/lbaas/loadbalancers/{id}", this::show);
    octavia.on("GET", "/v2/lbaas/loadbalancers/{id}/status", this::statuses);
    octavia.on("GET", "/v2/lbaas/loadbalancers/{id}/statuses", this::statuses);
    octavia.on("PUT", "/v2/lbaas/loadbalancers/{id}/failover", this::failover);
    octavia.on("GET", "/v2/lbaas/listeners", (r, c) -> children(r, c, "listeners"));
    octavia.on("GET", "/v2/lbaas/pools", (r, c) -> children(r, c, "pools"));
    octavia.on(
        "GET",
        "/v2/lbaas/providers",
        (r, c) ->
            Response.ok(
                Json.object(
                    "providers",
                    List.of(
                        Json.object(
                            "name", "amphora", "description", "The Octavia Amphora driver."),
                        Json.object(
                            "name", "octavia",
                            "description", "Deprecated alias of the Octavia Amphora driver."),
                        Json.object("name", "ovn", "description", "Octavia OVN driver.")))));
  }

  private List<LoadBalancer> visible(Caller caller) {
    requireMember(caller);
    return octavia.world.loadBalancing().balancers().stream()
        .filter(lb -> seesAll(caller) || caller.owns(lb.projectId()))
        .toList();
  }

  private static void requireMember(Caller caller) {
    if (!caller.admin() && caller.roles().stream().noneMatch(r -> r.startsWith("load-balancer"))) {
      throw new ApiFault(403, OctaviaApi.FORBIDDEN);
    }
  }

  private static boolean seesAll(Caller caller) {
    return caller.admin() || caller.has("load-balancer_admin");
  }

  private Response list(Request request, Caller caller) {
    return OctaviaApi.list(
        request, "loadbalancers", visible(caller).stream().map(OctaviaBalancersApi::json).toList());
  }

  private LoadBalancer balancer(Request request, Caller caller) {
    String id = request.var("id");
    LoadBalancer balancer =
        octavia
            .world
            .loadBalancing()
            .balancer(id)
            .orElseThrow(() -> new ApiFault(404, "Load Balancer " + id + " not found."));
    if (!seesAll(caller) && !caller.owns(balancer.projectId())) {
      throw new ApiFault(403, OctaviaApi.FORBIDDEN);
    }
    return balancer;
  }

  private Response show(Request request, Caller caller) {
    requireMember(caller);
    return Response.ok(Json.object("loadbalancer", json(balancer(request, caller))));
  }

  private Response failover(Request request, Caller caller) {
    LoadBalancer balancer = balancer(request, caller);
    if (!seesAll(caller)) {
      throw new ApiFault(403, OctaviaApi.FORBIDDEN);
    }
    if (balancer.provider().equals("ovn")) {
      throw new ApiFault(
          501,
          "Provider 'ovn' does not support a requested option: OVN provider does not support"
              + " loadbalancer failover");
    }
    try {
      octavia.world.loadBalancing().failover(balancer);
    } catch (Refused refused) {
      throw new ApiFault(409, String.valueOf(refused.getMessage()));
    }
    return Response.empty(202);
  }

  private Response statuses(Request request, Caller caller) {
    LoadBalancer lb = balancer(request, caller);
    return Response.ok(
        Json.object(
            "statuses",
            Json.object(
                "loadbalancer",
                Json.object(
                    "id", lb.id(),
                    "name", lb.name(),
                    "operating_status", lb.operating(),
                    "provisioning_status", lb.provisioning(),
                    "listeners",
                        List.of(
                            Json.object(
                                "id", listenerId(lb),
                                "name", lb.name() + "-6443",
                                "operating_status", lb.operating(),
                                "provisioning_status", "ACTIVE",
                                "pools", List.of(pool(lb))))))));
  }

  private static JsonNode pool(LoadBalancer lb) {
    return Json.object(
        "id", poolId(lb),
        "name", lb.name() + "-6443",
        "operating_status", lb.operating(),
        "provisioning_status", "ACTIVE",
        "members", List.of());
  }

  private Response children(Request request, Caller caller, String kind) {
    boolean listeners = kind.equals("listeners");
    return OctaviaApi.list(
        request,
        kind,
        visible(caller).stream()
            .<JsonNode>map(lb ->
                Json.object(
                    "id",
                    listeners ? listenerId(lb) : poolId(lb),
                    "name",
                    lb.name() + "-6443",
                    "description",
                    "",
                    "protocol",
                    "TCP",
                    "protocol_port",
                    6443,
                    "lb_algorithm",
                    "ROUND_ROBIN",
                    "admin_state_up",
                    true,
                    "default_pool_id",
                    poolId(lb),
                    "provisioning_status",
                    "ACTIVE",
                    "operating_status",
                    lb.operating(),
                    "project_id",
                    lb.projectId(),
                    "loadbalancers",
                    List.of(Json.object("id", lb.id()))))
            .toList());
  }

  private static String listenerId(LoadBalancer lb) {
    return Ids.uuid("listener " + lb.id());
  }

  private static String poolId(LoadBalancer lb) {
    return Ids.uuid("pool " + lb.id());
  }

  private static JsonNode json(LoadBalancer lb) {
    return Json.object(
        "id", lb.id(),
        "name", lb.name(),
        "description", "",
        "provisioning_status", lb.provisioning(),
        "operating_status", lb.operating(),
        "admin_state_up", true,
        "project_id", lb.projectId(),
        "created_at", Times.plain(lb.created()),
        "updated_at", Times.plain(lb.updated()),
        "vip_address", lb.vip(),
        "vip_port_id", lb.vipPortId(),
        "vip_subnet_id", lb.vipNetwork().subnetId(),
        "vip_network_id", lb.vipNetwork().id(),
        "additional_vips", List.of(),
        "listeners", List.of(Json.object("id", listenerId(lb))),
        "pools", List.of(Json.object("id", poolId(lb))),
        "provider", lb.provider(),
        "flavor_id", null,
        "vip_qos_policy_id", null,
        "tags", List.of(),
        "availability_zone", null);
  }
}
