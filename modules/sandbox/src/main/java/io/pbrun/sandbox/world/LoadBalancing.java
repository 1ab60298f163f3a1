package io.pbrun.sandbox.world;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Octavia's worker: failovers that build the replacement before they reap the old amphora. */
public final class LoadBalancing {
  private final Timeline timeline;
  private final Scenario.Timings timings;
  private final Compute compute;
  private final AmphoraFactory factory;
  private final ZombieReturn zombieReturn;
  private final Map<String, LoadBalancer> balancers = new LinkedHashMap<>();
  private final Map<String, Amphora> amphorae = new LinkedHashMap<>();
  private Runnable onChange = () -> {};

  LoadBalancing(
      Timeline timeline,
      Scenario.Timings timings,
      Compute compute,
      AmphoraFactory factory,
      ZombieReturn zombieReturn) {
    this.timeline = timeline;
    this.timings = timings;
    this.compute = compute;
    this.factory = factory;
    this.zombieReturn = zombieReturn;
  }

  void onChange(Runnable listener) {
    onChange = listener;
  }

  void add(LoadBalancer balancer) {
    balancers.put(balancer.id, balancer);
  }

  void put(Amphora amphora) {
    amphorae.put(amphora.id(), amphora);
  }

  /** Every load balancer. */
  public Collection<LoadBalancer> balancers() {
    return balancers.values();
  }

  /** The load balancer with that id. */
  public Optional<LoadBalancer> balancer(String id) {
    return Optional.ofNullable(balancers.get(id));
  }

  /** Every amphora row that is not DELETED; for looking, not for answering the API. */
  public List<Amphora> amphorae() {
    return List.copyOf(amphorae.values());
  }

  /** The same as an API answer, after which a scenario's zombie may come back. */
  public List<Amphora> listAmphorae() {
    List<Amphora> listed = amphorae();
    zombieReturn.listed().ifPresent(this::put);
    return listed;
  }

  /** One row as an API answer; a miss may bring a scenario's zombie back. */
  public Optional<Amphora> lookUpAmphora(String id) {
    Optional<Amphora> found = Optional.ofNullable(amphorae.get(id));
    if (found.isEmpty()) {
      zombieReturn.missed(id).ifPresent(this::put);
    }
    return found;
  }

  /** The amphorae of a load balancer. */
  public List<Amphora> amphoraeOf(String balancerId) {
    return amphorae.values().stream().filter(a -> balancerId.equals(a.loadBalancerId())).toList();
  }

  /**
   * Fails the whole load balancer over, amphora by amphora.
   *
   * @throws Refused while it is PENDING_*
   */
  public void failover(LoadBalancer balancer) {
    if (balancer.pending()) {
      throw new Refused(
          "Invalid state %s of loadbalancer resource %s"
              .formatted(balancer.provisioning, balancer.id));
    }
    begin(balancer, amphoraeOf(balancer.id));
  }

  /**
   * Fails one amphora over.
   *
   * @throws Refused unless its load balancer is ACTIVE
   */
  public void failover(Amphora amphora, LoadBalancer balancer) {
    if (!balancer.provisioning.equals("ACTIVE")) {
      throw new Refused(
          "Load Balancer %s is immutable and cannot be updated.".formatted(balancer.id));
    }
    begin(balancer, List.of(amphora));
  }

  /**
   * Deletes an amphora row and its server.
   *
   * @throws Refused unless the row is in ERROR
   */
  public void delete(Amphora amphora, Who who) {
    if (!amphora.status().equals("ERROR")) {
      throw new Refused("Amphora %s is immutable and cannot be updated.".formatted(amphora.id()));
    }
    reap(amphora, who);
    timeline.in(6, () -> forget(amphora));
  }

  private void begin(LoadBalancer balancer, List<Amphora> victims) {
    balancer.become("PENDING_UPDATE", timeline.now());
    onChange.run();
    Deque<Amphora> left = new ArrayDeque<>(victims);
    // dead amphorae are replaced first
    victims.stream()
        .filter(a -> a.status().equals("ERROR"))
        .findFirst()
        .ifPresent(dead -> {
          left.remove(dead);
          left.addFirst(dead);
        });
    replaceNext(balancer, left);
  }

  private void replaceNext(LoadBalancer balancer, Deque<Amphora> left) {
    @Nullable Amphora old = left.pollFirst();
    String role = old == null ? "STANDALONE" : old.role();
    timeline.in(2, () -> createRow(balancer, old, role, left));
  }

  private void createRow(
      LoadBalancer balancer, @Nullable Amphora old, String role, Deque<Amphora> left) {
    Amphora fresh = factory.row(balancer, role, "PENDING_CREATE");
    put(fresh);
    timeline.in(
        2,
        () -> {
          Server server = factory.server(fresh, timeline.now());
          if (!compute.build(server)) {
            long rest = Math.max(4, timings.failoverFailsSeconds() - 4);
            timeline.in(rest, () -> fail(balancer, fresh, old));
            return;
          }
          timeline.in(2, () -> put(fresh.with(server.id, "BOOTING", timeline.now())));
          replace(balancer, fresh.with(server.id, "ALLOCATED", timeline.now()), old, left);
        });
  }

  private void replace(
      LoadBalancer balancer, Amphora fresh, @Nullable Amphora old, Deque<Amphora> left) {
    long total = timings.failoverSeconds() - 4;
    timeline.in(total * 6 / 10, () -> factory.plug(fresh));
    timeline.in(
        total * 7 / 10, () -> put(fresh.with(fresh.computeId(), "ALLOCATED", timeline.now())));
    if (old != null) {
      timeline.in(
          total * 75 / 100,
          () -> {
            put(old.status("PENDING_DELETE", timeline.now()));
            reap(old, factory.worker());
          });
      timeline.in(total * 9 / 10, () -> forget(old));
    }
    timeline.in(
        total,
        () -> {
          if (left.isEmpty()) {
            balancer.become("ACTIVE", timeline.now());
            onChange.run();
          } else {
            replaceNext(balancer, left);
          }
        });
  }

  /** The row of the attempt goes, its ERROR server stays: an orphan is born. */
  private void fail(LoadBalancer balancer, Amphora fresh, @Nullable Amphora old) {
    amphorae.remove(fresh.id());
    if (old != null && amphorae.containsKey(old.id())) {
      put(old.status("ERROR", timeline.now()));
    }
    balancer.become("ERROR", timeline.now());
    onChange.run();
  }

  private void reap(Amphora amphora, Who who) {
    String computeId = amphora.computeId();
    if (computeId != null) {
      compute.server(computeId).ifPresent(server -> compute.delete(server, who));
    }
  }

  private void forget(Amphora amphora) {
    amphorae.remove(amphora.id());
    factory.unplug(amphora);
  }
}
