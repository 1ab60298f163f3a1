package io.pbrun.sandbox.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Lays down the load balancers, their amphorae and the orphans that a scenario begins with. */
final class AmphoraPast {
  private final Timeline timeline;
  private final Scenario scenario;
  private final Networking networking;
  private final Compute compute;
  private final LoadBalancing loadBalancing;
  private final AmphoraFactory factory;
  private final ZombieReturn zombieReturn;

  AmphoraPast(
      Timeline timeline,
      Scenario scenario,
      Networking networking,
      Compute compute,
      LoadBalancing loadBalancing,
      AmphoraFactory factory,
      ZombieReturn zombieReturn) {
    this.timeline = timeline;
    this.scenario = scenario;
    this.networking = networking;
    this.compute = compute;
    this.loadBalancing = loadBalancing;
    this.factory = factory;
    this.zombieReturn = zombieReturn;
  }

  void lay(Function<String, Site.Project> projects) {
    scenario.loadBalancers().forEach(facts -> balancer(facts, projects));
    int number = 0;
    for (Scenario.Orphan orphan : scenario.orphans()) {
      orphan(orphan, Ids.uuid("orphan " + number++));
    }
  }

  private void balancer(Scenario.Balancer facts, Function<String, Site.Project> projects) {
    String id = facts.id() == null ? Ids.uuid("load balancer " + facts.name()) : facts.id();
    Site.Project project = projects.apply(facts.project());
    Site.Network network = networking.network(facts.project() + "-net");
    Instant created = timeline.now().minus(Duration.ofDays(20));
    Site.Port vip =
        new Site.Port(
            Ids.uuid("vip port " + id),
            "octavia-lb-" + id,
            project.id(),
            network.id(),
            "lb-" + id,
            "Octavia",
            facts.vip(),
            Ids.mac("vip " + id),
            null);
    networking.add(vip);
    LoadBalancer balancer =
        new LoadBalancer(
            id, facts, project.id(), network, vip.id(), created, ago(facts.updatedMinutesAgo()));
    loadBalancing.add(balancer);
    if (facts.provider().equals("ovn")) {
      return;
    }
    for (String role :
        balancer.activeStandby() ? List.of("MASTER", "BACKUP") : List.of("STANDALONE")) {
      amphora(balancer, role, facts, created);
    }
  }

  private void amphora(
      LoadBalancer balancer, String role, Scenario.Balancer facts, Instant created) {
    Amphora row =
        factory.row(
            Ids.uuid("amphora " + role + balancer.id), balancer, role, "PENDING_CREATE", created);
    Server server = factory.server(row, created);
    server.host = facts.host();
    compute.add(server);
    Amphora known = row.with(server.id, facts.amphora(), ago(facts.updatedMinutesAgo()));
    factory.plug(known);
    loadBalancing.put(known);
  }

  private void orphan(Scenario.Orphan facts, String amphoraId) {
    Instant created = ago(facts.createdMinutesAgo());
    Server server = factory.server(amphoraId, factory.nextManagementAddress(), created);
    compute.add(server);
    if (facts.status().equals("ERROR")) {
      server.launched = null;
      server.vmState = "error";
      server.powerState = 0;
      server.addresses.clear();
      server.fault = new Server.Fault(500, "No valid host was found. ", created.plusSeconds(3));
      networking.unplug(server.id);
      return;
    }
    server.host = facts.host();
    String vrrp = factory.nextVrrpAddress();
    factory.plug(amphoraId, server.id, vrrp);
    zombieReturn.arm(
        new Amphora(
            amphoraId,
            null,
            server.id,
            server.addresses.getFirst().address(),
            vrrp,
            Ids.uuid("vrrp port " + amphoraId),
            "STANDALONE",
            "ALLOCATED",
            factory.imageId(),
            factory.flavorId(),
            created,
            created));
  }

  private Instant ago(long minutes) {
    return timeline.now().minus(Duration.ofMinutes(minutes));
  }
}
