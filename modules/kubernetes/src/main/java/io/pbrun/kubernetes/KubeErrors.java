package io.pbrun.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pbrun.engine.connection.ReadOnlyViolation;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Turns what the client library throws into a {@link KubeFailure}. */
final class KubeErrors {
  private final Kubeconfig config;
  private final Duration timeout;

  KubeErrors(Kubeconfig config, Duration timeout) {
    this.config = config;
    this.timeout = timeout;
  }

  KubeFailure classify(RuntimeException error, String path) throws InterruptedException {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof InterruptedException) {
        Thread.interrupted();
        throw new InterruptedException();
      }
      if (e instanceof ReadOnlyViolation violation) {
        throw violation;
      }
    }
    if (error instanceof KubernetesClientException answered && answered.getCode() > 0) {
      return status(answered, path);
    }
    return transport(error, path);
  }

  private KubeFailure status(KubernetesClientException error, String path) {
    Status status = error.getStatus();
    String said = status == null || status.getMessage() == null ? "" : ": " + status.getMessage();
    int code = error.getCode();
    return switch (code) {
      case 401 -> new KubeFailure(KubeFailure.Kind.UNAUTHORIZED, unauthorized());
      case 403 ->
          new KubeFailure(
              KubeFailure.Kind.FORBIDDEN,
              config.server()
                  + " knows the credentials of context '"
                  + config.context()
                  + "' but does not let them read "
                  + path
                  + said);
      case 429, 500, 502, 503, 504 ->
          new KubeFailure(
              KubeFailure.Kind.SERVER,
              config.server() + " answered " + code + said,
              retryAfter(status),
              error);
      default ->
          new KubeFailure(
              KubeFailure.Kind.OTHER,
              config.server() + " answered " + code + " to GET " + path + said);
    };
  }

  private static @Nullable Duration retryAfter(@Nullable Status status) {
    if (status == null
        || status.getDetails() == null
        || status.getDetails().getRetryAfterSeconds() == null) {
      return null;
    }
    return Duration.ofSeconds(status.getDetails().getRetryAfterSeconds());
  }

  private String unauthorized() {
    return config.server()
        + " does not accept the credentials of context '"
        + config.context()
        + "' ("
        + config.credentials()
        + ") in "
        + config.path()
        + "; they may be of an earlier cluster: fetch a new kubeconfig (k8s_kubeconfig)";
  }

  private KubeFailure transport(Throwable error, String path) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      KubeFailure known = known(e, path, error);
      if (known != null) {
        return known;
      }
    }
    return failure(
        KubeFailure.Kind.UNREACHABLE,
        "the connection to "
            + config.server()
            + " was closed before it answered ("
            + reason(error)
            + ")",
        error);
  }

  private @Nullable KubeFailure known(Throwable e, String path, Throwable whole) {
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
      case HttpConnectTimeoutException _ -> connectTimeout(whole);
      case HttpTimeoutException _, TimeoutException _ ->
          failure(
              KubeFailure.Kind.TIMEOUT,
              config.server()
                  + " did not answer GET "
                  + path
                  + " within "
                  + timeout.toSeconds()
                  + " s",
              whole);
      case UnknownHostException _, UnresolvedAddressException _ ->
          failure(
              KubeFailure.Kind.UNREACHABLE, "no address is known for " + config.server(), whole);
      case NoRouteToHostException _ ->
          failure(KubeFailure.Kind.UNREACHABLE, "there is no route to " + config.server(), whole);
      case ConnectException _ ->
          message.contains("handshake")
              ? handshake(whole)
              : failure(
                  KubeFailure.Kind.UNREACHABLE,
                  "cannot connect to "
                      + config.server()
                      + ": refused, nothing listens there (the machine is up, the API"
                      + " server is not)",
                  whole);
      default -> null;
    };
  }

  /**
   * The JDK gives one limit to connecting and the handshake together; a second look at the port
   * tells them apart.
   */
  private KubeFailure connectTimeout(Throwable whole) {
    if (config.portAccepts(timeout)) {
      return handshake(whole);
    }
    return failure(
        KubeFailure.Kind.UNREACHABLE,
        "cannot connect to " + config.server() + ": no answer within " + timeout.toSeconds() + " s",
        whole);
  }

  private KubeFailure handshake(Throwable whole) {
    return failure(
        KubeFailure.Kind.TLS_TIMEOUT,
        "TLS handshake timeout: "
            + config.server()
            + " accepts connections but is too busy or not ready to speak",
        whole);
  }

  private KubeFailure certificate(CertificateException e, Throwable whole) {
    String message = String.valueOf(e.getMessage());
    String why =
        message.contains("No subject alternative") || message.contains("No name matching")
            ? "its certificate is for another name (" + message + ")"
            : message.contains("expired") || message.contains("NotAfter")
                ? "its certificate has expired (" + message + ")"
                : "its certificate is not from the CA that "
                    + config.path()
                    + " names; the cluster may have been rebuilt:"
                    + " fetch a new kubeconfig (k8s_kubeconfig)";
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
