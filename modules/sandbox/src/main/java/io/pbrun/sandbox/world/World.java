package io.pbrun.sandbox.world;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The simulated site. Every look and every change goes through {@link #at}, which first plays the
 * transitions that have fallen due; so the state depends on the clock alone, not on threads.
 */
public final class World {
  private final ReentrantLock lock = new ReentrantLock();
  private final Timeline timeline;
  private final Scenario scenario;
  private final SiteBuilder site;

  /**
   * @param managementAddress the management server's floating IP
   * @param secret the password of every user of the sandbox
   */
  public World(Clock clock, Scenario scenario, String managementAddress, String secret) {
    this.timeline = new Timeline(clock);
    this.scenario = scenario;
    this.site = new SiteBuilder(timeline, scenario, managementAddress, secret);
  }

  /** Runs the look or change with the site as it stands now, alone. */
  public <T> T at(Supplier<T> look) {
    lock.lock();
    try {
      timeline.settle();
      return look.get();
    } finally {
      lock.unlock();
    }
  }

  /** The simulated time of the current look. */
  public Instant now() {
    return timeline.now();
  }

  /** The scenario this site came from. */
  public Scenario scenario() {
    return scenario;
  }

  /** Nova. */
  public Compute compute() {
    return site.compute();
  }

  /** Octavia. */
  public LoadBalancing loadBalancing() {
    return site.loadBalancing();
  }

  /** Neutron. */
  public Networking networking() {
    return site.networking();
  }

  /** Magnum. */
  public ContainerInfra containerInfra() {
    return site.containerInfra();
  }

  /** The cluster on the management server. */
  public ManagementCluster managementCluster() {
    return site.managementCluster();
  }

  /** The server under it. */
  public Server managementServer() {
    return site.managementServer();
  }

  /** Keystone's projects. */
  public List<Site.Project> projects() {
    return site.projects();
  }

  /** Keystone's users. */
  public List<Site.User> users() {
    return site.users();
  }

  /** Keystone's application credentials. */
  public List<Site.ApplicationCredential> applicationCredentials() {
    return site.applicationCredentials();
  }

  /** Nova's flavors. */
  public List<Site.Flavor> flavors() {
    return site.flavors();
  }

  /** Glance's images. */
  public List<Site.Image> images() {
    return site.images();
  }

  /** The project of that name. */
  public Site.Project project(String name) {
    return site.project(name);
  }

  /** The project with that id. */
  public Optional<Site.Project> projectById(String id) {
    return projects().stream().filter(p -> p.id().equals(id)).findFirst();
  }

  /** The user with that id. */
  public Optional<Site.User> userById(String id) {
    return users().stream().filter(u -> u.id().equals(id)).findFirst();
  }
}
