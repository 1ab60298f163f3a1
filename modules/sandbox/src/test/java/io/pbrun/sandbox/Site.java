package io.pbrun.sandbox;

import io.pbrun.sandbox.world.Amphora;
import io.pbrun.sandbox.world.LoadBalancer;
import io.pbrun.sandbox.world.ScenarioFile;
import io.pbrun.sandbox.world.Server;
import io.pbrun.sandbox.world.SimulatedClock;
import io.pbrun.sandbox.world.Who;
import io.pbrun.sandbox.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A simulated site without network, whose clock the test turns. */
final class Site {
  static final Instant START = Instant.parse("2026-06-10T08:00:00Z");
  static final Who OPERATOR = new Who("operator", "project", "req-test");

  final SimulatedClock clock = SimulatedClock.manual(START);
  final World world;

  Site(String scenario) {
    world = new World(clock, ScenarioFile.load(scenario), "127.0.0.40", "secret");
  }

  /** Lets so many seconds pass. */
  Site after(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
    return world.at(() -> this);
  }

  Server managementServer() {
    return world.at(world::managementServer);
  }

  LoadBalancer kubeApi() {
    return world.at(() -> world.loadBalancing().balancers().iterator().next());
  }

  List<Amphora> amphorae() {
    return world.at(() -> world.loadBalancing().amphorae());
  }

  /** Amphora servers without a row. */
  List<Server> orphans() {
    return world.at(() ->
        world.compute().servers().stream()
            .filter(s -> s.name().startsWith("amphora-"))
            .filter(s ->
                world.loadBalancing().amphorae().stream()
                    .noneMatch(a -> s.name().equals("amphora-" + a.id())))
            .toList());
  }

  void start() {
    world.at(() -> {
      world.compute().start(world.managementServer(), OPERATOR);
      return this;
    });
  }

  void sweep() {
    orphans()
        .forEach(orphan ->
            world.at(() -> {
              world.compute().delete(orphan, OPERATOR);
              return this;
            }));
    after(10);
  }

  void failover() {
    LoadBalancer kubeApi = kubeApi();
    world.at(() -> {
      world.loadBalancing().failover(kubeApi);
      return this;
    });
  }
}
