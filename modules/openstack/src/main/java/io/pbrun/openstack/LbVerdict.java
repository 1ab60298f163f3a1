package io.pbrun.openstack;

import io.pbrun.openstack.api.LoadBalancer;
import io.pbrun.openstack.api.OperatingStatus;
import io.pbrun.openstack.api.ProvisioningStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What is to be thought of a load balancer (runbook rule 5). Pure. */
enum LbVerdict {
  HEALTHY,
  /** ERROR, but its data path serves: repair without haste. */
  REPAIR_WITHOUT_HASTE,
  /** ERROR. */
  REPAIR,
  /** ACTIVE, but its operating status is ERROR or DEGRADED: look at its members and amphorae. */
  DEGRADED,
  /** Octavia is at work on it. */
  PENDING,
  /** Octavia has been at work on it for longer than any flow lasts: its worker has died. */
  STUCK_PENDING,
  DISABLED,
  /** Not made of amphorae: its provider has no failover. */
  OTHER_PROVIDER,
  /** In a state that pbrun does not know. */
  UNKNOWN;

  /**
   * The longest failover takes about 30 minutes (both amphorae of a pair, every wait to its end).
   */
  static final Duration LONGEST_FLOW = Duration.ofMinutes(45);

  static LbVerdict of(LoadBalancer lb, Instant now) {
    ProvisioningStatus provisioning = lb.provisioning().known();
    if (provisioning == null) {
      return UNKNOWN;
    }
    return switch (provisioning) {
      case ACTIVE -> {
        if (!lb.adminStateUp()) {
          yield DISABLED;
        }
        boolean bad =
            lb.operating().is(OperatingStatus.ERROR) || lb.operating().is(OperatingStatus.DEGRADED);
        yield bad ? DEGRADED : HEALTHY;
      }
      case ERROR -> {
        if (!lb.ofAmphorae()) {
          yield OTHER_PROVIDER;
        }
        yield lb.operating().is(OperatingStatus.ONLINE) ? REPAIR_WITHOUT_HASTE : REPAIR;
      }
      case PENDING_CREATE, PENDING_UPDATE, PENDING_DELETE ->
          stuck(lb, now) ? STUCK_PENDING : PENDING;
      case DELETED -> UNKNOWN;
    };
  }

  static boolean stuck(LoadBalancer lb, Instant now) {
    Instant since = lb.updated() != null ? lb.updated() : lb.created();
    return lb.pending()
        && since != null
        && Duration.between(since, now).compareTo(LONGEST_FLOW) > 0;
  }

  /** The manual step for a load balancer that is stuck; pbrun does not touch Octavia's database. */
  static String stuckText(LoadBalancer lb, Instant now) {
    return "%s is %s since %s, longer than any flow of Octavia lasts: the worker that had it has died. It can neither be failed over nor deleted in that state, and pbrun does not change it. Look for its id in octavia-worker.log; when no worker has it any more, set its provisioning_status to ERROR in Octavia's database by hand, then run again"
        .formatted(
            lb.described(),
            lb.provisioning(),
            Moments.text(lb.updated() != null ? lb.updated() : lb.created(), now));
  }

  boolean damaged() {
    return this == REPAIR || this == REPAIR_WITHOUT_HASTE;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
