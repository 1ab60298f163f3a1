package io.pbrun.sandbox.world;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The Kubernetes cluster on the management server, from the boot to the moment CAPO has looked at
 * the load balancers again. Everything is a function of when the guest was powered on.
 */
public final class ManagementCluster {
  /** How a port of the guest answers. */
  public enum PortState {
    /** Nobody listens. */
    REFUSED,
    /** Accepts and says nothing. */
    STALLS,
    /** Accepts, then hangs up. */
    DROPS,
    /** Answers. */
    OPEN
  }

  private static final long NOISE_WINDOW_SECONDS = 20;
  private static final Duration LB_TIMEOUT = Duration.ofSeconds(276);

  private final Timeline timeline;
  private final Scenario.Timings timings;
  private final LoadBalancing loadBalancing;
  private @Nullable Instant bootedAt;
  private boolean infrastructureReady;
  private Instant infrastructureSince;
  private int reconcileRound;

  ManagementCluster(
      Timeline timeline,
      Scenario.Timings timings,
      LoadBalancing loadBalancing,
      boolean infrastructureReady) {
    this.timeline = timeline;
    this.timings = timings;
    this.loadBalancing = loadBalancing;
    this.infrastructureReady = infrastructureReady;
    this.infrastructureSince = timeline.now().minus(Duration.ofHours(13));
  }

  /** The guest was started at that time (os-start accepted) and runs, or null: it is off. */
  void booted(@Nullable Instant at) {
    bootedAt = at;
    scheduleReconcile();
  }

  /** A load balancer changed: the controllers will see it, if they run. */
  void loadBalancersChanged() {
    scheduleReconcile();
  }

  /** When the guest was started, null while it is off. */
  public @Nullable Instant bootedAt() {
    return bootedAt;
  }

  /** Seconds since the guest was started, -1 while it is off. */
  public long uptimeSeconds() {
    return bootedAt == null ? -1 : Duration.between(bootedAt, timeline.now()).toSeconds();
  }

  /** TCP 22. */
  public PortState sshPort() {
    long uptime = uptimeSeconds();
    if (uptime < timings.sshdSeconds() - timings.sshdStallSeconds()) {
      return PortState.REFUSED;
    }
    return uptime < timings.sshdSeconds() ? PortState.STALLS : PortState.OPEN;
  }

  /** TCP 6443: during the storm it stalls, hangs up or answers in turn. */
  public PortState apiPort() {
    long uptime = uptimeSeconds();
    if (uptime < timings.apiListensSeconds()) {
      return PortState.REFUSED;
    }
    if (ready()) {
      return PortState.OPEN;
    }
    return switch ((int) (uptime / NOISE_WINDOW_SECONDS % 3)) {
      case 0 -> PortState.STALLS;
      case 1 -> PortState.DROPS;
      default -> PortState.OPEN;
    };
  }

  /** What `k8s status` says. */
  public boolean ready() {
    return uptimeSeconds() >= timings.kubernetesReadySeconds();
  }

  /** True while k8sd's own socket answers although the cluster is not ready. */
  public boolean daemonAnswers() {
    return ready()
        || (uptimeSeconds() >= timings.kubernetesReadySeconds() / 2
            && uptimeSeconds() / NOISE_WINDOW_SECONDS % 2 == 0);
  }

  /** True once the controllers' pods run. */
  public boolean controllersRunning() {
    return uptimeSeconds() >= timings.kubernetesReadySeconds() + timings.controllersSeconds();
  }

  /** What CAPO last wrote about the load balancers. */
  public boolean infrastructureReady() {
    return infrastructureReady;
  }

  /** Since when. */
  public Instant infrastructureSince() {
    return infrastructureSince;
  }

  /** Load averages over 1, 5 and 15 minutes. */
  public double[] load() {
    long uptime = uptimeSeconds();
    return new double[] {load(uptime), average(uptime, 150), average(uptime, 450)};
  }

  private double average(long uptime, long reachSeconds) {
    double sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += load(Math.max(0, uptime - reachSeconds * i / 5));
    }
    return sum / 10;
  }

  /** Rises over 120 until sshd answers, falls to 9 at the end of the cold start, then below 1. */
  private double load(long uptime) {
    double end = timings.kubernetesReadySeconds();
    double peak = Math.min((double) timings.sshdSeconds(), end / 3);
    if (uptime < peak) {
      return 2 + 124 * uptime / peak;
    }
    if (uptime < end) {
      double fraction = (uptime - peak) / (end - peak);
      return 126 * Math.pow(9.0 / 126, fraction);
    }
    return 0.55 + 8.45 * Math.exp(-(uptime - end) / 300.0);
  }

  /**
   * CAPO's requeue: with the load balancers ACTIVE it needs up to ten minutes to notice, and a
   * broken one shows after its own wait of 4.6 minutes. A change in between starts anew.
   */
  private void scheduleReconcile() {
    int round = ++reconcileRound;
    if (bootedAt == null || balancersReady() == infrastructureReady) {
      return;
    }
    Duration untilControllers =
        Duration.ofSeconds(
            Math.max(
                0,
                timings.kubernetesReadySeconds() + timings.controllersSeconds() - uptimeSeconds()));
    Duration wait = balancersReady() ? Duration.ofSeconds(timings.capoResyncSeconds()) : LB_TIMEOUT;
    timeline.in(untilControllers.plus(wait), () -> reconcile(round));
  }

  private void reconcile(int round) {
    if (round != reconcileRound || !controllersRunning()) {
      return;
    }
    if (infrastructureReady != balancersReady()) {
      infrastructureReady = balancersReady();
      infrastructureSince = timeline.now();
    }
  }

  private boolean balancersReady() {
    return loadBalancing.balancers().stream()
        .allMatch(balancer -> balancer.provisioning.equals("ACTIVE"));
  }
}
