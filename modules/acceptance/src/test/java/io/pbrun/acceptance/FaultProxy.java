package io.pbrun.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Stands before all services of a cloud on this machine and spoils what a test wants spoilt. The
 * service at port 8774 is {@code /8774} here; addresses in answers (catalogue, links to next pages,
 * versions) are rewritten, so a client that signs in through it never leaves it.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.plain()) {
 *   proxy.on("GET", "/8774/.*", FaultProxy.first(2, FaultProxy.status(503, "Retry-After", "1")));
 *   ... auth_url: proxy.url(5000) + "/v3" ...
 *   assertThat(proxy.seen("GET /8774/")).hasSize(3);
 * }
 * }</pre>
 */
public final class FaultProxy implements AutoCloseable {
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "host", "content-length", "transfer-encoding", "upgrade", "date");

  /** A request as it came, with the service's port at the head of its path. */
  public record Seen(
      Instant at,
      String method,
      String path,
      String query,
      Map<String, String> headers,
      String body) {

    /** {@code GET /8774/v2.1/servers?limit=1}. */
    public String line() {
      return method + " " + path + (query.isEmpty() ? "" : "?" + query);
    }

    Seen withQuery(String other) {
      return new Seen(at, method, path, other, headers, body);
    }

    /** Headers and body hold secrets. */
    @Override
    public String toString() {
      return line();
    }
  }

  /** An answer; status 0 cuts the connection instead. */
  public record Reply(int status, Map<String, List<String>> headers, String body) {
    static final Reply CUT = new Reply(0, Map.of(), "");

    /** The same with another body. */
    public Reply withBody(String other) {
      return new Reply(status, headers, other);
    }
  }

  /** Asks the real service. */
  public interface Service {
    Reply answer(Seen request) throws IOException, InterruptedException;
  }

  /** What becomes of a request; not asking the service keeps the request from it. */
  public interface Fault {
    Reply on(Seen request, Service service) throws IOException, InterruptedException;
  }

  private record Rule(@Nullable String method, Pattern path, Fault fault) {
    boolean matches(Seen request) {
      return (method == null || method.equals(request.method()))
          && path.matcher(request.path()).matches();
    }
  }

  private final HttpServer server;
  private final String scheme;
  private final String host;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private FaultProxy(HttpServer server, String scheme, String host) {
    this.server = server;
    this.scheme = scheme;
    this.host = host;
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Over plain HTTP. */
  public static FaultProxy plain() {
    try {
      return new FaultProxy(HttpServer.create(anyPort(), 0), "http", "127.0.0.1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Over TLS.
   *
   * @param host the name or address by which it is asked, and by which it rewrites addresses
   * @param clientNeeded whether clients have to show a certificate that the context trusts
   */
  public static FaultProxy tls(SSLContext context, String host, boolean clientNeeded) {
    try {
      HttpsServer secure = HttpsServer.create(anyPort(), 0);
      secure.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              var settings = context.getDefaultSSLParameters();
              settings.setNeedClientAuth(clientNeeded);
              parameters.setSSLParameters(settings);
            }
          });
      return new FaultProxy(secure, "https", host);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Where the service of that port is reached through the proxy. */
  public String url(int port) {
    return "%s://%s:%d/%d".formatted(scheme, host, server.getAddress().getPort(), port);
  }

  /**
   * From now on these requests meet this fault; the last rule that matches counts.
   *
   * @param method null for any
   * @param path a regular expression for the whole path, such as {@code /8774/v2.1/servers.*}
   */
  public FaultProxy on(@Nullable String method, String path, Fault fault) {
    rules.addFirst(new Rule(method, Pattern.compile(path), fault));
    return this;
  }

  /** The requests so far whose line begins like this, in order. */
  public List<Seen> seen(String beginning) {
    return seen.stream().filter(each -> each.line().startsWith(beginning)).toList();
  }

  /** All that would have changed something; asking for a token does not. */
  public List<Seen> writes() {
    return seen.stream()
        .filter(each -> !each.method().equals("GET") && !each.method().equals("HEAD"))
        .filter(each -> !each.path().endsWith("/auth/tokens"))
        .toList();
  }

  /** Forgets what was asked. */
  public void forget() {
    seen.clear();
  }

  // ------------------------------------------------------------------------------------- faults

  /** The service is not asked; this is answered in its place. */
  public static Fault status(int status, String... headersAndValues) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Content-Type", List.of("text/html"));
    for (int i = 0; i < headersAndValues.length; i += 2) {
      headers.put(headersAndValues[i], List.of(headersAndValues[i + 1]));
    }
    return (request, service) ->
        new Reply(
            status, headers, "<html><body><h1>" + status + " by the proxy</h1></body></html>");
  }

  /** The first n requests meet the fault, later ones do not. */
  public static Fault first(int n, Fault fault) {
    AtomicInteger met = new AtomicInteger();
    return (request, service) ->
        met.getAndIncrement() < n ? fault.on(request, service) : service.answer(request);
  }

  /** The service does what it is asked, but its answer does not arrive: a gateway's error does. */
  public static Fault lostAnswer(int status) {
    return (request, service) -> {
      service.answer(request);
      return status(status).on(request, service);
    };
  }

  /** The connection is cut; the service is not asked. */
  public static Fault cut() {
    return (request, service) -> Reply.CUT;
  }

  /** The answer comes late. */
  public static Fault delay(Duration late) {
    return (request, service) -> {
      Thread.sleep(late);
      return service.answer(request);
    };
  }

  /** No answer comes for as long as the proxy lives. */
  public Fault hang() {
    return (request, service) -> {
      closed.await(10, TimeUnit.MINUTES);
      return Reply.CUT;
    };
  }

  /** Lists come in pages of this size. */
  public static Fault pages(int size) {
    return (request, service) ->
        service.answer(
            request.query().contains("limit=")
                ? request
                : request.withQuery(
                    (request.query().isEmpty() ? "" : request.query() + "&") + "limit=" + size));
  }

  /** The answer's text is another. */
  public static Fault body(UnaryOperator<String> change) {
    return (request, service) -> {
      Reply reply = service.answer(request);
      return reply.withBody(change.apply(reply.body()));
    };
  }

  // ------------------------------------------------------------------------------------ passing

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Seen request = request(exchange);
      seen.add(request);
      Reply reply;
      try {
        reply = reply(request);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (reply.status() == 0) {
        return;
      }
      reply.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private Reply reply(Seen request) throws IOException, InterruptedException {
    for (Rule rule : rules) {
      if (rule.matches(request)) {
        return rule.fault().on(request, this::forwarded);
      }
    }
    return forwarded(request);
  }

  private static Seen request(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    String query = exchange.getRequestURI().getRawQuery();
    return new Seen(
        Instant.now(),
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query == null ? "" : query,
        headers,
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private Reply forwarded(Seen request) throws IOException, InterruptedException {
    String[] parts = request.path().split("/", 3);
    String path = parts.length < 3 ? "" : parts[2];
    URI target =
        URI.create(
            "http://127.0.0.1:%s/%s%s"
                .formatted(parts[1], path, request.query().isEmpty() ? "" : "?" + request.query()));
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(target)
            .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
    request
        .headers()
        .forEach((name, value) -> {
          if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))
              && !name.toLowerCase(Locale.ROOT).startsWith("http2")) {
            builder.header(name, value);
          }
        });
    HttpResponse<String> answer =
        client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    Map<String, List<String>> headers = new LinkedHashMap<>();
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
            headers.put(name, new ArrayList<>(values));
          }
        });
    return new Reply(
        answer.statusCode(),
        headers,
        answer
            .body()
            .replaceAll(
                "http://127\\.0\\.0\\.1:(\\d+)",
                "%s://%s:%d/$1".formatted(scheme, host, server.getAddress().getPort())));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    executor.shutdownNow();
    client.shutdownNow();
  }
}
