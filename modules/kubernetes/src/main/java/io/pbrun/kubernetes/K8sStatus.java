package io.pbrun.kubernetes;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads or awaits the k8s snap's status and the machine's load (runbook rules 4 and 13). */
@ModuleDoc(
    summary = "Says whether the k8s snap of a machine is ready, and how its load goes",
    description =
        """
        Runs one command on the task's host that shows the load and the status together. For a while after a cold start
        (patience) errors of k8sd's control socket, TLS handshake timeouts, mount failures and dropped SSH connections are
        noise, never failures: what counts is the load's trend and the status (runbook rule 4). With wait the task waits
        until the status is ready; a machine that is not ready when patience is over fails, with what was last seen. Without
        wait it takes one look and does not fail because the cluster is not ready. It never restarts or bootstraps anything.
        """,
    example =
        """
        - name: Kubernetes on the management VM is ready
          k8s_status:
            wait: true
            patience: 20m
          register: k8s
        """,
    returns = {
      @Returned(name = "ready", type = "bool", value = "Whether the status is ready."),
      @Returned(
          name = "status",
          value =
              "ready, not ready, no answer (k8sd is silent), not bootstrapped, or unreachable (no SSH)."),
      @Returned(
          name = "load_1m",
          type = "float",
          value = "Load average over one minute; null when it could not be read."),
      @Returned(
          name = "load_5m",
          type = "float",
          value = "Load average over five minutes; null when it could not be read."),
      @Returned(
          name = "load_15m",
          type = "float",
          value = "Load average over fifteen minutes; null when it could not be read."),
      @Returned(
          name = "trend",
          value =
              "falling, steady, rising, or unknown: the load over the looks taken, or of one look's averages."),
      @Returned(
          name = "uptime",
          type = "int",
          value = "Seconds since the machine's boot; null when it could not be read."),
      @Returned(name = "noise", type = "list", value = "Kinds of start-up noise seen so far."),
      @Returned(
          name = "in_patience",
          type = "bool",
          value = "Whether the machine is still within its patience after boot."),
      @Returned(name = "stdout", value = "What the command printed last.")
    })
public record K8sStatus(
    @Param(
            value = "Wait until ready. With false one look is taken.",
            name = "wait",
            defaultValue = "false")
        boolean untilReady,
    @Param(
            value =
                "Time after boot in which nothing but a wrong set-up is a failure (runbook rule 4).",
            defaultValue = "20m")
        Duration patience,
    @Param(value = "Limit for the whole wait.", defaultValue = "30m") Duration timeout,
    @Param(
            value =
                "Longest pause between two looks; a machine that answers slowly is asked less often.",
            defaultValue = "2s")
        Duration interval,
    @Param(
            value = "What shows the load and the status, for /bin/sh. It must change nothing.",
            defaultValue = "uptime; sudo k8s status 2>&1")
        String command,
    @Param(value = "Limit for one run of the command.", defaultValue = "60s")
        Duration commandTimeout,
    @Param("Virtual CPUs that the machine has, for the warning about its size.")
        @Nullable Integer cpus,
    @Param("Memory that the machine has, in MB, for the warning about its size.")
        @Nullable Integer memoryMb,
    @Param("Virtual CPUs that its specification asks for.") @Nullable Integer specCpus,
    @Param("Memory that its specification asks for, in MB.") @Nullable Integer specMemoryMb)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext task)
      throws ModuleFailure, ConnectionException, InterruptedException {
    warnOfSize(task);
    SnapProbe probe = new SnapProbe(this, task);
    if (untilReady) {
      return Plan.gate("Kubernetes on " + task.target() + " to be ready", timeout, interval, probe);
    }
    return switch (probe.observe()) {
      case Observation.Reached(Result result) -> Plan.settled(result);
      case Observation.Pending(String seen, Result result) ->
          Plan.settled(result.with("msg", seen));
    };
  }

  /** The slow cold start comes from a machine below its specification (rule 13). */
  private void warnOfSize(ModuleContext task) {
    boolean fewCpus = cpus != null && specCpus != null && cpus < specCpus;
    boolean littleMemory = memoryMb != null && specMemoryMb != null && memoryMb < specMemoryMb;
    if (fewCpus || littleMemory) {
      task.warn(
          task.target()
              + " is below its specification"
              + (fewCpus ? ": " + cpus + " of " + specCpus + " vCPUs" : "")
              + (fewCpus && littleMemory ? "," : littleMemory ? ":" : "")
              + (littleMemory ? " " + memoryMb + " of " + specMemoryMb + " MB memory" : "")
              + "; expect a slow cold start, up to 20 minutes under high load");
    }
  }
}
