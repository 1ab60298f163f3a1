package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.Amphora;
import io.pbrun.sandbox.world.LoadBalancer;
import io.pbrun.sandbox.world.Refused;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** /v2/octavia/amphorae, for admins. */
final class OctaviaAmphoraeApi {
  private final OctaviaApi octavia;

  OctaviaAmphoraeApi(OctaviaApi octavia) {
    this.octavia = octavia;
  }

  void register() {
    octavia.on("GET", "/v2/octavia/amphorae", this::list);
    octavia.on("GET", "/v2/octavia/amphorae/{id}", this::show);
    octavia.on("PUT", "/v2/octavia/amphorae/{id}/failover", this::failover);
    octavia.on("DELETE", "/v2/octavia/amphorae/{id}", this::delete);
  }

  private static void requireAdmin(Caller caller) {
    if (!caller.admin() && !caller.has("load-balancer_admin")) {
      throw new ApiFault(403, OctaviaApi.FORBIDDEN);
    }
  }

  private Response list(Request request, Caller caller) {
    requireAdmin(caller);
    boolean filtered =
        request.query().keySet().stream().anyMatch(k -> !k.equals("limit") && !k.equals("marker"));
    List<Amphora> rows =
        filtered
            ? octavia.world.loadBalancing().amphorae()
            : octavia.world.loadBalancing().listAmphorae();
    return OctaviaApi.list(request, "amphorae", rows.stream().map(this::json).toList());
  }

  private Response show(Request request, Caller caller) {
    requireAdmin(caller);
    return Response.ok(Json.object("amphora", json(amphora(request))));
  }

  private Amphora amphora(Request request) {
    String id = request.var("id");
    return octavia
        .world
        .loadBalancing()
        .lookUpAmphora(id)
        .orElseThrow(() -> new ApiFault(404, "Amphora " + id + " not found."));
  }

  private Response failover(Request request, Caller caller) {
    requireAdmin(caller);
    Amphora amphora = amphora(request);
    String balancerId = amphora.loadBalancerId();
    if (balancerId == null) {
      throw new ApiFault(500, "'NoneType' object has no attribute 'project_id'");
    }
    LoadBalancer balancer = octavia.world.loadBalancing().balancer(balancerId).orElseThrow();
    try {
      octavia.world.loadBalancing().failover(amphora, balancer);
    } catch (Refused refused) {
      throw new ApiFault(409, String.valueOf(refused.getMessage()));
    }
    return Response.empty(202);
  }

  private Response delete(Request request, Caller caller) {
    requireAdmin(caller);
    try {
      octavia.world.loadBalancing().delete(amphora(request), caller.who());
    } catch (Refused refused) {
      throw new ApiFault(409, String.valueOf(refused.getMessage()));
    }
    return Response.empty(204);
  }

  private JsonNode json(Amphora amphora) {
    LoadBalancer balancer = balancer(amphora.loadBalancerId());
    boolean booted = !amphora.status().equals("PENDING_CREATE");
    return Json.object(
        "id", amphora.id(),
        "loadbalancer_id", amphora.loadBalancerId(),
        "compute_id", amphora.computeId(),
        "lb_network_ip", booted ? amphora.lbNetworkIp() : null,
        "vrrp_ip", booted ? amphora.vrrpIp() : null,
        "ha_ip", balancer == null ? null : balancer.vip(),
        "vrrp_port_id", booted ? amphora.vrrpPortId() : null,
        "ha_port_id", balancer == null ? null : balancer.vipPortId(),
        "cert_expiration", Times.plain(amphora.created().plus(Duration.ofDays(730))),
        "cert_busy", false,
        "role", amphora.role(),
        "status", amphora.status(),
        "vrrp_interface", amphora.role().equals("STANDALONE") ? null : "eth1",
        "vrrp_id", 1,
        "vrrp_priority", priority(amphora.role()),
        "cached_zone", "nova",
        "created_at", Times.plain(amphora.created()),
        "updated_at", Times.plain(amphora.updated()),
        "image_id", amphora.imageId(),
        "compute_flavor", amphora.flavorId());
  }

  private @Nullable LoadBalancer balancer(@Nullable String id) {
    return id == null ? null : octavia.world.loadBalancing().balancer(id).orElse(null);
  }

  private static @Nullable Integer priority(String role) {
    return switch (role) {
      case "MASTER" -> 100;
      case "BACKUP" -> 90;
      default -> null;
    };
  }
}
