package io.pbrun.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ApiCalls;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An API server, as plain objects. One client a kubeconfig, context and access, shared by all tasks
 * of a run. Safe for use by several tasks at a time.
 */
final class KubeApi implements AutoCloseable {
  private static final int PAGE = 500;
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.USE_LONG_FOR_INTS, true);

  private final Kubeconfig config;
  private final KubernetesClient client;
  private final KubeErrors errors;
  private final Discovery discovery = new Discovery(this);
  private final AtomicLong requests = new AtomicLong();
  private final ApiCalls calls;

  /**
   * @param access with {@link Access#READ_ONLY}, anything but a read is refused below the client
   * @param timeout of one request, from connecting to the last byte of the answer
   */
  KubeApi(Kubeconfig config, Access access, Duration timeout) {
    this(config, access, timeout, new ApiCalls());
  }

  /**
   * @param calls counts the requests
   */
  KubeApi(Kubeconfig config, Access access, Duration timeout, ApiCalls calls) {
    this.config = config;
    this.calls = calls;
    this.errors = new KubeErrors(config, timeout);
    // Deprecated in favour of an automatic configuration that would read the environment.
    @SuppressWarnings("removal")
    Config read =
        Config.fromKubeconfig(config.context(), config.content(), config.fileForReferences());
    int millis = (int) timeout.toMillis();
    Config complete =
        new ConfigBuilder(read)
            // Variables of the environment may have named another server; the file decides.
            .withMasterUrl(config.server())
            .withConnectionTimeout(millis)
            .withRequestTimeout(millis)
            .withRequestRetryBackoffLimit(0)
            .build();
    KubernetesClientBuilder builder =
        new KubernetesClientBuilder()
            .withConfig(complete)
            .withHttpClientFactory(new JdkHttpClientFactory());
    if (access == Access.READ_ONLY) {
      builder.withHttpClientBuilderConsumer(
          http -> http.addOrReplaceInterceptor("pbrun-read-only", new ReadOnlyInterceptor()));
    }
    this.client = builder.build();
  }

  /** The API that a task's parameters name. */
  static KubeApi of(
      ModuleContext task, @Nullable String kubeconfig, @Nullable String context, Duration timeout)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Kubeconfig config = Kubeconfig.load(task, kubeconfig, context);
    if (config.certificateExpiry() != null
        && config.certificateExpiry().isBefore(task.time().now())) {
      throw new ModuleFailure(
          "the client certificate in "
              + config.path()
              + " (context '"
              + config.context()
              + "') expired at "
              + config.certificateExpiry()
              + "; fetch a new kubeconfig (k8s_kubeconfig)",
          Map.of("error", "unauthorized"));
    }
    Duration wall = task.time().onTheWall(timeout);
    // A sandbox's clock may run fast, but a socket needs its time.
    Duration limit =
        wall.compareTo(Duration.ofSeconds(2)) < 0 ? min(timeout, Duration.ofSeconds(2)) : wall;
    String key =
        "kubernetes:"
            + config.path()
            + "#"
            + config.context()
            + "#"
            + config.content().hashCode()
            + "#"
            + task.access()
            + "#"
            + limit;
    ApiCalls calls = ApiCalls.of(task);
    return task.shared(key, KubeApi.class, () -> new KubeApi(config, task.access(), limit, calls));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  Kubeconfig config() {
    return config;
  }

  /** The client below, for the test of its guard. */
  KubernetesClient client() {
    return client;
  }

  /** How many requests have been made. */
  long requests() {
    return requests.get();
  }

  /** The kind of that name; see {@link Discovery#find}. */
  ApiKind kind(@Nullable String apiVersion, String kind) throws KubeFailure, InterruptedException {
    return discovery.find(apiVersion, kind);
  }

  /** GETs a path; null when the server says 404. */
  @Nullable Map<String, Object> get(String path) throws KubeFailure, InterruptedException {
    requests.incrementAndGet();
    calls.add("Kubernetes", true);
    String body;
    try {
      body = client.raw(path);
    } catch (RuntimeException e) {
      throw errors.classify(e, path);
    }
    if (body == null) {
      return null;
    }
    try {
      @SuppressWarnings("unchecked")
      Map<String, Object> object = JSON.readValue(body, LinkedHashMap.class);
      return object;
    } catch (JsonProcessingException e) {
      // Its message quotes the answer, which may be a proxy's page or a secret.
      throw new KubeFailure(
          KubeFailure.Kind.OTHER,
          config.server() + " answered GET " + path + " with something that is no JSON object");
    }
  }

  /** One object; null when there is none of that name. */
  @Nullable Map<String, Object> read(ApiKind kind, @Nullable String namespace, String name)
      throws KubeFailure, InterruptedException {
    return get(kind.path(namespace) + "/" + encode(name));
  }

  /** All objects of a kind, page by page; in all namespaces when none is given. */
  List<Map<String, Object>> list(
      ApiKind kind, @Nullable String namespace, @Nullable String labelSelector)
      throws KubeFailure, InterruptedException {
    List<Map<String, Object>> all = new ArrayList<>();
    String selector = labelSelector == null ? "" : "&labelSelector=" + encode(labelSelector);
    String from = "";
    do {
      Map<String, Object> page = get(kind.path(namespace) + "?limit=" + PAGE + selector + from);
      if (page == null) {
        throw new KubeFailure(
            KubeFailure.Kind.KIND_UNKNOWN,
            config.server() + " no longer serves " + kind + "; its API changed during the run");
      }
      for (Object item : Tree.list(page.get("items"))) {
        Map<String, Object> object = new LinkedHashMap<>();
        // Items of a list leave these out.
        object.put("apiVersion", kind.apiVersion());
        object.put("kind", kind.kind());
        object.putAll(Tree.map(item));
        all.add(object);
      }
      String next = Tree.text(page, "metadata", "continue");
      from = next.isEmpty() ? "" : "&continue=" + encode(next);
    } while (!from.isEmpty());
    return all;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    client.close();
  }
}
