package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.world.Ids;
import io.pbrun.sandbox.world.LoadBalancer;
import io.pbrun.sandbox.world.Scenario;
import io.pbrun.sandbox.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The workload cluster's objects: Cluster, OpenStackCluster, Machines and what owns them. */
final class ClusterApiObjects {
  static final String INFRASTRUCTURE = "infrastructure.cluster.x-k8s.io";
  private static final String LABEL = "cluster.x-k8s.io/cluster-name";

  private final World world;
  private final CoreObjects core;
  private final Scenario.ClusterApi facts;
  private final String namespace;

  ClusterApiObjects(World world, CoreObjects core) {
    this.world = world;
    this.core = core;
    this.facts = world.scenario().clusterApi();
    this.namespace = core.magnumNamespace();
  }

  String version() {
    return facts.version();
  }

  private ObjectNode object(String group, String version, String kind, String name) {
    ObjectNode metadata = core.metadata(kind, namespace, name);
    metadata.set("labels", Json.object(LABEL, facts.cluster()));
    return Json.object("apiVersion", group + "/" + version, "kind", kind, "metadata", metadata);
  }

  private ObjectNode capi(String kind, String name) {
    return object("cluster.x-k8s.io", facts.version(), kind, name);
  }

  private JsonNode reference(String group, String kind, String name) {
    return facts.version().equals("v1beta2")
        ? Json.object("apiGroup", group, "kind", kind, "name", name)
        : Json.object(
            "apiVersion", group + "/v1beta1",
            "kind", kind,
            "name", name,
            "namespace", namespace);
  }

  private boolean ready() {
    return world.managementCluster().infrastructureReady();
  }

  private Instant since() {
    return ready() && !world.scenario().clusterApi().infrastructureReady()
        ? world.managementCluster().infrastructureSince()
        : ready() ? core.created() : world.managementCluster().infrastructureSince();
  }

  private String trouble() {
    LoadBalancer bad =
        world.loadBalancing().balancers().stream()
            .filter(lb -> !lb.provisioning().equals("ACTIVE"))
            .findFirst()
            .or(() -> world.loadBalancing().balancers().stream().findFirst())
            .orElse(null);
    return bad == null
        ? "load balancer not found"
        : "failed to reconcile load balancer: load balancer \"%s\" with id %s is not active after"
                .formatted(bad.name(), bad.id())
            + " timeout: timed out waiting for the condition";
  }

  private JsonNode endpoint() {
    String vip =
        world.loadBalancing().balancers().stream()
            .map(LoadBalancer::vip)
            .findFirst()
            .orElse("10.20.0.50");
    return Json.object("host", vip, "port", 6443);
  }

  List<ObjectNode> clusters() {
    ObjectNode cluster = capi("Cluster", facts.cluster());
    cluster.set(
        "spec",
        Json.object(
            "paused", facts.paused(),
            "clusterNetwork",
                Json.object(
                    "pods",
                    Json.object("cidrBlocks", List.of("10.100.0.0/16")),
                    "serviceDomain",
                    "cluster.local"),
            "controlPlaneEndpoint", endpoint(),
            "controlPlaneRef",
                reference(
                    "controlplane.cluster.x-k8s.io",
                    "KubeadmControlPlane",
                    facts.cluster() + "-control-plane"),
            "infrastructureRef", reference(INFRASTRUCTURE, "OpenStackCluster", facts.cluster())));
    Conditions conditions = new Conditions(facts.version());
    Instant old = core.created();
    if (ready()) {
      conditions.old("Ready", since()).old("InfrastructureReady", since());
    } else {
      conditions
          .oldFalse("Ready", since(), "OpenStackErrorReason", trouble())
          .oldFalse("InfrastructureReady", since(), "OpenStackErrorReason", trouble());
    }
    conditions
        .old("ControlPlaneInitialized", old)
        .old("ControlPlaneReady", old)
        .set(
            "Available",
            ready(),
            since(),
            ready() ? "Available" : "NotAvailable",
            ready() ? "" : "* InfrastructureReady: " + trouble())
        .set(
            "InfrastructureReady",
            ready(),
            since(),
            ready() ? "Ready" : "NotReady",
            ready() ? "" : trouble());
    for (String good :
        List.of("ControlPlaneInitialized", "ControlPlaneAvailable", "WorkersAvailable")) {
      conditions.set(good, true, old, good.endsWith("Available") ? "Available" : "Initialized", "");
    }
    conditions.set("RemoteConnectionProbe", true, old, "ProbeSucceeded", "");
    quiet(conditions, List.of("RollingOut", "ScalingUp", "ScalingDown", "Remediating", "Deleting"));
    pausedCondition(conditions);
    ObjectNode status = Json.object("phase", "Provisioned", "observedGeneration", 1);
    if (facts.version().equals("v1beta2")) {
      status.set(
          "initialization",
          Json.object("infrastructureProvisioned", true, "controlPlaneInitialized", true));
    } else {
      status.put("infrastructureReady", ready());
      status.put("controlPlaneReady", true);
    }
    cluster.set("status", conditions.into(status));
    return List.of(cluster);
  }

  /** Conditions that are good when False. */
  private void quiet(Conditions conditions, List<String> types) {
    types.forEach(type -> conditions.set(type, false, core.created(), "Not" + type, ""));
  }

  private void pausedCondition(Conditions conditions) {
    conditions.set(
        "Paused", facts.paused(), core.created(), facts.paused() ? "Paused" : "NotPaused", "");
  }

  List<ObjectNode> openStackClusters() {
    ObjectNode object = object(INFRASTRUCTURE, "v1beta1", "OpenStackCluster", facts.cluster());
    object.set(
        "spec",
        Json.object(
            "identityRef",
                Json.object(
                    "name", facts.cluster() + "-cloud-credentials", "cloudName", "openstack"),
            "externalNetwork", Json.object("filter", Json.object("name", "ext-net")),
            "apiServerLoadBalancer", Json.object("enabled", true, "provider", "amphora"),
            "controlPlaneEndpoint", endpoint()));
    LoadBalancer lb = world.loadBalancing().balancers().stream().findFirst().orElse(null);
    JsonNode condition =
        ready()
            ? Json.object(
                "type", "Ready",
                "status", "True",
                "lastTransitionTime", Conditions.time(since()))
            : Json.object(
                "type", "Ready",
                "status", "False",
                "severity", "Error",
                "reason", "LoadBalancerTimeout",
                "message", trouble(),
                "lastTransitionTime", Conditions.time(since()));
    object.set(
        "status",
        Json.object(
            "ready", ready(),
            "network",
                Json.object(
                    "id",
                    Ids.uuid("network capi-mgmt-net"),
                    "name",
                    "k8s-clusterapi-cluster-" + namespace + "-" + facts.cluster()),
            "apiServerLoadBalancer",
                lb == null
                    ? Map.of()
                    : Json.object(
                        "id", lb.id(),
                        "name", lb.name(),
                        "ip", lb.vip(),
                        "internalIP", lb.vip()),
            "conditions", List.of(condition)));
    return List.of(object);
  }

  List<ObjectNode> controlPlanes() {
    ObjectNode object =
        object(
            "controlplane.cluster.x-k8s.io",
            facts.version(),
            "KubeadmControlPlane",
            facts.cluster() + "-control-plane");
    int count = facts.controlPlanes();
    object.set("spec", Json.object("replicas", count, "version", facts.kubernetesVersion()));
    Conditions conditions =
        new Conditions(facts.version())
            .old("Ready", core.created())
            .old("Available", core.created())
            .set("Available", true, core.created(), "Available", "")
            .set("Initialized", true, core.created(), "Initialized", "");
    quiet(conditions, List.of("RollingOut", "ScalingUp", "ScalingDown", "Remediating", "Deleting"));
    pausedCondition(conditions);
    object.set("status", conditions.into(replicas(count)));
    return List.of(object);
  }

  private ObjectNode replicas(int count) {
    return Json.object(
        "replicas",
        count,
        "readyReplicas",
        count,
        "updatedReplicas",
        count,
        "availableReplicas",
        count,
        "unavailableReplicas",
        0,
        "ready",
        true,
        "initialized",
        true,
        "observedGeneration",
        1,
        "phase",
        "Running",
        "version",
        facts.kubernetesVersion());
  }

  List<ObjectNode> machineDeployments() {
    ObjectNode object = capi("MachineDeployment", facts.cluster() + "-default-worker");
    object.set("spec", Json.object("clusterName", facts.cluster(), "replicas", facts.workers()));
    Conditions conditions =
        new Conditions(facts.version())
            .old("Ready", core.created())
            .old("Available", core.created())
            .set("Available", true, core.created(), "Available", "");
    quiet(conditions, List.of("RollingOut", "ScalingUp", "ScalingDown", "Remediating", "Deleting"));
    pausedCondition(conditions);
    object.set("status", conditions.into(replicas(facts.workers())));
    return List.of(object);
  }

  List<ObjectNode> machineHealthChecks() {
    ObjectNode object = capi("MachineHealthCheck", facts.cluster() + "-default-worker");
    object.set("spec", Json.object("clusterName", facts.cluster(), "nodeStartupTimeout", "10m0s"));
    Conditions conditions =
        new Conditions(facts.version())
            .old("RemediationAllowed", core.created())
            .set("RemediationAllowed", true, core.created(), "RemediationAllowed", "");
    pausedCondition(conditions);
    object.set(
        "status",
        conditions.into(
            Json.object(
                "expectedMachines", facts.workers(),
                "currentHealthy", facts.workers(),
                "remediationsAllowed", facts.workers(),
                "observedGeneration", 1)));
    return List.of(object);
  }

  private List<String> machineNames() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < facts.controlPlanes(); i++) {
      names.add(facts.cluster() + "-control-plane-" + suffix("cp" + i));
    }
    for (int i = 0; i < facts.workers(); i++) {
      names.add(facts.cluster() + "-default-worker-7wq5l-" + suffix("worker" + i));
    }
    return names;
  }

  private static String suffix(String seed) {
    return Ids.hex("machine " + seed).substring(0, 5);
  }

  List<ObjectNode> machines() {
    return machineNames().stream().map(this::machine).toList();
  }

  private ObjectNode machine(String name) {
    boolean controlPlane = name.contains("-control-plane-");
    ObjectNode object = capi("Machine", name);
    ((ObjectNode) object.at("/metadata/labels"))
        .put(
            controlPlane ? "cluster.x-k8s.io/control-plane" : "cluster.x-k8s.io/deployment-name",
            controlPlane ? "" : facts.cluster() + "-default-worker");
    object.set(
        "spec",
        Json.object(
            "clusterName", facts.cluster(),
            "version", facts.kubernetesVersion(),
            "providerID", "openstack:///" + serverId(controlPlane),
            "bootstrap", Json.object("dataSecretName", name),
            "infrastructureRef", reference(INFRASTRUCTURE, "OpenStackMachine", name)));
    Conditions conditions = new Conditions(facts.version());
    for (String type : List.of("Ready", "BootstrapReady", "InfrastructureReady", "NodeHealthy")) {
      conditions.old(type, core.created());
    }
    for (String type :
        List.of(
            "Available",
            "Ready",
            "BootstrapConfigReady",
            "InfrastructureReady",
            "NodeReady",
            "NodeHealthy")) {
      conditions.set(type, true, core.created(), type.endsWith("Ready") ? "Ready" : type, "");
    }
    quiet(conditions, List.of("Deleting"));
    pausedCondition(conditions);
    object.set(
        "status",
        conditions.into(
            Json.object(
                "phase",
                "Running",
                "observedGeneration",
                1,
                "infrastructureReady",
                true,
                "bootstrapReady",
                true,
                "nodeRef",
                Json.object("apiVersion", "v1", "kind", "Node", "name", name))));
    return object;
  }

  private String serverId(boolean controlPlane) {
    return Ids.uuid("server " + facts.cluster() + (controlPlane ? "-control-plane" : "-worker"));
  }

  List<ObjectNode> openStackMachines() {
    return machineNames().stream()
        .map(name -> {
          ObjectNode object = object(INFRASTRUCTURE, "v1beta1", "OpenStackMachine", name);
          object.set(
              "spec",
              Json.object(
                  "flavor",
                  "gp.mid",
                  "providerID",
                  "openstack:///" + serverId(name.contains("-control-plane-"))));
          object.set(
              "status",
              Json.object(
                  "ready",
                  true,
                  "instanceState",
                  "ACTIVE",
                  "conditions",
                  List.of(
                      Json.object(
                          "type", "Ready",
                          "status", "True",
                          "lastTransitionTime", Conditions.time(core.created())))));
          return object;
        })
        .toList();
  }
}
