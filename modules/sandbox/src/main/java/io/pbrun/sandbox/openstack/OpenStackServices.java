package io.pbrun.sandbox.openstack;

import io.pbrun.sandbox.http.HttpFace;
import io.pbrun.sandbox.http.HttpService;
import io.pbrun.sandbox.http.RequestRecord;
import io.pbrun.sandbox.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** All OpenStack services of the sandbox, each on a port of its own. */
public final class OpenStackServices implements AutoCloseable {
  private final World world;
  private final RequestRecord record;
  private final ExecutorService executor;
  private final Catalog catalog = new Catalog();
  private final List<HttpFace> faces = new ArrayList<>();
  private final String horizonUrl;

  /** Opens every service. */
  public OpenStackServices(World world, RequestRecord record, ExecutorService executor)
      throws IOException {
    this.world = world;
    this.record = record;
    this.executor = executor;
    Tokens tokens = new Tokens(world);
    catalog.add("identity", "keystone", open(new KeystoneApi(world, tokens, catalog)) + "/v3");
    catalog.add("compute", "nova", open(new NovaApi(world, tokens)) + "/v2.1");
    catalog.add("placement", "placement", open(new PlacementApi(world, tokens)));
    catalog.add("load-balancer", "octavia", open(new OctaviaApi(world, tokens)));
    catalog.add("container-infra", "magnum", open(new MagnumApi(world, tokens)) + "/v1");
    catalog.add("network", "neutron", open(new NeutronApi(world, tokens)));
    catalog.add("image", "glance", open(new GlanceApi(world, tokens)));
    horizonUrl = open(new HorizonPage(world));
  }

  private String open(HttpService service) throws IOException {
    HttpFace face = HttpFace.open(service, world, record, executor, null);
    faces.add(face);
    return face.url();
  }

  /** Where the services answer. */
  public Catalog catalog() {
    return catalog;
  }

  /** The dashboard's address. */
  public String horizonUrl() {
    return horizonUrl;
  }

  @Override
  public void close() {
    faces.forEach(HttpFace::close);
  }
}
