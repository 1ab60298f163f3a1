package io.pbrun.openstack.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes objects of the services for tests. */
public final class ApiObjects {
  private ApiObjects() {}

  public static Server server(String name, String status, Map<String, String> metadata) {
    return new Server(
        "id-" + name,
        name,
        Reported.of(ServerStatus.class, status),
        null,
        null,
        1L,
        null,
        "p",
        "hv-01",
        null,
        null,
        false,
        null,
        metadata,
        List.of(),
        "f",
        1024L,
        "img",
        List.of());
  }

  public static Server amphoraServer(
      String id, String amphora, String status, @Nullable String task, Instant created) {
    return amphoraServer(id, amphora, status, task, created, "img");
  }

  public static Server amphoraServer(
      String id,
      String amphora,
      String status,
      @Nullable String task,
      Instant created,
      String image) {
    return new Server(
        id,
        "amphora-" + amphora,
        Reported.of(ServerStatus.class, status),
        task,
        null,
        1L,
        null,
        "p",
        "hv-01",
        created,
        created,
        false,
        null,
        Map.of(),
        List.of(),
        "amphora",
        1024L,
        image,
        List.of());
  }

  public static Amphora amphora(String id, @Nullable String server, String status, String role) {
    return new Amphora(
        id,
        "lb",
        server,
        Reported.of(AmphoraStatus.class, status),
        role,
        null,
        "img",
        null,
        null,
        null);
  }

  public static LoadBalancer loadBalancer(
      String name, String provisioning, String operating, Instant updated) {
    return new LoadBalancer(
        "id-" + name,
        name,
        "p",
        Reported.of(ProvisioningStatus.class, provisioning),
        Reported.of(OperatingStatus.class, operating),
        "amphora",
        true,
        null,
        null,
        null,
        updated,
        updated);
  }
}
