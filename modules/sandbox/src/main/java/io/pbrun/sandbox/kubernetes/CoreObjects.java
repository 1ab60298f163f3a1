package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.world.Ids;
import io.pbrun.sandbox.world.ManagementCluster;
import io.pbrun.sandbox.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The node, namespaces, controllers' deployments and pods, and the storm's events. */
final class CoreObjects {
  private record Controller(String namespace, String deployment, String suffix) {}

  private static final List<Controller> CONTROLLERS =
      List.of(
          new Controller("capi-system", "capi-controller-manager", "6c8d9f7b5d-x2k4q"),
          new Controller(
              "capi-kubeadm-bootstrap-system",
              "capi-kubeadm-bootstrap-controller-manager",
              "5b7f7c9d8c-7mzpl"),
          new Controller(
              "capi-kubeadm-control-plane-system",
              "capi-kubeadm-control-plane-controller-manager",
              "7d95bd8d44-n5vtw"),
          new Controller("capo-system", "capo-controller-manager", "84f6c5b6f9-hq8rd"),
          new Controller("capi-janitor-system", "cluster-api-janitor-openstack", "7f5d6c8b9-4gk2s"),
          new Controller("capi-addon-system", "cluster-api-addon-provider", "65c9f4d7b8-wq6zn"),
          new Controller("cert-manager", "cert-manager", "66d7b4c7b8-tt2pz"),
          new Controller("cert-manager", "cert-manager-cainjector", "856bdc4b95-9w6jx"),
          new Controller("cert-manager", "cert-manager-webhook", "7d675b6c4d-lc8kf"),
          new Controller("orc-system", "orc-controller-manager", "58b4d5cf4b-zk7qs"),
          new Controller("kube-system", "coredns", "56d5b8f9c4-m2xvd"),
          new Controller("kube-system", "cilium-operator", "6b9c7d5f68-jx4tr"));

  private static final List<String> WITHOUT_GENERATION =
      List.of("Node", "Pod", "Namespace", "Event");

  private final World world;
  private final Instant created;

  CoreObjects(World world) {
    this.world = world;
    this.created = world.managementServer().created().plus(Duration.ofHours(2));
  }

  Instant created() {
    return created;
  }

  ObjectNode metadata(String kind, String namespace, String name) {
    ObjectNode metadata =
        Json.object(
            "name",
            name,
            "uid",
            Ids.uuid(kind + " " + namespace + "/" + name),
            "creationTimestamp",
            Conditions.time(created));
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    if (!WITHOUT_GENERATION.contains(kind)) {
      metadata.put("generation", 1);
    }
    return metadata;
  }

  List<ObjectNode> nodes() {
    ManagementCluster cluster = world.managementCluster();
    boolean ready = cluster.ready();
    String name = world.managementServer().name();
    ObjectNode metadata = metadata("Node", "", name);
    metadata.set(
        "labels",
        Json.object(
            "kubernetes.io/hostname", name,
            "kubernetes.io/os", "linux",
            "kubernetes.io/arch", "amd64",
            "node-role.kubernetes.io/control-plane", "",
            "node-role.kubernetes.io/worker", ""));
    Instant booted = cluster.bootedAt();
    String since =
        Conditions.time(
            booted == null
                ? created
                : booted.plusSeconds(world.scenario().timings().kubernetesReadySeconds()));
    return List.of(
        Json.object(
            "apiVersion",
            "v1",
            "kind",
            "Node",
            "metadata",
            metadata,
            "spec",
            Json.object("podCIDR", "10.1.0.0/24", "providerID", "openstack:///" + name),
            "status",
            Json.object(
                "addresses",
                    List.of(
                        Json.object(
                            "type",
                            "InternalIP",
                            "address",
                            world.scenario().managementVm().fixedIp()),
                        Json.object("type", "Hostname", "address", name)),
                "capacity", Json.object("cpu", "2", "memory", "8132532Ki", "pods", "110"),
                "allocatable", Json.object("cpu", "2", "memory", "8030132Ki", "pods", "110"),
                "conditions",
                    List.of(
                        Json.object(
                            "type",
                            "Ready",
                            "status",
                            ready ? "True" : "Unknown",
                            "reason",
                            ready ? "KubeletReady" : "NodeStatusUnknown",
                            "message",
                            ready
                                ? "kubelet is posting ready status"
                                : "Kubelet stopped posting node status.",
                            "lastHeartbeatTime",
                            Conditions.time(world.now()),
                            "lastTransitionTime",
                            since)),
                "nodeInfo",
                    Json.object(
                        "kubeletVersion", "v1.32.13",
                        "osImage", "Ubuntu 24.04.2 LTS",
                        "kernelVersion", "6.8.0-60-generic",
                        "containerRuntimeVersion", "containerd://1.7.27",
                        "operatingSystem", "linux",
                        "architecture", "amd64"))));
  }

  List<ObjectNode> namespaces() {
    List<String> names = new ArrayList<>(List.of("default", "kube-system"));
    CONTROLLERS.stream().map(Controller::namespace).distinct().forEach(names::add);
    names.add(magnumNamespace());
    return names.stream()
        .distinct()
        .map(name ->
            Json.object(
                "apiVersion", "v1",
                "kind", "Namespace",
                "metadata", metadata("Namespace", "", name),
                "spec", Json.object("finalizers", List.of("kubernetes")),
                "status", Json.object("phase", "Active")))
        .toList();
  }

  String magnumNamespace() {
    return "magnum-" + world.project(world.scenario().managementVm().project()).id();
  }

  List<ObjectNode> pods() {
    return CONTROLLERS.stream().map(this::pod).toList();
  }

  private ObjectNode pod(Controller controller) {
    String name = controller.deployment() + "-" + controller.suffix();
    ObjectNode metadata = metadata("Pod", controller.namespace(), name);
    metadata.set(
        "labels",
        Json.object(
            "control-plane", controller.deployment(),
            "app.kubernetes.io/name", controller.deployment()));
    String image = "registry.example/" + controller.deployment() + ":v1";
    boolean running = world.managementCluster().controllersRunning();
    return Json.object(
        "apiVersion",
        "v1",
        "kind",
        "Pod",
        "metadata",
        metadata,
        "spec",
        Json.object(
            "nodeName", world.managementServer().name(),
            "containers", List.of(Json.object("name", "manager", "image", image))),
        "status",
        Json.object(
            "phase", "Running",
            "podIP", "10.1.0." + (20 + CONTROLLERS.indexOf(controller)),
            "startTime", Conditions.time(created),
            "conditions",
                List.of(
                    podCondition("PodScheduled", true),
                    podCondition("Initialized", true),
                    podCondition("ContainersReady", running),
                    podCondition("Ready", running)),
            "containerStatuses",
                List.of(
                    Json.object(
                        "name",
                        "manager",
                        "image",
                        image,
                        "imageID",
                        "",
                        "ready",
                        running,
                        "started",
                        running,
                        "restartCount",
                        running ? 2 : 1,
                        "state",
                        containerState(running)))));
  }

  private static JsonNode podCondition(String type, boolean holds) {
    return Json.object("type", type, "status", holds ? "True" : "False");
  }

  private JsonNode containerState(boolean running) {
    ManagementCluster cluster = world.managementCluster();
    if (running) {
      Instant booted = cluster.bootedAt();
      return Json.object(
          "running", Json.object("startedAt", Conditions.time(booted == null ? created : booted)));
    }
    if (cluster.ready()) {
      return Json.object(
          "waiting",
          Json.object(
              "reason", "CrashLoopBackOff",
              "message", "back-off 20s restarting failed container=manager"));
    }
    return Json.object("terminated", Json.object("exitCode", 255, "reason", "Unknown"));
  }

  List<ObjectNode> deployments() {
    int ready = world.managementCluster().controllersRunning() ? 1 : 0;
    return CONTROLLERS.stream()
        .map(c ->
            Json.object(
                "apiVersion", "apps/v1",
                "kind", "Deployment",
                "metadata", metadata("Deployment", c.namespace(), c.deployment()),
                "spec",
                    Json.object(
                        "replicas",
                        1,
                        "selector",
                        Json.object("matchLabels", Map.of("control-plane", c.deployment()))),
                "status",
                    Json.object(
                        "observedGeneration",
                        1,
                        "replicas",
                        1,
                        "updatedReplicas",
                        1,
                        "readyReplicas",
                        ready,
                        "availableReplicas",
                        ready,
                        "unavailableReplicas",
                        1 - ready,
                        "conditions",
                        List.of(
                            Json.object(
                                "type", "Available",
                                "status", ready == 1 ? "True" : "False",
                                "reason",
                                    ready == 1
                                        ? "MinimumReplicasAvailable"
                                        : "MinimumReplicasUnavailable")))))
        .toList();
  }

  List<ObjectNode> events() {
    if (world.managementCluster().ready()) {
      return List.of();
    }
    return List.of(
        Json.object(
            "apiVersion",
            "v1",
            "kind",
            "Event",
            "metadata",
            metadata("Event", "capo-system", "capo-controller-manager.storm"),
            "type",
            "Warning",
            "reason",
            "FailedMount",
            "message",
            "MountVolume.SetUp failed for volume \"cert\" : failed to sync secret cache: timed"
                + " out waiting for the condition",
            "count",
            7,
            "lastTimestamp",
            Conditions.time(world.now()),
            "involvedObject",
            Json.object(
                "kind", "Pod",
                "namespace", "capo-system",
                "name", "capo-controller-manager-84f6c5b6f9-hq8rd")));
  }
}
