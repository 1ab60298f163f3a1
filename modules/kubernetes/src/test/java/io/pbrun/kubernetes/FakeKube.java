package io.pbrun.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An API server over real HTTP, with discovery, paging and faults on demand. */
final class FakeKube implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer http;
  private final String scheme;
  private final Map<String, List<Map<String, Object>>> resources = new LinkedHashMap<>();
  private final Map<String, List<Map<String, Object>>> objects = new LinkedHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile int fault;
  private volatile int faultsLeft;
  private volatile boolean hanging;
  private volatile int retryAfterSeconds;
  volatile String token = "t0ken";

  FakeKube() throws IOException {
    this(null);
  }

  /**
   * @param tls how it speaks TLS; null for plain HTTP
   */
  FakeKube(@Nullable SSLContext tls) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (tls == null) {
      http = HttpServer.create(address, 50);
      scheme = "http";
    } else {
      HttpsServer https = HttpsServer.create(address, 50);
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
      http = https;
      scheme = "https";
    }
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
    serves("v1", "Node", "nodes", false);
    serves("v1", "Pod", "pods", true);
    serves("v1", "Secret", "secrets", true);
    serves("apps/v1", "Deployment", "deployments", true);
  }

  String url() {
    return scheme + "://127.0.0.1:" + port();
  }

  int port() {
    return http.getAddress().getPort();
  }

  String kubeconfig() {
    return """
    apiVersion: v1
    kind: Config
    current-context: mgmt
    clusters: [{name: mgmt, cluster: {server: "%s"}}]
    users: [{name: admin, user: {token: %s}}, {name: nobody, user: {token: wrong-t0ken}}]
    contexts:
    - {name: mgmt, context: {cluster: mgmt, user: admin}}
    - {name: other, context: {cluster: mgmt, user: nobody}}
    """
        .formatted(url(), token);
  }

  FakeKube serves(String apiVersion, String kind, String plural, boolean namespaced) {
    resources
        .computeIfAbsent(apiVersion, _ -> new ArrayList<>())
        .add(
            Map.of(
                "name",
                plural,
                "kind",
                kind,
                "namespaced",
                namespaced,
                "singularName",
                kind.toLowerCase(java.util.Locale.ROOT)));
    return this;
  }

  FakeKube servesClusterApi(String version, String openstackVersion) {
    serves("cluster.x-k8s.io/" + version, "Cluster", "clusters", true);
    serves("cluster.x-k8s.io/" + version, "Machine", "machines", true);
    return serves(
        "infrastructure.cluster.x-k8s.io/" + openstackVersion,
        "OpenStackCluster",
        "openstackclusters",
        true);
  }

  /** Puts an object there, in place of one of the same name. */
  FakeKube put(String apiVersion, String plural, String yamlOfObject) {
    Map<String, Object> object = new org.yaml.snakeyaml.Yaml().load(yamlOfObject);
    List<Map<String, Object>> all =
        objects.computeIfAbsent(apiVersion + "/" + plural, _ -> new CopyOnWriteArrayList<>());
    all.removeIf(o ->
        Tree.name(o).equals(Tree.name(object)) && Tree.namespace(o).equals(Tree.namespace(object)));
    all.add(object);
    return this;
  }

  FakeKube remove(String apiVersion, String plural, String name) {
    objects
        .getOrDefault(apiVersion + "/" + plural, List.of())
        .removeIf(o -> Tree.name(o).equals(name));
    return this;
  }

  /** The next refused requests say when to come again. */
  FakeKube retryAfter(int seconds) {
    retryAfterSeconds = seconds;
    return this;
  }

  /** The next requests are answered with this code. */
  FakeKube fails(int code, int times) {
    fault = code;
    faultsLeft = times;
    return this;
  }

  /** Requests are taken and not answered. */
  FakeKube hangs(boolean value) {
    hanging = value;
    return this;
  }

  List<String> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      if (hanging) {
        closing.await();
        return;
      }
      if (faultsLeft > 0) {
        faultsLeft--;
        if (retryAfterSeconds > 0) {
          exchange.getResponseHeaders().set("Retry-After", String.valueOf(retryAfterSeconds));
        }
        answer(exchange, fault, status(fault, "scripted"));
      } else if (!("Bearer " + token)
          .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, status(401, "Unauthorized"));
      } else {
        get(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void get(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/apis")) {
      answer(exchange, 200, groups());
      return;
    }
    String[] parts = path.substring(1).split("/");
    boolean core = parts[0].equals("api");
    int at = core ? 2 : 3;
    if (parts.length < at) {
      answer(exchange, 404, status(404, "the server could not find the requested resource"));
      return;
    }
    String apiVersion = core ? parts[1] : parts[1] + "/" + parts[2];
    if (parts.length == at) {
      List<Map<String, Object>> served = resources.get(apiVersion);
      answer(
          exchange,
          served == null ? 404 : 200,
          served == null ? status(404, "not found") : Map.of("resources", served));
      return;
    }
    String namespace = null;
    if (parts[at].equals("namespaces") && parts.length > at + 2) {
      namespace = parts[at + 1];
      at += 2;
    }
    String wantedNamespace = namespace;
    List<Map<String, Object>> all =
        objects.getOrDefault(apiVersion + "/" + parts[at], List.of()).stream()
            .filter(o -> wantedNamespace == null || Tree.namespace(o).equals(wantedNamespace))
            .toList();
    if (parts.length > at + 1) {
      String name = parts[at + 1];
      var found = all.stream().filter(o -> Tree.name(o).equals(name)).findFirst();
      answer(
          exchange,
          found.isPresent() ? 200 : 404,
          found.isPresent() ? found.get() : status(404, "not found"));
      return;
    }
    answer(exchange, 200, page(exchange, all));
  }

  /** Two objects a page, whatever was asked for. */
  private static Map<String, Object> page(HttpExchange exchange, List<Map<String, Object>> all) {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    int from =
        query.contains("continue=")
            ? Integer.parseInt(query.replaceAll(".*continue=(\\d+).*", "$1"))
            : 0;
    int to = Math.min(all.size(), from + 2);
    Map<String, Object> metadata =
        to < all.size() ? Map.of("continue", String.valueOf(to)) : Map.of();
    return Map.of("metadata", metadata, "items", all.subList(from, to));
  }

  private Map<String, Object> groups() {
    Map<String, List<Object>> byGroup = new LinkedHashMap<>();
    for (String apiVersion : resources.keySet()) {
      if (apiVersion.contains("/")) {
        String group = apiVersion.substring(0, apiVersion.indexOf('/'));
        byGroup
            .computeIfAbsent(group, _ -> new ArrayList<>())
            .add(
                Map.of(
                    "groupVersion",
                    apiVersion,
                    "version",
                    apiVersion.substring(group.length() + 1)));
      }
    }
    List<Object> all = new ArrayList<>();
    byGroup.forEach((group, versions) ->
        all.add(
            Map.of("name", group, "versions", versions, "preferredVersion", versions.getFirst())));
    return Map.of("groups", all);
  }

  private static Map<String, Object> status(int code, String message) {
    return Map.of(
        "kind",
        "Status",
        "apiVersion",
        "v1",
        "status",
        "Failure",
        "message",
        message,
        "code",
        code);
  }

  private static void answer(HttpExchange exchange, int code, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closing.countDown();
    http.stop(0);
  }
}
