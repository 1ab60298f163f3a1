package io.pbrun.stories;

import io.pbrun.acceptance.Pbrun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The services that {@code .ci/lab} has started on this machine, and the lab's own tools. */
final class Lab {
  /** Folder of clouds.yaml, configurations and logs of the OpenStack services. */
  static final Path OPENSTACK = folder("PBRUN_OPENSTACK_LAB", "/var/tmp/openstack-lab");

  /** Folder of the kubeconfig and certificates of the Kubernetes services. */
  static final Path KUBERNETES = folder("PBRUN_KUBERNETES_LAB", "/var/tmp/kubernetes-lab");

  /** Folder of the sshd that stands for the management VM. */
  static final Path MANAGEMENT = folder("PBRUN_MANAGEMENT_LAB", "/var/tmp/management-lab");

  private static final Path SCRIPTS =
      Path.of(System.getenv().getOrDefault("PBRUN_LAB", Pbrun.CHECKOUT + "/../shared/lab"));

  private static final String MANAGEMENT_PORT = "16022";

  private Lab() {}

  private static Path folder(String variable, String usual) {
    return Path.of(System.getenv().getOrDefault(variable, usual));
  }

  /** An id that the seed has noted, such as {@code SEED_LB}. */
  static String seeded(String name) {
    try {
      return Files.readAllLines(OPENSTACK.resolve("seed-ids")).stream()
          .filter(line -> line.startsWith(name + "="))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElseThrow(() -> new AssertionError("the seed has noted no " + name));
    } catch (IOException e) {
      throw new UncheckedIOException("the OpenStack lab is not seeded; start it: .ci/lab up", e);
    }
  }

  /**
   * Puts the OpenStack scenario back: VM stopped and not parked, kube-api ACTIVE/ONLINE, two
   * orphans.
   */
  static void seedOpenStack() {
    openStack("seed");
    // The seed leaves metadata alone, among them an earlier story's record of who parked the VM.
    sql("nova", "DELETE FROM instance_metadata WHERE `key` LIKE 'pbrun\\_%'");
  }

  /** Runs one of the OpenStack lab's tools, such as {@code set-lb-status}. */
  static String openStack(String tool, String... arguments) {
    return tool(OPENSTACK, SCRIPTS.resolve("openstack").resolve(tool), arguments);
  }

  /** Runs one of the Kubernetes lab's tools, such as {@code set-condition}. */
  static String kubernetes(String tool, String... arguments) {
    return tool(KUBERNETES, SCRIPTS.resolve("kubernetes").resolve(tool), arguments);
  }

  /** Changes a row of a service's database, for a state that no API brings about. */
  static void sql(String database, String statement) {
    tool(
        OPENSTACK,
        Path.of("mysql"),
        "--no-defaults",
        "-S",
        OPENSTACK.resolve("mysql/mysql.sock").toString(),
        "-uroot",
        database,
        "-e",
        statement);
  }

  /**
   * Puts the Kubernetes scenario back to health, with another version of Cluster API.
   *
   * @param version {@code v1beta1} or {@code v1beta2}
   */
  static void seedKubernetes(String version) {
    tool(KUBERNETES, Path.of("env"), "LAB_CAPI=" + version, SCRIPTS + "/kubernetes/seed");
  }

  /** What {@code k8s status} on the management VM says from now on. */
  static void k8sSays(String status) {
    try {
      Files.writeString(MANAGEMENT.resolve("k8s-says"), status + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The management VM's sshd begins to listen. */
  static void startSshd() {
    managementVm(
        "start",
        MANAGEMENT.toString(),
        MANAGEMENT_PORT,
        KUBERNETES.resolve("kubeconfig").toString());
  }

  /** The management VM's sshd is gone, and its sessions with it. */
  static void stopSshd() {
    managementVm("stop", MANAGEMENT.toString());
  }

  private static void managementVm(String... arguments) {
    Path script = Pbrun.CHECKOUT.resolve("modules/acceptance/src/test/lab/management-vm");
    tool(MANAGEMENT, script, arguments);
  }

  private static String tool(Path folder, Path script, String... arguments) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(Arrays.asList(arguments));
    try {
      // Into a file: a process that outlives the tool, such as an sshd, would keep a pipe open.
      Path output = Files.createTempFile("pbrun-lab-", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LAB_DIR", folder.toString());
      Process process = builder.redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(180, TimeUnit.SECONDS);
      String text = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", command) + " failed:\n" + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
