package io.pbrun.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.http.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Octavia's calls, the amphora and failover ones among them. */
public final class Octavia {
  private final Rest rest;

  Octavia(Rest rest) {
    this.rest = rest;
  }

  /** All load balancers of the project; of the whole cloud for an administrator. */
  public List<LoadBalancer> loadBalancers() throws InterruptedException {
    return rest.list("/lbaas/loadbalancers", "loadbalancers").stream()
        .map(LoadBalancer::from)
        .toList();
  }

  /** A load balancer by id; null when there is none. */
  public @Nullable LoadBalancer loadBalancer(String id) throws InterruptedException {
    JsonNode found = rest.find("/lbaas/loadbalancers/" + id);
    return found == null ? null : LoadBalancer.from(found.path("loadbalancer"));
  }

  /** Asks for a failover of all amphorae of a load balancer; Octavia goes on with it by itself. */
  public Answer failover(String loadBalancerId) throws InterruptedException {
    return rest.write("PUT", "/lbaas/loadbalancers/" + loadBalancerId + "/failover", null);
  }

  /** All amphorae that Octavia has a row for; deleted ones are not among them. */
  public List<Amphora> amphorae() throws InterruptedException {
    return rest.list("/octavia/amphorae", "amphorae").stream().map(Amphora::from).toList();
  }

  /** The amphorae of one load balancer. */
  public List<Amphora> amphoraeOf(String loadBalancerId) throws InterruptedException {
    return rest.list("/octavia/amphorae?loadbalancer_id=" + loadBalancerId, "amphorae").stream()
        .map(Amphora::from)
        .filter(amphora -> loadBalancerId.equals(amphora.loadBalancerId()))
        .toList();
  }

  /** An amphora by id; null when Octavia has no row for it (404), or only a deleted one. */
  public @Nullable Amphora amphora(String id) throws InterruptedException {
    JsonNode found = rest.find("/octavia/amphorae/" + id);
    return found == null
        ? null
        : Amphora.from(found.has("amphora") ? found.path("amphora") : found);
  }
}
