package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.world.World;
import java.util.List;

/** Every kind the management cluster serves, with the columns of its table. */
final class ResourceTypes {
  private ResourceTypes() {}

  static List<ResourceType> all(World world) {
    CoreObjects core = new CoreObjects(world);
    ClusterApiObjects capi = new ClusterApiObjects(world, core);
    String group = "cluster.x-k8s.io";
    String version = capi.version();
    String current =
        version.equals("v1beta2") ? "/status/conditions" : "/status/v1beta2/conditions";
    Column phase = Column.at("Phase", "/status/phase");
    Column cluster = Column.at("Cluster", "/spec/clusterName");
    return List.of(
        new ResourceType(
            "", "v1", "nodes", "Node", List.of("no"), false, nodeColumns(), core::nodes),
        new ResourceType(
            "",
            "v1",
            "namespaces",
            "Namespace",
            List.of("ns"),
            false,
            List.of(Column.at("Status", "/status/phase")),
            core::namespaces),
        new ResourceType("", "v1", "pods", "Pod", List.of("po"), true, podColumns(), core::pods),
        new ResourceType(
            "",
            "v1",
            "events",
            "Event",
            List.of("ev"),
            true,
            List.of(
                Column.at("Type", "/type"),
                Column.at("Reason", "/reason"),
                Column.at("Message", "/message")),
            core::events),
        plain("", "v1", "configmaps", "ConfigMap", List.of("cm")),
        plain("", "v1", "secrets", "Secret", List.of()),
        plain("", "v1", "services", "Service", List.of("svc")),
        new ResourceType(
            "apps",
            "v1",
            "deployments",
            "Deployment",
            List.of("deploy"),
            true,
            List.of(
                Column.of(
                    "Ready",
                    o ->
                        o.at("/status/readyReplicas").asInt()
                            + "/"
                            + o.at("/spec/replicas").asInt()),
                Column.at("Up-To-Date", "/status/updatedReplicas"),
                Column.at("Available", "/status/availableReplicas")),
            core::deployments),
        new ResourceType(
            group,
            version,
            "clusters",
            "Cluster",
            List.of("cl"),
            true,
            List.of(
                Column.at("ClusterClass", "/spec/topology/class"),
                Column.condition("Available", current, "Available"),
                phase,
                Column.at("Version", "/spec/topology/version")),
            capi::clusters),
        new ResourceType(
            group,
            version,
            "machines",
            "Machine",
            List.of("ma"),
            true,
            List.of(
                cluster,
                Column.at("NodeName", "/status/nodeRef/name"),
                Column.at("ProviderID", "/spec/providerID"),
                phase,
                Column.at("Version", "/spec/version")),
            capi::machines),
        new ResourceType(
            group,
            version,
            "machinedeployments",
            "MachineDeployment",
            List.of("md"),
            true,
            List.of(
                cluster,
                Column.at("Replicas", "/status/replicas"),
                Column.at("Ready", "/status/readyReplicas"),
                phase),
            capi::machineDeployments),
        new ResourceType(
            group,
            version,
            "machinehealthchecks",
            "MachineHealthCheck",
            List.of("mhc"),
            true,
            List.of(
                cluster,
                Column.at("ExpectedMachines", "/status/expectedMachines"),
                Column.at("CurrentHealthy", "/status/currentHealthy")),
            capi::machineHealthChecks),
        new ResourceType(
            "controlplane." + group,
            version,
            "kubeadmcontrolplanes",
            "KubeadmControlPlane",
            List.of("kcp"),
            true,
            List.of(
                Column.at("Replicas", "/status/replicas"),
                Column.at("Ready", "/status/readyReplicas"),
                Column.at("Version", "/spec/version")),
            capi::controlPlanes),
        new ResourceType(
            ClusterApiObjects.INFRASTRUCTURE,
            "v1beta1",
            "openstackclusters",
            "OpenStackCluster",
            List.of("osc"),
            true,
            List.of(
                Column.of("Cluster", o -> label(o)),
                Column.at("Ready", "/status/ready"),
                Column.at("Network", "/status/network/id"),
                Column.at("Endpoint", "/spec/controlPlaneEndpoint/host")),
            capi::openStackClusters),
        new ResourceType(
            ClusterApiObjects.INFRASTRUCTURE,
            "v1beta1",
            "openstackmachines",
            "OpenStackMachine",
            List.of("osm"),
            true,
            List.of(
                Column.of("Cluster", o -> label(o)),
                Column.at("InstanceState", "/status/instanceState"),
                Column.at("Ready", "/status/ready"),
                Column.at("ProviderID", "/spec/providerID")),
            capi::openStackMachines));
  }

  private static ResourceType plain(
      String group, String version, String plural, String kind, List<String> shortNames) {
    return new ResourceType(group, version, plural, kind, shortNames, true, List.of(), List::of);
  }

  private static String label(JsonNode object) {
    return object.at("/metadata/labels").path("cluster.x-k8s.io/cluster-name").asText();
  }

  private static List<Column> nodeColumns() {
    return List.of(
        Column.of(
            "Status",
            o ->
                Column.conditionStatus(o.at("/status/conditions"), "Ready").equals("True")
                    ? "Ready"
                    : "NotReady"),
        Column.of("Roles", o -> "control-plane,worker"),
        Column.at("Version", "/status/nodeInfo/kubeletVersion"),
        Column.wide("Internal-IP", o -> o.at("/status/addresses/0/address").asText()),
        Column.wide("External-IP", o -> "<none>"),
        Column.wide("OS-Image", o -> o.at("/status/nodeInfo/osImage").asText()),
        Column.wide("Kernel-Version", o -> o.at("/status/nodeInfo/kernelVersion").asText()),
        Column.wide(
            "Container-Runtime", o -> o.at("/status/nodeInfo/containerRuntimeVersion").asText()));
  }

  private static List<Column> podColumns() {
    return List.of(
        Column.of(
            "Ready", o -> (o.at("/status/containerStatuses/0/ready").asBoolean() ? 1 : 0) + "/1"),
        Column.of("Status", ResourceTypes::podStatus),
        Column.at("Restarts", "/status/containerStatuses/0/restartCount"),
        Column.wide("IP", o -> o.at("/status/podIP").asText()),
        Column.wide("Node", o -> o.at("/spec/nodeName").asText()));
  }

  private static Object podStatus(JsonNode pod) {
    JsonNode state = pod.at("/status/containerStatuses/0/state");
    String reason =
        state
            .path("waiting")
            .path("reason")
            .asText(state.path("terminated").path("reason").asText(""));
    return reason.isEmpty() ? pod.at("/status/phase").asText() : reason;
  }
}
