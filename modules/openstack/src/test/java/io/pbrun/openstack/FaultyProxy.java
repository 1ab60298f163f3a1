package io.pbrun.openstack;

import io.pbrun.openstack.http.StubServer;
import io.pbrun.openstack.http.StubServer.Scripted;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stands before a service of the sandbox and spoils what a test wants spoilt. */
final class FaultyProxy implements AutoCloseable {
  private static final Set<String> PASSED =
      Set.of(
          "x-auth-token",
          "content-type",
          "openstack-api-version",
          "x-openstack-nova-api-version",
          "accept");

  /** What becomes of a request. */
  interface Fault {
    /**
     * @param pass asks the service; not calling it keeps the request from it
     */
    Scripted on(String request, Pass pass) throws Exception;
  }

  /** Asks the service behind. */
  interface Pass {
    Scripted answer() throws Exception;
  }

  private final StubServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  FaultyProxy(String target, Fault fault) {
    String base = target.replaceAll("(https?://[^/]+).*", "$1");
    server =
        new StubServer((request, headers, body) ->
            fault.on(request, () -> forwarded(base, request, headers, body)));
  }

  private Scripted forwarded(String base, String request, Map<String, String> headers, String body)
      throws Exception {
    String[] parts = request.split(" ", 2);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + parts[1]))
            .method(
                parts[0],
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach((name, value) -> {
      if (PASSED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
        builder.header(name, value);
      }
    });
    HttpResponse<String> answer =
        client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    Map<String, String> kept = new LinkedHashMap<>();
    answer.headers().firstValue("content-type").ifPresent(type -> kept.put("Content-Type", type));
    return new Scripted(answer.statusCode(), kept, answer.body());
  }

  String url() {
    return server.url();
  }

  List<String> requests() {
    return server.requests();
  }

  @Override
  public void close() {
    server.close();
    client.shutdownNow();
  }
}
