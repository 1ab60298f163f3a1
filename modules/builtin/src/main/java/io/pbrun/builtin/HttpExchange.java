package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.value.Json;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request, ready to be sent. */
record HttpExchange(HttpOptions task, String verb, URI address, byte[] body) {

  static HttpExchange of(HttpOptions task, String verb, byte @Nullable [] file)
      throws ModuleFailure {
    try {
      URI address = new URI(task.url());
      if (address.getHost() == null
          || !List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
        throw new ModuleFailure("url must be an http or https address, got: " + task.url());
      }
      return new HttpExchange(task, verb, address, file != null ? file : body(task));
    } catch (URISyntaxException e) {
      throw new ModuleFailure("url is no address: " + task.url() + ": " + e.getReason());
    }
  }

  private static byte[] body(HttpOptions task) throws ModuleFailure {
    Object body = task.body();
    if (body == null) {
      return new byte[0];
    }
    String text =
        switch (task.bodyFormat()) {
          case "json" -> body instanceof String written ? written : Json.write(body);
          case "form-urlencoded" -> body instanceof String written ? written : form(body);
          default -> body instanceof String written ? written : Json.write(body);
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String form(Object body) throws ModuleFailure {
    if (!(body instanceof Map<?, ?> map)) {
      throw new ModuleFailure("body must be a mapping for body_format=form-urlencoded");
    }
    return map.entrySet().stream()
        .flatMap(entry -> {
          List<?> values =
              entry.getValue() instanceof List<?> list
                  ? list
                  : List.of(String.valueOf(entry.getValue()));
          return values.stream().map(value -> encode(entry.getKey()) + "=" + encode(value));
        })
        .collect(Collectors.joining("&"));
  }

  private static String encode(@Nullable Object text) {
    return URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8);
  }

  HttpAnswer send(ModuleContext context) throws ModuleFailure, InterruptedException {
    Instant start = context.time().now();
    Duration limit = context.time().onTheWall(task.timeout());
    try (HttpClient client = client(limit)) {
      HttpResponse<byte[]> response;
      try {
        response = client.send(request(limit), BodyHandlers.ofByteArray());
      } catch (InterruptedException e) {
        client.shutdownNow();
        throw e;
      }
      return new HttpAnswer(
          response.statusCode(),
          reasonPhrase(response.statusCode()),
          response.uri().toString(),
          response.previousResponse().isPresent(),
          response.headers().map(),
          response.body(),
          Duration.between(start, context.time().now()));
    } catch (IOException e) {
      return new HttpAnswer(
          -1,
          "Request failed: " + reason(e),
          task.url(),
          false,
          Map.of(),
          new byte[0],
          Duration.between(start, context.time().now()));
    }
  }

  private HttpClient client(Duration limit) throws ModuleFailure {
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(limit).followRedirects(redirect());
    if (!task.validateCerts() || task.caPath() != null) {
      builder.sslContext(Tls.context(task.validateCerts(), task.caPath()));
    }
    if (task.urlUsername() != null && !task.forceBasicAuth()) {
      builder.authenticator(
          new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
              return new PasswordAuthentication(
                  String.valueOf(task.urlUsername()),
                  (task.urlPassword() == null ? "" : task.urlPassword()).toCharArray());
            }
          });
    }
    return builder.build();
  }

  private HttpClient.Redirect redirect() {
    boolean safe = verb.equals("GET") || verb.equals("HEAD");
    return switch (task.followRedirects()) {
      case "all", "yes" -> HttpClient.Redirect.NORMAL;
      case "none", "no" -> HttpClient.Redirect.NEVER;
      default -> safe ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER;
    };
  }

  private HttpRequest request(Duration limit) throws ModuleFailure {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address)
            .timeout(limit)
            .method(
                verb,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    builder.setHeader("User-Agent", task.httpAgent());
    if (task.force()) {
      builder.setHeader("Cache-Control", "no-cache");
    }
    switch (task.bodyFormat()) {
      case "json" -> builder.setHeader("Content-Type", "application/json");
      case "form-urlencoded" ->
          builder.setHeader("Content-Type", "application/x-www-form-urlencoded");
      default -> {}
    }
    if (task.urlUsername() != null && task.forceBasicAuth()) {
      String pair =
          task.urlUsername() + ":" + (task.urlPassword() == null ? "" : task.urlPassword());
      builder.setHeader(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    for (Map.Entry<String, Object> header : task.headers().entrySet()) {
      try {
        builder.setHeader(header.getKey(), String.valueOf(header.getValue()));
      } catch (IllegalArgumentException e) {
        throw new ModuleFailure("the header '" + header.getKey() + "' cannot be sent");
      }
    }
    return builder.build();
  }

  private static String reason(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return switch (e) {
      case HttpTimeoutException _ -> "timed out";
      case ConnectException _ ->
          e.getMessage() == null ? "connection refused, or the host's name is not known" : message;
      case SSLException _ -> "TLS: " + message + " (validate_certs: false skips the check)";
      default -> message;
    };
  }

  private static String reasonPhrase(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case 204 -> "No Content";
      case 301 -> "Moved Permanently";
      case 302 -> "Found";
      case 304 -> "Not Modified";
      case 400 -> "HTTP Error 400: Bad Request";
      case 401 -> "HTTP Error 401: Unauthorized";
      case 403 -> "HTTP Error 403: Forbidden";
      case 404 -> "HTTP Error 404: Not Found";
      case 409 -> "HTTP Error 409: Conflict";
      case 500 -> "HTTP Error 500: Internal Server Error";
      case 502 -> "HTTP Error 502: Bad Gateway";
      case 503 -> "HTTP Error 503: Service Unavailable";
      case 504 -> "HTTP Error 504: Gateway Timeout";
      default -> status >= 400 ? "HTTP Error " + status : "HTTP " + status;
    };
  }
}
