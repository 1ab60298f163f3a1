package io.pbrun.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pbrun.sandbox.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Puts a service on a port of the loopback address and records what it is asked. */
public final class HttpFace implements AutoCloseable {
  private final HttpServer server;
  private final HttpService service;
  private final World world;
  private final RequestRecord record;
  private final boolean tls;

  private HttpFace(
      HttpServer server, HttpService service, World world, RequestRecord record, boolean tls) {
    this.server = server;
    this.service = service;
    this.world = world;
    this.record = record;
    this.tls = tls;
  }

  /**
   * Opens the service on a free port.
   *
   * @param tls null for plain HTTP
   */
  public static HttpFace open(
      HttpService service,
      World world,
      RequestRecord record,
      ExecutorService executor,
      @Nullable SSLContext tls)
      throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server;
    if (tls == null) {
      server = HttpServer.create(any, 0);
    } else {
      HttpsServer secure = HttpsServer.create(any, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(tls));
      server = secure;
    }
    HttpFace face = new HttpFace(server, service, world, record, tls != null);
    server.createContext("/", face::exchange);
    server.setExecutor(executor);
    server.start();
    return face;
  }

  /** The port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Where it answers, without a path. */
  public String url() {
    return (tls ? "https" : "http") + "://127.0.0.1:" + port();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      URI uri = exchange.getRequestURI();
      Request request = request(exchange, uri, body);
      Instant[] at = {Instant.EPOCH};
      Response response =
          world.at(() -> {
            at[0] = world.now();
            return answer(request);
          });
      String query = uri.getRawQuery();
      record.add(
          new RecordedRequest(
              at[0],
              service.name(),
              request.method(),
              request.path(),
              query == null ? "" : query,
              response.status(),
              RequestRecord.withoutSecrets(body)));
      send(exchange, request, response);
    }
  }

  private Response answer(Request request) {
    try {
      return service.answer(request);
    } catch (ApiFault fault) {
      return service.refuse(fault);
    } catch (RuntimeException e) {
      return service.refuse(new ApiFault(500, "sandbox: " + e));
    }
  }

  private static void send(HttpExchange exchange, Request request, Response response)
      throws IOException {
    response.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean bare = request.method().equals("HEAD") || response.body().length == 0;
    exchange.sendResponseHeaders(response.status(), bare ? -1 : response.body().length);
    if (!bare) {
      exchange.getResponseBody().write(response.body());
    }
  }

  private Request request(HttpExchange exchange, URI uri, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    String host = headers.getOrDefault("host", "127.0.0.1:" + port());
    return new Request(
        exchange.getRequestMethod(),
        uri.getPath(),
        query(uri.getRawQuery()),
        headers,
        body,
        Map.of(),
        (tls ? "https://" : "http://") + host);
  }

  private static Map<String, List<String>> query(@Nullable String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String part : raw.split("&")) {
        int equals = part.indexOf('=');
        String key = decode(equals < 0 ? part : part.substring(0, equals));
        String value = equals < 0 ? "" : decode(part.substring(equals + 1));
        if (!key.isEmpty()) {
          query.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
        }
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
