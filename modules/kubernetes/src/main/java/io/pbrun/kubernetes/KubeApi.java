package io.pbrun.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ApiCalls;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Time;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An API server as plain objects, for one task. What tasks can share is in its {@link KubeSession}.
 */
final class KubeApi implements AutoCloseable {
  private static final int PAGE = 500;
  private static final int LIST_ATTEMPTS = 3;

  /** A sandbox's clock may run fast and a wait may be at its end, but a socket needs its time. */
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  /** Credentials are renewed this long before they end. */
  private static final Duration LEEWAY = Duration.ofSeconds(2);

  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.USE_LONG_FOR_INTS, true);

  private final KubeSession session;
  private final Kubeconfig config;
  private final KubeErrors errors;
  private final Discovery discovery;
  private final Connection controller;
  private final Time time;
  private final Duration requestTimeout;
  private final Consumer<String> hide;
  private final ApiCalls calls;
  private @Nullable Instant deadline;
  private @Nullable Instant restUntil;
  private long requests;

  private KubeApi(ModuleContext task, KubeSession session, Duration requestTimeout) {
    this.session = session;
    this.config = session.config();
    this.errors = new KubeErrors(config);
    this.discovery = new Discovery(this, session.kinds());
    this.controller = task.controller();
    this.time = task.time();
    this.requestTimeout = requestTimeout;
    this.hide = task::hide;
    this.calls = ApiCalls.of(task);
    this.deadline = task.deadline();
  }

  /** The API that a task's parameters name. */
  static KubeApi of(
      ModuleContext task, @Nullable String kubeconfig, @Nullable String context, Duration timeout)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Kubeconfig config = Kubeconfig.load(task, kubeconfig, context);
    Instant end = config.certificateExpiry();
    if (end != null && end.isBefore(task.time().now())) {
      throw new ModuleFailure(
          "the client certificate in "
              + config.path()
              + " (context '"
              + config.context()
              + "', server "
              + config.server()
              + ") expired at "
              + end
              + "; fetch a new kubeconfig (k8s_kubeconfig)",
          Map.of("error", "unauthorized"));
    }
    Duration connect = connectLimit(task, timeout);
    String key =
        "kubernetes:"
            + config.path()
            + "#"
            + config.context()
            + "#"
            + config.hashCode()
            + "#"
            + task.access()
            + "#"
            + connect;
    KubeSession session =
        task.shared(key, KubeSession.class, () -> new KubeSession(config, task.access(), connect));
    return new KubeApi(task, session, timeout);
  }

  /** The API of a kubeconfig that may be of no use; to be closed. */
  static KubeApi tried(ModuleContext task, Kubeconfig config, Duration timeout) {
    return new KubeApi(
        task, new KubeSession(config, task.access(), connectLimit(task, timeout)), timeout);
  }

  /** Below the request's limit, so that an error can tell connecting from answering. */
  private static Duration connectLimit(ModuleContext task, Duration timeout) {
    return wall(task.time(), timeout).multipliedBy(9).dividedBy(10);
  }

  private static Duration wall(Time time, Duration timeout) {
    return max(time.onTheWall(timeout), min(timeout, SHORTEST));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  Kubeconfig config() {
    return config;
  }

  KubeSession session() {
    return session;
  }

  /** How many requests this task has made. */
  long requests() {
    return requests;
  }

  /** Until when the server asked to be left alone (429 and 503); null when it did not. */
  @Nullable Instant restUntil() {
    return restUntil;
  }

  /** From now on no request lasts longer than a wait of this length, by more than a moment. */
  void endWithin(Duration wait) {
    Instant end = time.now().plus(wait);
    if (deadline == null || end.isBefore(deadline)) {
      deadline = end;
    }
  }

  private Duration limit() {
    Duration whole = wall(time, requestTimeout);
    if (deadline == null) {
      return whole;
    }
    Duration left = time.onTheWall(Duration.between(time.now(), deadline));
    return min(whole, max(left, SHORTEST));
  }

  /** The kind of that name; see {@link Discovery#find}. */
  ApiKind kind(@Nullable String apiVersion, String kind) throws KubeFailure, InterruptedException {
    return discovery.find(apiVersion, kind);
  }

  /** GETs a path; null when the server says 404. */
  @Nullable Map<String, Object> get(String path) throws KubeFailure, InterruptedException {
    KubeTransport.Answer answer = answer(path);
    if (answer.code() == 404) {
      return null;
    }
    if (answer.code() != 200) {
      KubeFailure failure = errors.refused(answer, path);
      Duration rest = failure.retryAfter();
      restUntil = rest == null ? null : time.now().plus(rest);
      throw failure;
    }
    restUntil = null;
    try {
      @SuppressWarnings("unchecked")
      Map<String, Object> object = JSON.readValue(answer.body(), LinkedHashMap.class);
      return object;
    } catch (JsonProcessingException e) {
      // Its message quotes the answer, which may be a proxy's page or a secret.
      throw new KubeFailure(
          KubeFailure.Kind.OTHER,
          config.server()
              + " answered GET "
              + path
              + " with something that is no JSON object: is it the address of an API server?");
    }
  }

  private KubeTransport.Answer answer(String path) throws KubeFailure, InterruptedException {
    Duration limit = limit();
    ExecPlugin.Credential made = null;
    for (int attempt = 1; ; attempt++) {
      requests++;
      calls.add("Kubernetes", true);
      try {
        made = credential(made, limit);
        ClientCertificate certificate =
            made != null && made.certificate() != null
                ? made.certificate()
                : config.credentials().certificate();
        KubeTransport.Answer answer =
            session.transport(certificate).get(path, authorization(made), limit);
        // A plugin's credentials may have been withdrawn: it is asked once more.
        if (answer.code() == 401 && made != null && attempt == 1) {
          continue;
        }
        return answer;
      } catch (UnusableKubeconfig e) {
        throw new KubeFailure(
            KubeFailure.Kind.CREDENTIALS,
            "the kubeconfig "
                + config.path()
                + " (context '"
                + config.context()
                + "') gives no credentials: "
                + e.getMessage());
      } catch (TimeoutException e) {
        throw errors.late(path, limit, e);
      } catch (ExecutionException e) {
        throw errors.unanswered(e, path, limit);
      }
    }
  }

  /** What the kubeconfig's exec plugin gave; null without one or where it is not asked. */
  private ExecPlugin.@Nullable Credential credential(
      ExecPlugin.@Nullable Credential refused, Duration limit)
      throws UnusableKubeconfig, InterruptedException {
    Credentials given = config.credentials();
    if (given.exec() == null
        || given.token() != null
        || given.tokenFile() != null
        || given.basic() != null) {
      return null;
    }
    ExecPlugin plugin =
        new ExecPlugin(given.exec(), config.api(), config.extensions(), references());
    return session.credential(
        refused,
        known -> known.until().minus(LEEWAY).isBefore(time.now()),
        () -> {
          ExecPlugin.Credential made = plugin.run(controller, limit);
          if (made.token() != null) {
            hide.accept(made.token());
          }
          if (made.certificate() != null) {
            made.certificate().secrets().forEach(hide);
          }
          return made;
        });
  }

  private KubeconfigFiles references() {
    return new KubeconfigFiles(controller.files(), config.path());
  }

  private @Nullable String authorization(ExecPlugin.@Nullable Credential made)
      throws UnusableKubeconfig, InterruptedException {
    Credentials given = config.credentials();
    if (given.tokenFile() != null) {
      String token = references().read(given.tokenFile(), "tokenFile").strip();
      if (!token.isEmpty()) {
        hide.accept(token);
        return "Bearer " + token;
      }
    }
    if (given.token() != null) {
      return "Bearer " + given.token();
    }
    if (given.basic() != null) {
      return "Basic " + given.basic();
    }
    return made == null || made.token() == null ? null : "Bearer " + made.token();
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
    for (int attempt = 1; ; attempt++) {
      try {
        return pages(kind, namespace, labelSelector);
      } catch (KubeFailure e) {
        // A list that took so long that its snapshot is gone is begun again.
        if (e.kind() != KubeFailure.Kind.GONE || attempt == LIST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private List<Map<String, Object>> pages(
      ApiKind kind, @Nullable String namespace, @Nullable String labelSelector)
      throws KubeFailure, InterruptedException {
    List<Map<String, Object>> all = new ArrayList<>();
    String selector = labelSelector == null ? "" : "&labelSelector=" + encode(labelSelector);
    String from = "";
    do {
      Map<String, Object> page = get(kind.path(namespace) + "?limit=" + PAGE + selector + from);
      if (page == null) {
        // The kind may have moved to another version: it is looked for again next time.
        session.kinds().values().remove(kind);
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
    session.close();
  }
}
