package io.pbrun.kubernetes;

import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.pbrun.engine.connection.Access;
import java.io.ByteArrayOutputStream;
import java.net.ProxySelector;
import java.net.http.HttpClient.Version;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one API server with one set of certificates. Of fabric8's client it uses the HTTP layer
 * with the JDK's client below: how a kubeconfig is read and how servers are trusted is decided
 * here, because fabric8's ways know no limit for plugins and bodies, no {@code tls-server-name} on
 * the JDK's client, and look into the environment.
 */
final class KubeTransport implements AutoCloseable {

  /** What a server answered. */
  record Answer(int code, @Nullable String retryAfter, String body) {}

  private final ApiServer api;
  private final HttpClient client;

  /**
   * @param access with {@link Access#READ_ONLY}, anything but a read is refused below the client
   * @param connectLimit of a connection with its TLS handshake, on the wall
   */
  KubeTransport(
      ApiServer api, @Nullable ClientCertificate certificate, Access access, Duration connectLimit)
      throws UnusableKubeconfig {
    this.api = api;
    SSLContext tls;
    try {
      tls = api.tls() ? Tls.context(api, certificate) : null;
    } catch (GeneralSecurityException e) {
      throw new UnusableKubeconfig("its certificates cannot be used: " + e.getMessage());
    }
    HttpClient.Factory factory = new Factory(api, tls);
    HttpClient.Builder builder = factory.newBuilder();
    builder.connectTimeout(connectLimit.toMillis(), TimeUnit.MILLISECONDS);
    builder.preferHttp11();
    builder.tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build());
    if (access == Access.READ_ONLY) {
      builder.addOrReplaceInterceptor("pbrun-read-only", new ReadOnlyInterceptor());
    }
    this.client = builder.build();
  }

  private static final class Factory extends JdkHttpClientFactory {
    private final ApiServer api;
    private final @Nullable SSLContext tls;

    Factory(ApiServer api, @Nullable SSLContext tls) {
      this.api = api;
      this.tls = tls;
    }

    @Override
    protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
      builder.version(Version.HTTP_1_1);
      builder.proxy(
          api.proxy() == null
              ? java.net.http.HttpClient.Builder.NO_PROXY
              : ProxySelector.of(api.firstHop()));
      if (tls != null) {
        builder.sslContext(tls);
      }
    }
  }

  /** The client below, for the test of its guard. */
  HttpClient client() {
    return client;
  }

  /**
   * GETs a path.
   *
   * @param authorization the header's value; null for none
   * @param limit from connecting to the last byte, on the wall; then the connection is closed
   * @throws ExecutionException when no answer came; {@link TimeoutException} when it did not come
   *     in time
   */
  Answer get(String path, @Nullable String authorization, Duration limit)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long end = System.nanoTime() + limit.toNanos();
    HttpRequest.Builder request =
        client
            .newHttpRequestBuilder()
            .uri(api.url() + path)
            .header("Accept", "application/json")
            .header("User-Agent", "pbrun")
            .timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<AsyncBody>> answer =
        client.consumeBytes(
            request.build(),
            (buffers, rest) -> {
              for (ByteBuffer each : buffers) {
                byte[] bytes = new byte[each.remaining()];
                each.get(bytes);
                body.writeBytes(bytes);
              }
              rest.consume();
            });
    HttpResponse<AsyncBody> head;
    try {
      head = answer.get(left(end), TimeUnit.NANOSECONDS);
    } catch (InterruptedException | TimeoutException e) {
      // Its own limit ends what is still under way; what comes before that is thrown away.
      answer.cancel(true);
      throw e;
    }
    try {
      head.body().consume();
      head.body().done().get(left(end), TimeUnit.NANOSECONDS);
    } catch (InterruptedException | TimeoutException e) {
      head.body().cancel();
      throw e;
    }
    return new Answer(
        head.code(), head.header("Retry-After"), body.toString(StandardCharsets.UTF_8));
  }

  private static long left(long end) {
    // A little longer than the request's own limit, whose error knows what did not happen.
    return Math.max(0, end - System.nanoTime()) + TimeUnit.MILLISECONDS.toNanos(200);
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public String toString() {
    return Objects.toString(api.url());
  }
}
