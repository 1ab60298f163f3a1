package io.pbrun.sandbox.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the site that a scenario describes, with its past: who did what to which server when. */
final class SiteBuilder {
  private static final Duration AGE = Duration.ofDays(21);

  private final Timeline timeline;
  private final Scenario scenario;
  private final Ids ids = new Ids();
  private final List<Site.Project> projects;
  private final List<Site.User> users;
  private final List<Site.ApplicationCredential> applicationCredentials;
  private final List<Site.Flavor> flavors;
  private final List<Site.Image> images;
  private final Networking networking = new Networking();
  private final Compute compute;
  private final LoadBalancing loadBalancing;
  private final ManagementCluster managementCluster;
  private final ContainerInfra containerInfra;
  private final Server managementServer;

  SiteBuilder(Timeline timeline, Scenario scenario, String managementAddress, String secret) {
    this.timeline = timeline;
    this.scenario = scenario;
    projects =
        scenario.projects().entrySet().stream()
            .map(e -> new Site.Project(e.getValue(), e.getKey()))
            .toList();
    users = SiteUsers.users(projects, secret);
    applicationCredentials =
        List.of(
            new Site.ApplicationCredential(
                Ids.hex("application credential pbrun"),
                "pbrun",
                secret,
                Ids.hex("user admin"),
                project("admin").id()));
    flavors =
        scenario.flavors().stream()
            .map(f ->
                new Site.Flavor(
                    Ids.uuid("flavor " + f.name()), f.name(), f.ramMb(), f.vcpus(), f.diskGb()))
            .toList();
    images =
        List.of(
            image("ubuntu-24.04-noble", List.of(), "admin"),
            image("ubuntu-jammy-kube-v1.32.3", List.of(), "admin"),
            image("amphora-haproxy-x86_64-ubuntu-22.04", List.of("octavia-amphora"), "services"));
    addNetworks();
    compute = new Compute(timeline, scenario, ids);
    AmphoraFactory factory =
        new AmphoraFactory(
            timeline,
            ids,
            networking,
            project("services"),
            Ids.hex("user octavia"),
            flavor("charm-octavia"),
            images.get(2),
            networking.network("lb-mgmt-net"));
    ZombieReturn zombieReturn = new ZombieReturn(scenario.twists());
    loadBalancing = new LoadBalancing(timeline, scenario.timings(), compute, factory, zombieReturn);
    managementServer = addManagementServer(managementAddress);
    scenario.servers().forEach(this::addGuest);
    new AmphoraPast(timeline, scenario, networking, compute, loadBalancing, factory, zombieReturn)
        .lay(this::project);
    managementCluster =
        new ManagementCluster(
            timeline,
            scenario.timings(),
            loadBalancing,
            scenario.clusterApi().infrastructureReady());
    if (managementServer.running()) {
      managementCluster.booted(ago(scenario.managementVm().changedMinutesAgo()));
    }
    compute.onPower(this::powerChanged);
    loadBalancing.onChange(managementCluster::loadBalancersChanged);
    containerInfra =
        new ContainerInfra(
            timeline,
            scenario,
            managementCluster,
            ago(scenario.managementVm().changedMinutesAgo()).plusSeconds(60));
  }

  private void powerChanged(Server server, boolean running) {
    if (compute.server(server.id).isEmpty()) {
      networking.unplug(server.id);
    }
    if (server == managementServer) {
      managementCluster.booted(
          running ? timeline.now().minusSeconds(scenario.timings().serverActiveSeconds()) : null);
    }
  }

  private Server addManagementServer(String address) {
    Scenario.ManagementVm facts = scenario.managementVm();
    Server server =
        guest(
            facts.name(),
            project(facts.project()).id(),
            flavor(facts.flavor()),
            images.get(0),
            facts.host(),
            networking.network(facts.network()),
            facts.fixedIp());
    Site.Network external = networking.network("ext-net");
    server.addresses.add(
        new Server.Address(facts.network(), address, server.addresses.getFirst().mac(), true));
    networking.add(
        new Site.FloatingIp(
            Ids.uuid("floating ip " + facts.name()),
            server.projectId,
            external.id(),
            address,
            Ids.uuid("port " + facts.name()),
            facts.fixedIp()));
    Instant changed = ago(facts.changedMinutesAgo());
    String user = Ids.hex("user " + facts.changedBy());
    switch (facts.state()) {
      case "active" -> past(server, "start", user, changed, 20, "Success");
      case "stopped" -> {
        past(server, "stop", user, changed, 15, "Success");
        server.vmState = "stopped";
        server.powerState = 4;
      }
      case "error" -> {
        past(server, "reboot", null, changed, 41, "Error");
        server.vmState = "error";
        server.powerState = 4;
        String text = facts.fault() == null ? "Unknown failure" : facts.fault();
        server.fault = new Server.Fault(500, text, changed);
      }
      default ->
          throw new IllegalArgumentException(
              "management_vm.state is active, stopped or error, not " + facts.state());
    }
    server.updated = changed.plusSeconds(15);
    return server;
  }

  private void past(
      Server server,
      String action,
      @Nullable String user,
      Instant at,
      long seconds,
      String result) {
    boolean failed = result.equals("Error");
    server.actions.add(
        new Server.Action(
            action,
            "req-" + ids.next("req"),
            user,
            user == null ? null : server.projectId,
            at,
            failed ? "Error" : null,
            List.of(
                new Server.Event(Compute.eventName(action), at, at.plusSeconds(seconds), result))));
  }

  private void addGuest(Scenario.Guest facts) {
    Site.Network network = networking.network(facts.network());
    guest(
        facts.name(),
        project(facts.project()).id(),
        flavor(facts.flavor()),
        images.get(facts.name().startsWith(scenario.clusterApi().cluster()) ? 1 : 0),
        facts.host(),
        network,
        networking.nextAddress(network));
  }

  private Server guest(
      String name,
      String projectId,
      Site.Flavor flavor,
      Site.Image image,
      String host,
      Site.Network network,
      String address) {
    String owner = Ids.hex("user " + (name.startsWith("backend") ? "admin" : "capi-mgmt"));
    Server server =
        new Server(
            Ids.uuid("server " + name),
            name,
            projectId,
            owner,
            flavor,
            image,
            host,
            timeline.now().minus(AGE));
    String mac = Ids.mac("server " + name);
    server.addresses.add(new Server.Address(network.name(), address, mac, false));
    past(server, "create", owner, server.created, 24, "Success");
    networking.add(
        new Site.Port(
            Ids.uuid("port " + name),
            "",
            projectId,
            network.id(),
            server.id,
            "compute:nova",
            address,
            mac,
            host));
    compute.add(server);
    return server;
  }

  private void addNetworks() {
    addNetwork("ext-net", "admin", "10.12.4.0/22", true);
    addNetwork("capi-mgmt-net", "capi-mgmt", "10.20.0.0/24", false);
    addNetwork("demo-net", "demo", "10.30.0.0/24", false);
    addNetwork("lb-mgmt-net", "services", "172.16.0.0/24", false);
  }

  private void addNetwork(String name, String owner, String cidr, boolean external) {
    networking.add(
        new Site.Network(
            Ids.uuid("network " + name),
            name,
            project(owner).id(),
            Ids.uuid("subnet " + name),
            cidr,
            cidr.substring(0, cidr.lastIndexOf('.')) + ".1",
            external));
  }

  private Site.Image image(String name, List<String> tags, String owner) {
    return new Site.Image(Ids.uuid("image " + name), name, tags, project(owner).id());
  }

  private Instant ago(long minutes) {
    return timeline.now().minus(Duration.ofMinutes(minutes));
  }

  Site.Project project(String name) {
    return projects.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown("project", name, scenario.projects()));
  }

  private Site.Flavor flavor(String name) {
    return flavors.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the scenario has no flavor " + name));
  }

  private static IllegalArgumentException unknown(String what, String name, Map<String, ?> known) {
    return new IllegalArgumentException(
        "the scenario names %s '%s'; there are: %s".formatted(what, name, known.keySet()));
  }

  List<Site.Project> projects() {
    return projects;
  }

  List<Site.User> users() {
    return users;
  }

  List<Site.ApplicationCredential> applicationCredentials() {
    return applicationCredentials;
  }

  List<Site.Flavor> flavors() {
    return flavors;
  }

  List<Site.Image> images() {
    return images;
  }

  Networking networking() {
    return networking;
  }

  Compute compute() {
    return compute;
  }

  LoadBalancing loadBalancing() {
    return loadBalancing;
  }

  ManagementCluster managementCluster() {
    return managementCluster;
  }

  ContainerInfra containerInfra() {
    return containerInfra;
  }

  Server managementServer() {
    return managementServer;
  }
}
