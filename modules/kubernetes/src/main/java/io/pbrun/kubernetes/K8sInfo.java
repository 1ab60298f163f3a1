package io.pbrun.kubernetes;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads objects of any kind. */
@ModuleDoc(
    summary = "Reads Kubernetes objects of any kind",
    description =
        """
        The kind is looked up on the server, so custom resources work without further ado, and a kind that the server does
        not know is told apart from an object that is not there. Long lists are read page by page. Values of Secrets are
        kept out of all output. It never writes.
        """,
    example =
        """
        - name: Pods of the Cluster API provider for OpenStack
          k8s_info:
            kubeconfig: ~/capi-mgmt.kubeconfig
            kind: Pod
            namespace: capo-system
            field_selectors: [status.phase=Running]
          register: capo
        """,
    returns = {
      @Returned(
          name = "resources",
          type = "list",
          value = "The objects, as the server gives them; empty when there are none."),
      @Returned(
          name = "api_version",
          value = "The version in which the kind was found, such as cluster.x-k8s.io/v1beta2."),
      @Returned(name = "count", type = "int", value = "How many objects there are.")
    },
    deadline = "5m")
public record K8sInfo(
    @Param(
            value = "Kind of the objects, or the resource's plural, singular or short name.",
            required = true)
        String kind,
    @Param(
            value =
                "API group and version (cluster.x-k8s.io/v1beta2), or the group alone for the version that the server prefers."
                    + " Without it all groups are searched, the core group first.",
            aliases = {"api", "version"})
        @Nullable String apiVersion,
    @Param("Name of the one object that is meant. Without it all objects are read.")
        @Nullable String name,
    @Param("Namespace. Without it objects of all namespaces are read.") @Nullable String namespace,
    @Param(
            value =
                "Labels that the objects must have: app=web, app!=web, app in (a, b), app, !app.",
            defaultValue = "[]")
        List<String> labelSelectors,
    @Param(
            value = "Fields that the objects must have, by their path: status.phase=Running.",
            defaultValue = "[]")
        List<String> fieldSelectors,
    @Param(
            value =
                "Whether it is fine when the named object does not exist. With false that is a failure.",
            defaultValue = "true")
        boolean absentOk,
    @Param(
            "Path of the kubeconfig on the control machine. Without it the host's variable kubeconfig.")
        @Nullable String kubeconfig,
    @Param("Context of the kubeconfig. Without it the file's current one.")
        @Nullable String context,
    @Param(value = "Limit for one request.", defaultValue = "30s") Duration requestTimeout)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext task)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Predicate<Map<String, Object>> wanted;
    try {
      wanted = Selectors.labels(labelSelectors).and(Selectors.fields(fieldSelectors));
    } catch (IllegalArgumentException e) {
      throw new ModuleFailure(String.valueOf(e.getMessage()));
    }
    KubeApi api = KubeApi.of(task, kubeconfig, context, requestTimeout);
    try {
      ApiKind found = Retries.of(task, () -> api.kind(apiVersion, kind));
      if (name != null && found.namespaced() && namespace == null) {
        throw new ModuleFailure(found + " lives in namespaces: give namespace together with name");
      }
      List<Map<String, Object>> objects =
          Retries.of(task, () -> read(api, found)).stream().filter(wanted).toList();
      if (name != null && objects.isEmpty() && !absentOk) {
        throw new ModuleFailure(
            found
                + " '"
                + name
                + "' does not exist"
                + (namespace == null ? "" : " in namespace " + namespace),
            Map.of("error", "absent", "resources", List.of()));
      }
      if (found.kind().equals("Secret")) {
        objects.forEach(o -> hide(task, o));
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("resources", objects);
      fields.put("api_version", found.apiVersion());
      fields.put("count", objects.size());
      return Plan.settled(Result.ok(fields));
    } catch (KubeFailure e) {
      if (e.passing()) {
        task.notAnswering();
      }
      throw e.asModuleFailure(api.config());
    }
  }

  private List<Map<String, Object>> read(KubeApi api, ApiKind found)
      throws KubeFailure, InterruptedException {
    if (name == null) {
      return api.list(
          found, namespace, labelSelectors.isEmpty() ? null : String.join(",", labelSelectors));
    }
    Map<String, Object> object = api.read(found, namespace, name);
    return object == null ? List.of() : List.of(object);
  }

  private static void hide(ModuleContext task, Map<String, Object> secret) {
    List<Object> values = new ArrayList<>(Tree.map(secret.get("data")).values());
    for (Object value : values) {
      task.hide(value.toString());
      try {
        task.hide(new String(Base64.getDecoder().decode(value.toString()), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        // Not base64: nothing else to hide.
      }
    }
  }
}
