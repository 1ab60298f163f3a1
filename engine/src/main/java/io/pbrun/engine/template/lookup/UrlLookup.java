package io.pbrun.engine.template.lookup;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.template.python.Splitting;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** {@code url}: what a web address answers, as lines or as a whole. */
final class UrlLookup {
  private static final String OPTIONS =
      "validate_certs? use_proxy? username? password? headers? force? timeout? http_agent?"
          + " force_basic_auth? follow_redirects? use_gssapi? unix_socket? ca_path?"
          + " unredirected_headers? ciphers? use_netrc? split_lines?";

  private UrlLookup() {}

  static void addTo(Library library) {
    library.lookup("url", OPTIONS, UrlLookup::run);
  }

  private static List<@Nullable Object> run(
      List<@Nullable Object> terms, Arguments a, CallContext context) {
    refuse(a);
    List<@Nullable Object> result = new ArrayList<>();
    for (Object term : terms) {
      String text = fetch(Values.str(term), a);
      if (a.flag(16, true)) {
        result.addAll(Splitting.lines(text, false));
      } else {
        result.add(text);
      }
    }
    return result;
  }

  /** Options that would change what is fetched and are not done here. */
  private static void refuse(Arguments a) {
    Map<Integer, String> absent = Map.of(10, "use_gssapi", 11, "unix_socket", 12, "ca_path");
    absent.forEach((index, name) -> {
      if (a.has(index) && Values.truth(a.value(index))) {
        throw new ValueException("the lookup 'url' does not do '" + name + "'; use the module uri");
      }
    });
  }

  private static String fetch(String url, Arguments a) {
    try {
      if (url.startsWith("file:")) {
        return Files.readString(Path.of(URI.create(url)));
      }
      HttpResponse<byte[]> response =
          client(a).send(request(url, a), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() >= 400) {
        throw new ValueException(
            "Received HTTP error for " + url + " : HTTP Error " + response.statusCode());
      }
      return new String(response.body(), StandardCharsets.UTF_8);
    } catch (ConnectException e) {
      throw new ValueException("Failed lookup url for " + url + " : it cannot be reached", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new ValueException("Failed lookup url for " + url + " : " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ValueException("the request of " + url + " was interrupted", e);
    }
  }

  private static HttpClient client(Arguments a) {
    String redirects = a.text(9, "urllib2");
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(timeout(a))
            .followRedirects(
                List.of("no", "none", "false", "False").contains(redirects)
                    ? HttpClient.Redirect.NEVER
                    : HttpClient.Redirect.NORMAL);
    if (!a.flag(0, true)) {
      client.sslContext(trustingAnybody());
    }
    return client.build();
  }

  private static Duration timeout(Arguments a) {
    return Duration.ofMillis((long) (a.real(6, 10) * 1000));
  }

  private static HttpRequest request(String url, Arguments a) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(timeout(a))
            .header("User-Agent", a.text(7, "ansible-httpget"));
    if (a.value(4) instanceof Map<?, ?> headers) {
      headers.forEach((name, value) -> request.header(Values.str(name), Values.str(value)));
    }
    if (a.flag(5, false)) {
      request.header("Cache-Control", "no-cache");
    }
    if (a.value(2) != null) {
      String login = a.text(2, "") + ":" + a.text(3, "");
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }
    return request.build();
  }

  /** For {@code validate_certs=false}: takes any certificate of any host. */
  private static SSLContext trustingAnybody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ValueException("TLS is not there: " + Objects.toString(e.getMessage()), e);
    }
  }

  private static final class TrustsAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
