package io.pbrun.openstack.http;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.ReadOnlyViolation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls. A context that only looks cannot write here, whatever its module tries (design idea
 * 2). A task's deadline and its interruption reach the socket. Reads are tried again after passing
 * faults; a write is sent once.
 */
public final class HttpTransport implements AutoCloseable {
  private static final int ATTEMPTS = 5;
  private static final int ATTEMPTS_AT_SILENCE = 2;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final Duration callLimit;

  /**
   * @param tls how servers are trusted; null for the JDK's own authorities
   * @param callLimit the longest that one call may take, on the wall
   */
  public HttpTransport(@Nullable SSLContext tls, Duration callLimit) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_LIMIT);
    this.client = (tls == null ? builder : builder.sslContext(tls)).build();
    this.callLimit = callLimit;
  }

  /** Sends a call and returns what was answered, refusals included. */
  public Answer send(Call call, CallContext context) throws InterruptedException {
    if (context.access() == Access.READ_ONLY && !call.repeatable()) {
      throw new ReadOnlyViolation(call.named() + " (" + call.service() + ")");
    }
    Duration pause = Duration.ofSeconds(1);
    OpenStackException firstHang = null;
    for (int attempt = 1; ; attempt++) {
      Answer answer = null;
      OpenStackException silence = null;
      try {
        answer = once(call, context);
      } catch (OpenStackException noAnswer) {
        boolean hung = "timeout".equals(noAnswer.code());
        // A second try may have had less time: the first tells how long the service was given.
        silence = hung && firstHang != null ? firstHang : noAnswer;
        firstHang = hung ? silence : firstHang;
      }
      boolean again =
          call.repeatable()
              && (answer != null ? Retries.passing(answer.status()) : Retries.passing(silence))
              && attempt
                  < (silence != null && "timeout".equals(silence.code())
                      ? ATTEMPTS_AT_SILENCE
                      : ATTEMPTS);
      if (again && context.pause(answer == null ? pause : Retries.pause(answer, pause, context))) {
        pause = pause.multipliedBy(2);
        continue;
      }
      if (silence != null) {
        throw silence;
      }
      return java.util.Objects.requireNonNull(answer);
    }
  }

  private Answer once(Call call, CallContext context) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Duration limit = limit(call, context);
    context.calls().add(call.service(), call.repeatable());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .method(
                call.method(),
                call.body() == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(call.body()))
            .header("Accept", "application/json")
            .header("User-Agent", "pbrun");
    if (call.body() != null) {
      request.header("Content-Type", "application/json");
    }
    call.headers().forEach(request::header);
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(call, response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw OpenStackException.noAnswer(
          call,
          "timeout",
          "%s at %s did not answer %s within %s%s. It accepts connections but hangs: look at its workers, its database and its message queue."
              .formatted(
                  call.service(),
                  authority(call),
                  call.named(),
                  seconds(limit),
                  limit.compareTo(callLimit) < 0 ? ", all that was left of the task's time" : ""),
          true,
          null);
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      throw interrupted;
    } catch (ExecutionException failed) {
      throw explained(call, failed.getCause() == null ? failed : failed.getCause());
    }
  }

  private Duration limit(Call call, CallContext context) {
    Duration left = context.remaining();
    if (left == null) {
      return callLimit;
    }
    Duration wall = context.time().onTheWall(left);
    if (wall.isNegative() || wall.isZero()) {
      throw OpenStackException.noAnswer(
          call,
          "timeout",
          "the task's time ran out before " + call.named() + " was sent to " + call.service(),
          false,
          null);
    }
    return wall.compareTo(callLimit) < 0 ? wall : callLimit;
  }

  private static OpenStackException explained(Call call, Throwable cause) {
    String where = call.service() + " at " + authority(call);
    return switch (cause) {
      case HttpConnectTimeoutException e ->
          OpenStackException.noAnswer(
              call,
              "unreachable",
              where
                  + " cannot be reached: no connection within "
                  + seconds(CONNECT_LIMIT)
                  + ". Check the route, the firewall and the endpoint in the catalogue.",
              false,
              e);
      case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
          OpenStackException.noAnswer(
              call,
              "unreachable",
              where
                  + " cannot be reached: its name does not resolve. Check DNS and the endpoint's name.",
              false,
              e);
      case ConnectException e ->
          OpenStackException.noAnswer(
              call,
              "unreachable",
              where
                  + " refuses connections: the service is down, or the endpoint's address is wrong.",
              false,
              e);
      case IOException e when TlsFaults.explained(where, call.uri(), e) instanceof String tls ->
          OpenStackException.noAnswer(call, "tls", tls, false, e);
      case IOException e ->
          OpenStackException.noAnswer(
              call,
              "connection_lost",
              "the connection to "
                  + where
                  + " broke during "
                  + call.named()
                  + " ("
                  + e.getMessage()
                  + ")"
                  + (e instanceof SSLException
                      ? ": it ended the TLS handshake, as an overloaded service does, or one that speaks no TLS at all (its address then begins with http://)"
                      : ""),
              true,
              e);
      default ->
          OpenStackException.noAnswer(
              call, "connection_lost", where + " could not be asked: " + cause, true, cause);
    };
  }

  private static String authority(Call call) {
    return call.uri().getScheme() + "://" + call.uri().getAuthority();
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() < 1000
        ? duration.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0).replace(".0 s", " s");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
