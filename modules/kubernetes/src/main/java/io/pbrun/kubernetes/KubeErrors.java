package io.pbrun.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pbrun.engine.connection.ReadOnlyViolation;
import io.pbrun.engine.module.DurationText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Turns refusals and what the HTTP client throws into a {@link KubeFailure}. */
final class KubeErrors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Kubeconfig config;

  KubeErrors(Kubeconfig config) {
    this.config = config;
  }

  /** What an answer other than 200 and 404 means. */
  KubeFailure refused(KubeTransport.Answer answer, String path) {
    Map<String, Object> status = status(answer.body());
    String message = Tree.text(status, "message");
    String said = message.isEmpty() ? "" : ": " + message;
    int code = answer.code();
    return switch (code) {
      case 401 -> new KubeFailure(KubeFailure.Kind.UNAUTHORIZED, unauthorized());
      case 403 ->
          message.contains("\"system:anonymous\"")
              ? new KubeFailure(KubeFailure.Kind.UNAUTHORIZED, stranger(path, message))
              : new KubeFailure(KubeFailure.Kind.FORBIDDEN, forbidden(path, message));
      case 410 ->
          new KubeFailure(
              KubeFailure.Kind.GONE,
              config.server() + " no longer has what GET " + path + " asks for (410)" + said);
      case 429, 500, 502, 503, 504 ->
          new KubeFailure(
              KubeFailure.Kind.SERVER,
              config.server() + " answered " + code + said,
              retryAfter(answer, status),
              null);
      default ->
          new KubeFailure(
              KubeFailure.Kind.OTHER,
              config.server()
                  + " answered "
                  + code
                  + " to GET "
                  + path
                  + (said.isEmpty() ? plain(answer.body()) : said));
    };
  }

  private static Map<String, Object> status(String body) {
    try {
      return Tree.map(JSON.readValue(body, Object.class));
    } catch (JsonProcessingException e) {
      return Map.of();
    }
  }

  /** A short answer in plain words, such as "Client sent an HTTP request to an HTTPS server". */
  private static String plain(String body) {
    String text = body.strip();
    return text.isEmpty() || text.length() > 200 || text.contains("<") || text.contains("\n")
        ? ""
        : ": " + text;
  }

  private static @Nullable Duration retryAfter(
      KubeTransport.Answer answer, Map<String, Object> status) {
    String header = answer.retryAfter() == null ? "" : answer.retryAfter().strip();
    if (header.matches("\\d{1,6}")) {
      return Duration.ofSeconds(Long.parseLong(header));
    }
    long seconds = Tree.number(status, "details", "retryAfterSeconds");
    return seconds > 0 ? Duration.ofSeconds(seconds) : null;
  }

  private String unauthorized() {
    return config.server()
        + " does not accept the credentials of context '"
        + config.context()
        + "' ("
        + config.credentials()
        + ") in "
        + config.path()
        + "; they may have ended or be of an earlier cluster: "
        + remedy();
  }

  private String remedy() {
    return config.credentials().exec() == null
        ? "fetch a new kubeconfig (k8s_kubeconfig)"
        : "sign in anew with what the exec plugin belongs to";
  }

  /** A certificate of a CA that the server did not ask for is not even sent. */
  private String stranger(String path, String message) {
    return config.server()
        + " knows none of the credentials of context '"
        + config.context()
        + "' ("
        + config.credentials()
        + ") in "
        + config.path()
        + ", and does not let strangers read "
        + path
        + ": "
        + message
        + (config.credentials().none()
            ? ". Give its user a client certificate or a token"
            : ". They may be of an earlier cluster: " + remedy());
  }

  private String forbidden(String path, String message) {
    return config.server()
        + " knows the credentials of context '"
        + config.context()
        + "' in "
        + config.path()
        + " but does not let them read "
        + path
        + (message.isEmpty() ? "" : ": " + message)
        + ". Have a role bound to that user, or use another context";
  }

  /** A request that did not end within its limit. */
  KubeFailure late(String path, Duration limit, Throwable cause) {
    return failure(
        KubeFailure.Kind.TIMEOUT,
        config.server() + " did not answer GET " + path + " within " + DurationText.format(limit),
        cause);
  }

  /** A request that no answer came to. */
  KubeFailure unanswered(Throwable error, String path, Duration limit) throws InterruptedException {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof InterruptedException) {
        Thread.interrupted();
        throw new InterruptedException();
      }
      if (e instanceof ReadOnlyViolation violation) {
        throw violation;
      }
      // Wrapped in an exception that says "refused".
      if (e instanceof UnknownHostException || e instanceof UnresolvedAddressException) {
        return failure(
            KubeFailure.Kind.UNREACHABLE,
            "no address is known for " + config.server() + proxied(),
            error);
      }
    }
    for (Throwable e = error; e != null; e = e.getCause()) {
      KubeFailure known = known(e, path, limit, error);
      if (known != null) {
        return known;
      }
    }
    return failure(
        KubeFailure.Kind.CUT,
        "the connection to "
            + config.server()
            + " was closed before it answered ("
            + reason(error)
            + ")",
        error);
  }

  private @Nullable KubeFailure known(Throwable e, String path, Duration limit, Throwable whole) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return switch (e) {
      case CertificateException c -> certificate(c, whole);
      case SSLHandshakeException s when mentionsCertificate(message) && !hasCertificateCause(s) ->
          failure(
              KubeFailure.Kind.TLS,
              config.server()
                  + " refused the TLS connection ("
                  + s.getMessage()
                  + "); the client certificate in "
                  + config.path()
                  + " may be expired or of another cluster",
              whole);
      case SSLException _ when message.contains("timed out") || message.contains("timeout") ->
          handshake(whole);
      case HttpConnectTimeoutException _ -> connectTimeout(limit, whole);
      case HttpTimeoutException _, TimeoutException _ -> late(path, limit, whole);
      case NoRouteToHostException _ ->
          failure(KubeFailure.Kind.UNREACHABLE, "there is no route to " + config.server(), whole);
      case ConnectException _ -> message.contains("handshake") ? handshake(whole) : refusal(whole);
      default -> null;
    };
  }

  /**
   * The JDK gives one limit to connecting and the handshake together; a second look at the port
   * tells them apart.
   */
  private KubeFailure connectTimeout(Duration limit, Throwable whole) {
    if (portAccepts(limit)) {
      return config.api().tls() && config.api().proxy() == null
          ? handshake(whole)
          : late("/", limit, whole);
    }
    return failure(
        KubeFailure.Kind.UNREACHABLE,
        "cannot connect to "
            + config.server()
            + proxied()
            + ": no answer within "
            + DurationText.format(limit),
        whole);
  }

  private boolean portAccepts(Duration limit) {
    try (Socket socket = new Socket()) {
      socket.connect(config.api().firstHop(), (int) Math.min(limit.toMillis(), 3000));
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private KubeFailure refusal(Throwable whole) {
    return failure(
        KubeFailure.Kind.UNREACHABLE,
        "cannot connect to "
            + config.server()
            + proxied()
            + ": refused, nothing listens there (the machine is up, the "
            + (config.api().proxy() == null ? "API server" : "proxy")
            + " is not)",
        whole);
  }

  private String proxied() {
    return config.api().proxy() == null ? "" : " through the proxy " + config.api().proxy();
  }

  private KubeFailure handshake(Throwable whole) {
    return failure(
        KubeFailure.Kind.TLS_TIMEOUT,
        "TLS handshake timeout: "
            + config.server()
            + " accepts connections but is too busy or not ready to speak",
        whole);
  }

  private KubeFailure certificate(CertificateException first, Throwable whole) {
    String why = null;
    for (Throwable e = first; e != null && why == null; e = e.getCause()) {
      String message = String.valueOf(e.getMessage());
      why =
          switch (e) {
            case CertificateExpiredException _ ->
                "its certificate has expired ("
                    + message
                    + "): renew it on the server; a new kubeconfig does not help";
            case CertificateNotYetValidException _ ->
                "its certificate is not valid yet ("
                    + message
                    + "): is the clock of this machine or of the server's wrong?";
            default ->
                message.contains("No subject alternative")
                        || message.contains("No name matching")
                        || message.contains("Certificate for <")
                    ? "its certificate is for another name ("
                        + message
                        + "): correct the server's address in the kubeconfig, or give the name"
                        + " as its cluster's tls-server-name"
                    : null;
          };
    }
    if (why == null) {
      why =
          config.api().authority() == null
              ? "its certificate is from a CA that this machine does not know; "
                  + config.path()
                  + " names none (certificate-authority)"
              : "its certificate is not from the CA that "
                  + config.path()
                  + " names; the cluster may have been rebuilt:"
                  + " fetch a new kubeconfig (k8s_kubeconfig)";
    }
    return failure(
        KubeFailure.Kind.TLS,
        "the TLS connection to " + config.server() + " is not trusted: " + why,
        whole);
  }

  private static boolean hasCertificateCause(Throwable e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private static boolean mentionsCertificate(String message) {
    return message.contains("certificate") || message.contains("handshake_failure");
  }

  private static String reason(Throwable error) {
    Throwable deepest = error;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null ? deepest.getClass().getSimpleName() : message;
  }

  private static KubeFailure failure(KubeFailure.Kind kind, String message, Throwable cause) {
    return new KubeFailure(kind, message, null, cause);
  }
}
