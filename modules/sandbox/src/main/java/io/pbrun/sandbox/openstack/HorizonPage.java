package io.pbrun.sandbox.openstack;

import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.HttpService;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.ManagementCluster;
import io.pbrun.sandbox.world.World;

/**
 * Horizon behind its nginx proxy: 504 from the management server's start until Kubernetes is ready,
 * because the Magnum conductor hangs in its reconnects.
 */
final class HorizonPage implements HttpService {
  private final World world;

  HorizonPage(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "horizon";
  }

  @Override
  public Response answer(Request request) {
    ManagementCluster cluster = world.managementCluster();
    if (cluster.bootedAt() != null && !cluster.ready()) {
      return refuse(new ApiFault(504, "504 Gateway Time-out"));
    }
    return page(200, "Login - OpenStack Dashboard", "<h1>OpenStack Dashboard</h1>");
  }

  @Override
  public Response refuse(ApiFault fault) {
    return page(
        fault.status(),
        fault.message(),
        "<center><h1>" + fault.message() + "</h1></center><hr><center>nginx/1.24.0</center>");
  }

  private static Response page(int status, String title, String body) {
    return Response.text(
        status,
        "text/html; charset=utf-8",
        "<html><head><title>" + title + "</title></head><body>" + body + "</body></html>\n");
  }
}
