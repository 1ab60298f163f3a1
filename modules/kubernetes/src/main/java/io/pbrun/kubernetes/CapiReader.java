package io.pbrun.kubernetes;

import io.pbrun.kubernetes.CapiState.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Walks the layers of a Cluster API stack bottom up. */
final class CapiReader {
  private static final String CAPI = "cluster.x-k8s.io";
  private static final String CAPO = "infrastructure.cluster.x-k8s.io";

  /** CAPO waits for the load balancer in one reconcile and then says that it is not active. */
  private static final Pattern LB_MESSAGE =
      Pattern.compile(
          "(?is)(load\\s?balancer|\\blb\\b).*(time[d ]?\\s?out|not active|not become active|pending_|\\berror\\b|failed)"
              + "|(time[d ]?\\s?out).*(load\\s?balancer|\\blb\\b)");

  private static final Pattern LB_ID =
      Pattern.compile("(?i)id:?\\s+\"?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})");

  private final KubeApi api;
  private final @Nullable String namespace;
  private final @Nullable String cluster;
  private final Controllers controllers;

  /** Of the last look: the objects of each kind, with their versions. */
  private final Map<ApiKind, Map<String, String>> seen = new LinkedHashMap<>();

  CapiReader(
      KubeApi api, @Nullable String namespace, @Nullable String cluster, Controllers controllers) {
    this.api = api;
    this.namespace = namespace;
    this.cluster = cluster;
    this.controllers = controllers;
  }

  CapiState read() throws InterruptedException {
    CapiState state = new CapiState();
    seen.clear();
    try {
      nodes(state);
      controllers.look(list(api.kind("v1", "Pod"), null), state);
      clusterApi(state);
    } catch (KubeFailure e) {
      Verdict verdict =
          switch (e.kind()) {
            case KIND_UNKNOWN -> Verdict.CAPI_MISSING;
            case UNAUTHORIZED, FORBIDDEN, CREDENTIALS, TLS -> Verdict.REFUSED;
            case UNREACHABLE, CUT, TLS_TIMEOUT, TIMEOUT, SERVER, GONE, OTHER -> Verdict.UNREACHABLE;
          };
      state.red(
          verdict,
          verdict == Verdict.REFUSED ? e.message(api.config()) : String.valueOf(e.getMessage()));
    }
    return state;
  }

  /**
   * Whether the objects that keep the stack from being green are still as they were at the last
   * {@link #read}. One request.
   */
  boolean unchanged(CapiState state) throws InterruptedException {
    ApiKind decisive =
        switch (state.verdict()) {
          case NODES_NOT_READY -> kind("Node");
          case CONTROLLERS_NOT_RUNNING -> kind("Pod");
          case LB_BLOCKED, INFRASTRUCTURE_NOT_READY ->
              kind(state.openstackClusterReady() ? "Cluster" : "OpenStackCluster");
          case MACHINES_NOT_RUNNING -> kind("Machine");
          case CLUSTER_MISSING, CLUSTER_NOT_AVAILABLE, REMEDIATING -> kind("Cluster");
          case UNREACHABLE, REFUSED, CAPI_MISSING, PAUSED, GREEN -> null;
        };
    if (decisive == null) {
      return false;
    }
    Map<String, String> before = seen.get(decisive);
    try {
      list(decisive, decisive.group().isEmpty() ? null : namespace);
    } catch (KubeFailure e) {
      return false;
    }
    return Objects.equals(before, seen.get(decisive));
  }

  private @Nullable ApiKind kind(String name) {
    return seen.keySet().stream().filter(k -> k.kind().equals(name)).findFirst().orElse(null);
  }

  private List<Map<String, Object>> list(ApiKind kind, @Nullable String namespace)
      throws KubeFailure, InterruptedException {
    List<Map<String, Object>> objects = api.list(kind, namespace, null);
    Map<String, String> versions = new LinkedHashMap<>();
    for (Map<String, Object> each : objects) {
      versions.put(
          Tree.text(each, "metadata", "uid"), Tree.text(each, "metadata", "resourceVersion"));
    }
    seen.put(kind, versions);
    return objects;
  }

  private void nodes(CapiState state) throws KubeFailure, InterruptedException {
    List<Object> rows = new ArrayList<>();
    boolean all = true;
    for (Map<String, Object> node : list(api.kind("v1", "Node"), null)) {
      Condition ready = Condition.of(node, "Ready");
      boolean isReady = ready != null && ready.isTrue();
      all &= isReady;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", Tree.name(node));
      row.put("ready", isReady);
      row.put("reason", ready == null ? "no Ready condition" : ready.reason());
      rows.add(row);
      if (!isReady) {
        state.red(
            Verdict.NODES_NOT_READY,
            "node "
                + Tree.name(node)
                + " is not Ready: "
                + (ready == null ? "it has not reported yet" : ready.described()));
      }
    }
    if (rows.isEmpty()) {
      state.red(Verdict.NODES_NOT_READY, "the management cluster has no nodes yet");
    }
    state.fact("nodes", rows);
    state.fact("nodes_ready", all && !rows.isEmpty());
  }

  private void clusterApi(CapiState state) throws KubeFailure, InterruptedException {
    ApiKind clusterKind = api.kind(CAPI, "Cluster");
    ApiKind machineKind = api.kind(CAPI, "Machine");
    ApiKind openstackKind = api.kind(CAPO, "OpenStackCluster");
    state.fact(
        "api_versions",
        Map.of(
            "Cluster", clusterKind.apiVersion(),
            "Machine", machineKind.apiVersion(),
            "OpenStackCluster", openstackKind.apiVersion()));
    List<Map<String, Object>> clusters =
        list(clusterKind, namespace).stream()
            .filter(c -> cluster == null || Tree.name(c).equals(cluster))
            .toList();
    if (clusters.isEmpty()) {
      state.red(
          Verdict.CLUSTER_MISSING,
          "there is no Cluster"
              + (cluster == null ? "" : " '" + cluster + "'")
              + (namespace == null ? "" : " in namespace " + namespace)
              + ": is the namespace right (magnum-<project id>)?");
      return;
    }
    openstackClusters(state, list(openstackKind, namespace));
    machines(state, list(machineKind, namespace));
    clusters(state, clusters);
  }

  private boolean belongs(Map<String, Object> object) {
    return cluster == null
        || cluster.equals(Tree.text(object, "metadata", "labels", "cluster.x-k8s.io/cluster-name"))
        || cluster.equals(Tree.text(object, "spec", "clusterName"))
        || cluster.equals(Tree.name(object));
  }

  private void openstackClusters(CapiState state, List<Map<String, Object>> objects) {
    List<Object> rows = new ArrayList<>();
    boolean all = true;
    for (Map<String, Object> object : objects) {
      if (!belongs(object)) {
        continue;
      }
      Condition condition = Condition.of(object, "Ready");
      // Before CAPO's v1beta2 there is a plain field; where both are, both must say yes.
      Object plain = Tree.at(object, "status", "ready");
      boolean ready =
          condition == null
              ? Boolean.TRUE.equals(plain)
              : condition.isTrue() && !Boolean.FALSE.equals(plain);
      String message =
          ready
              ? ""
              : firstText(
                  condition == null || condition.isTrue() ? "" : condition.described(),
                  Tree.text(object, "status", "failureMessage"),
                  plain == null ? "it has no status yet" : "status.ready is " + plain);
      if (!ready) {
        String balancer = Tree.text(object, "status", "apiServerLoadBalancer", "id");
        if (!balancer.isEmpty()) {
          state.balancerInUse(balancer);
        }
        String failed = worst(object);
        red(
            state,
            Verdict.INFRASTRUCTURE_NOT_READY,
            "OpenStackCluster "
                + Tree.name(object)
                + " is not ready: "
                + firstText(failed, message));
      }
      if (Pausing.isPaused(object)) {
        state.red(
            Verdict.PAUSED,
            "OpenStackCluster "
                + Tree.name(object)
                + " is paused: nothing will heal until it is unpaused");
      }
      all &= ready;
      Map<String, Object> row = row(object);
      row.put("ready", ready);
      row.put("message", message);
      rows.add(row);
    }
    if (rows.isEmpty()) {
      state.red(
          Verdict.INFRASTRUCTURE_NOT_READY,
          "there is no OpenStackCluster" + (namespace == null ? "" : " in namespace " + namespace));
    }
    state.fact("openstackclusters", rows);
    state.fact("openstackcluster_ready", all && !rows.isEmpty());
  }

  /** The condition that is False with a message about the load balancer, when there is one. */
  private static String worst(Map<String, Object> object) {
    for (String type : Condition.types(object)) {
      Condition condition = Condition.of(object, type);
      if (condition != null
          && condition.isFalse()
          && LB_MESSAGE.matcher(condition.message()).find()) {
        return condition.described();
      }
    }
    return "";
  }

  private void machines(CapiState state, List<Map<String, Object>> objects) {
    List<Object> rows = new ArrayList<>();
    boolean all = true;
    for (Map<String, Object> machine : objects) {
      if (!belongs(machine)) {
        continue;
      }
      String phase = firstText(Tree.text(machine, "status", "phase"), "no phase yet");
      boolean running = phase.equals("Running");
      all &= running;
      String message = running ? "" : problem(machine);
      Map<String, Object> row = row(machine);
      row.put("phase", phase);
      row.put("running", running);
      row.put("message", message);
      rows.add(row);
      if (!running) {
        state.red(
            Verdict.MACHINES_NOT_RUNNING,
            "machine "
                + Tree.name(machine)
                + " is "
                + phase
                + (message.isEmpty() ? "" : ": " + message));
      }
      Condition remediated = Condition.of(machine, "OwnerRemediated");
      if (remediated != null && remediated.isFalse()) {
        state.red(
            Verdict.REMEDIATING,
            "machine "
                + Tree.name(machine)
                + " is being replaced by its health check: "
                + remediated.described());
      }
    }
    if (rows.isEmpty()) {
      state.red(
          Verdict.MACHINES_NOT_RUNNING,
          "there are no Machines" + (namespace == null ? "" : " in namespace " + namespace));
    }
    state.fact("machines", rows);
    state.fact("machines_running", all && !rows.isEmpty());
  }

  private static String problem(Map<String, Object> machine) {
    Condition ready = Condition.of(machine, "Ready");
    return firstText(
        ready == null || ready.isTrue() ? "" : ready.described(),
        Tree.text(machine, "status", "failureMessage"));
  }

  private void clusters(CapiState state, List<Map<String, Object>> clusters) {
    List<Object> rows = new ArrayList<>();
    boolean all = true;
    for (Map<String, Object> each : clusters) {
      String name = Tree.name(each);
      // Cluster API before 1.9 has no Available; its Ready is the nearest.
      Condition available = Condition.of(each, "Available");
      if (available == null) {
        available = Condition.of(each, "Ready");
      }
      boolean isAvailable = available != null && available.isTrue();
      boolean paused = Pausing.isPaused(each);
      all &= isAvailable;
      if (paused) {
        state.red(
            Verdict.PAUSED,
            "Cluster " + name + " is paused: nothing will heal until it is unpaused");
      }
      Condition remediating = Condition.of(each, "Remediating");
      if (remediating != null && remediating.isTrue()) {
        state.red(
            Verdict.REMEDIATING,
            "Cluster " + name + " is replacing machines: " + remediating.described());
      }
      if (!isAvailable) {
        Condition infrastructure = Condition.of(each, "InfrastructureReady");
        String cause =
            infrastructure != null && !infrastructure.isTrue()
                ? "; " + infrastructure.described()
                : "";
        String what =
            available == null ? "it has no Available condition yet" : available.described();
        red(
            state,
            Verdict.CLUSTER_NOT_AVAILABLE,
            "Cluster " + name + " is not available: " + what + cause);
      }
      Map<String, Object> row = row(each);
      row.put("phase", Tree.text(each, "status", "phase"));
      row.put("available", isAvailable);
      row.put("paused", paused);
      row.put("message", isAvailable || available == null ? "" : available.described());
      rows.add(row);
    }
    state.fact("clusters", rows);
    state.fact("cluster_available", all);
  }

  /** Red, and by the load balancer's fault when the message says so (rule 5). */
  private static void red(CapiState state, Verdict verdict, String reason) {
    boolean balancer = LB_MESSAGE.matcher(reason).find();
    state.red(balancer ? Verdict.LB_BLOCKED : verdict, reason);
    Matcher id = LB_ID.matcher(reason);
    if (balancer && id.find()) {
      state.balancerNamed(id.group(1));
    }
  }

  private static Map<String, Object> row(Map<String, Object> object) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("namespace", Tree.namespace(object));
    row.put("name", Tree.name(object));
    return row;
  }

  private static String firstText(String... texts) {
    for (String text : texts) {
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
