package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleFailure;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the run knows of its failovers: one at a time on the whole cloud, and none after one has
 * failed, whatever loops and retries a playbook has (runbook rule 8).
 */
final class FailoverLedger {
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private @Nullable String failed;

  ReentrantLock oneAtATime() {
    return oneAtATime;
  }

  synchronized void failed(String loadBalancer) {
    if (failed == null) {
      failed = loadBalancer;
    }
  }

  synchronized void refuseAfterFailure(String loadBalancer) throws ModuleFailure {
    if (failed != null) {
      throw new ModuleFailure(
          "the failover of %s is not tried: that of %s has failed in this run, and each further attempt may leave another orphaned amphora (runbook rule 8). Find the cause, then run again"
              .formatted(loadBalancer, failed),
          Map.of("refused", "earlier_failure"));
    }
  }
}
