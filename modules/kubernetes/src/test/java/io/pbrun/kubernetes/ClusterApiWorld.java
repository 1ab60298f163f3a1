package io.pbrun.kubernetes;

import java.util.List;

/** The site's management cluster, in good health, in either version of Cluster API. */
final class ClusterApiWorld {
  static final String NAMESPACE = "magnum-674171fd28d446d3a37073b6a761e910";
  static final String NAME = "capi-test-1";

  private final FakeKube kube;
  private final String version;

  ClusterApiWorld(FakeKube kube, String version) {
    this.kube = kube;
    this.version = version;
    kube.servesClusterApi(version, "v1beta1");
    node("True", "KubeletReady");
    for (String namespace :
        List.of(
            "capi-system",
            "capi-kubeadm-bootstrap-system",
            "capo-system",
            "cert-manager",
            "orc-system",
            "capi-janitor-system")) {
      pod(namespace, namespace + "-controller-manager-1", "Running", true);
    }
    pod("kube-system", "cilium-1", "Pending", false);
    cluster("True", "Available", "", "");
    openstackCluster(true, "");
    machine("control-plane-1", "Running");
    machine("worker-1", "Running");
  }

  ClusterApiWorld node(String ready, String reason) {
    kube.put(
        "v1",
        "nodes",
        "{metadata: {name: mgmt-1}, status: {conditions: [{type: MemoryPressure, status: 'False'}, {type: Ready, status: '%s', reason: %s}]}}"
            .formatted(ready, reason));
    return this;
  }

  ClusterApiWorld pod(String namespace, String name, String phase, boolean ready) {
    kube.put(
        "v1",
        "pods",
        """
        metadata: {name: %s, namespace: %s}
        status:
          phase: %s
          conditions: [{type: Ready, status: '%s', reason: ContainersNotReady}]
          containerStatuses: [{state: %s}]
        """
            .formatted(
                name,
                namespace,
                phase,
                ready ? "True" : "False",
                ready ? "{running: {}}" : "{waiting: {reason: CrashLoopBackOff}}"));
    return this;
  }

  /**
   * The new set says what is given; the old one says that all is well, so that a reader of the
   * wrong place is found out.
   *
   * @param more further conditions of the new set, as flow YAML that begins with a comma
   */
  ClusterApiWorld cluster(String available, String reason, String message, String more) {
    String fresh =
        "[{type: Available, status: '%s', reason: %s, message: \"%s\", observedGeneration: 1}, {type: Paused, status: 'False'}%s]"
            .formatted(available, reason, message.replace("\"", "\\\""), more);
    String old = "[{type: Ready, status: 'True'}, {type: Available, status: 'True'}]";
    String conditions =
        version.equals("v1beta1")
            ? "{conditions: %s, v1beta2: {conditions: %s}".formatted(old, fresh)
            : "{conditions: %s, deprecated: {v1beta1: {conditions: %s}}".formatted(fresh, old);
    kube.put(
        "cluster.x-k8s.io/" + version,
        "clusters",
        "{metadata: {name: %s, namespace: %s, generation: 1}, spec: {}, status: %s, phase: Provisioned}}"
            .formatted(NAME, NAMESPACE, conditions));
    return this;
  }

  ClusterApiWorld clusterWithSpec(String spec) {
    kube.put(
        "cluster.x-k8s.io/" + version,
        "clusters",
        "{metadata: {name: %s, namespace: %s}, spec: %s, status: {conditions: [{type: Available, status: 'True'}]}}"
            .formatted(NAME, NAMESPACE, spec));
    return this;
  }

  ClusterApiWorld openstackCluster(boolean ready, String message) {
    kube.put(
        "infrastructure.cluster.x-k8s.io/v1beta1",
        "openstackclusters",
        "{metadata: {name: %s, namespace: %s}, status: {ready: %s, failureMessage: '%s'}}"
            .formatted(NAME, NAMESPACE, ready, message));
    return this;
  }

  ClusterApiWorld machine(String name, String phase) {
    kube.put(
        "cluster.x-k8s.io/" + version,
        "machines",
        "{metadata: {name: %s, namespace: %s}, spec: {clusterName: %s}, status: {phase: %s}}"
            .formatted(name, NAMESPACE, NAME, phase));
    return this;
  }
}
