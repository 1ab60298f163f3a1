package io.pbrun.sandbox.ssh;

import io.pbrun.sandbox.ssh.RemoteShell.Outcome;
import io.pbrun.sandbox.world.World;
import java.util.List;
import java.util.function.UnaryOperator;

/** The k8s snap's command: {@code status} and {@code config}. */
final class K8sCommand {
  private final World world;
  private final UnaryOperator<String> kubeconfig;

  K8sCommand(World world, UnaryOperator<String> kubeconfig) {
    this.world = world;
    this.kubeconfig = kubeconfig;
  }

  static Outcome needsRoot() {
    return Outcome.failed(
        1, "Error: You do not have enough permissions. Please run the command with sudo.\n");
  }

  Outcome run(List<String> arguments) {
    String verb = arguments.isEmpty() ? "" : arguments.getFirst();
    return switch (verb) {
      case "status" -> status();
      case "config" -> config(arguments.subList(1, arguments.size()));
      case "kubectl" -> Outcome.failed(1, "the sandbox's k8s kubectl is not there: use the API\n");
      default -> Outcome.failed(1, "Error: unknown command \"" + verb + "\" for \"k8s\"\n");
    };
  }

  private Outcome status() {
    if (!world.managementCluster().daemonAnswers()) {
      return Outcome.failed(1, deadline("/1.0/k8sd/cluster"));
    }
    boolean ready = world.managementCluster().ready();
    String address = world.scenario().managementVm().fixedIp();
    return Outcome.ok(
        """
        cluster status:           %s
        control plane nodes:      %s:6400 (voter)
        high availability:        no
        datastore:                k8s-dqlite
        network:                  enabled
        dns:                      enabled at 10.152.183.31
        ingress:                  disabled
        load-balancer:            disabled
        local-storage:            enabled at /var/snap/k8s/common/rawfile-storage
        gateway                   enabled
        """
            .formatted(ready ? "ready" : "not ready", address));
  }

  private Outcome config(List<String> arguments) {
    if (!world.managementCluster().daemonAnswers()) {
      return Outcome.failed(1, deadline("/1.0/k8sd/kubeconfig"));
    }
    String server = "";
    for (String argument : arguments) {
      if (argument.startsWith("server=") || argument.startsWith("--server=")) {
        server = argument.substring(argument.indexOf('=') + 1);
      }
    }
    return Outcome.ok(kubeconfig.apply(server));
  }

  private static String deadline(String path) {
    return "Error: The k8sd daemon did not answer: Get \"http://control.socket"
        + path
        + "\": context deadline exceeded\n";
  }
}
