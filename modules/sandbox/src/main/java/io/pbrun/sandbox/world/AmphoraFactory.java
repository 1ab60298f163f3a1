package io.pbrun.sandbox.world;

import java.time.Instant;

/** Makes amphora rows, their servers and their ports as Octavia does. */
final class AmphoraFactory {
  private final Timeline timeline;
  private final Ids ids;
  private final Networking networking;
  private final Site.Project services;
  private final String octaviaUserId;
  private final Site.Flavor flavor;
  private final Site.Image image;
  private final Site.Network management;

  AmphoraFactory(
      Timeline timeline,
      Ids ids,
      Networking networking,
      Site.Project services,
      String octaviaUserId,
      Site.Flavor flavor,
      Site.Image image,
      Site.Network management) {
    this.timeline = timeline;
    this.ids = ids;
    this.networking = networking;
    this.services = services;
    this.octaviaUserId = octaviaUserId;
    this.flavor = flavor;
    this.image = image;
    this.management = management;
  }

  Who worker() {
    return new Who(octaviaUserId, services.id(), "req-" + ids.next("req"));
  }

  Amphora row(LoadBalancer balancer, String role, String status) {
    return row(ids.next("amphora"), balancer, role, status, timeline.now());
  }

  Amphora row(String id, LoadBalancer balancer, String role, String status, Instant created) {
    return new Amphora(
        id,
        balancer.id,
        null,
        networking.nextAddress(management),
        networking.nextAddress(balancer.vipNetwork),
        Ids.uuid("vrrp port " + id),
        role,
        status,
        image.id(),
        flavor.id(),
        created,
        created);
  }

  /** The Nova server of an amphora, named after it, with its management port. */
  Server server(Amphora amphora, Instant created) {
    return server(amphora.id(), amphora.lbNetworkIp(), created);
  }

  Server server(String amphoraId, String address, Instant created) {
    Server server =
        new Server(
            Ids.uuid("server of amphora " + amphoraId),
            "amphora-" + amphoraId,
            services.id(),
            octaviaUserId,
            flavor,
            image,
            null,
            created);
    String mac = Ids.mac("mgmt " + amphoraId);
    server.addresses.add(new Server.Address(management.name(), address, mac, false));
    networking.add(
        new Site.Port(
            Ids.uuid("mgmt port " + amphoraId),
            "",
            services.id(),
            management.id(),
            server.id,
            "compute:nova",
            address,
            mac,
            null));
    return server;
  }

  /** The VRRP port, which carries the amphora's id in its name. */
  void plug(Amphora amphora) {
    plug(amphora.id(), amphora.computeId() == null ? "" : amphora.computeId(), amphora.vrrpIp());
  }

  void plug(String amphoraId, String serverId, String address) {
    networking.add(
        new Site.Port(
            Ids.uuid("vrrp port " + amphoraId),
            "octavia-lb-vrrp-" + amphoraId,
            services.id(),
            networking.network("capi-mgmt-net").id(),
            serverId,
            serverId.isEmpty() ? "" : "compute:nova",
            address,
            Ids.mac("vrrp " + amphoraId),
            null));
  }

  void unplug(Amphora amphora) {
    networking.removePort(amphora.vrrpPortId());
  }

  String nextVrrpAddress() {
    return networking.nextAddress(networking.network("capi-mgmt-net"));
  }

  String nextManagementAddress() {
    return networking.nextAddress(management);
  }

  String flavorId() {
    return flavor.id();
  }

  String imageId() {
    return image.id();
  }
}
