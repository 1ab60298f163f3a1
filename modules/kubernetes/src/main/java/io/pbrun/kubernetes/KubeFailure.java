package io.pbrun.kubernetes;

import io.pbrun.engine.module.ModuleFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an API server did not give what was asked for. The message is for the operator and holds no
 * secret.
 */
final class KubeFailure extends Exception {

  enum Kind {
    /** No connection: refused, no route, no answer to the connect. */
    UNREACHABLE,
    /** The connection was closed before the whole answer had come. */
    CUT,
    /**
     * Connected, but the TLS handshake did not end: usual while an API server starts on a busy
     * machine.
     */
    TLS_TIMEOUT,
    /** The certificates do not fit: private CA, wrong name, expired. */
    TLS,
    /** The request was not answered in time. */
    TIMEOUT,
    /** 401. */
    UNAUTHORIZED,
    /** 403. */
    FORBIDDEN,
    /** The kubeconfig's plugin or token file gave no credentials. */
    CREDENTIALS,
    /** 410: the version of the objects that was asked for is no longer kept. */
    GONE,
    /** The server knows no such kind or version. */
    KIND_UNKNOWN,
    /** 429 or 5xx. */
    SERVER,
    /** Any other refusal. */
    OTHER
  }

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  KubeFailure(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  KubeFailure(Kind kind, String message) {
    this(kind, message, null, null);
  }

  Kind kind() {
    return kind;
  }

  /** How long the server asks to be left alone; null when it does not. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** Whether it may go away by itself, as while an API server starts. */
  boolean passing() {
    return switch (kind) {
      case UNREACHABLE, CUT, TLS_TIMEOUT, TIMEOUT, SERVER -> true;
      case TLS, UNAUTHORIZED, FORBIDDEN, CREDENTIALS, GONE, KIND_UNKNOWN, OTHER -> false;
    };
  }

  /** Such as {@code tls_timeout}. */
  String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The failure of a task.
   *
   * @param config is named where the message does not
   */
  ModuleFailure asModuleFailure(Kubeconfig config) {
    return new ModuleFailure(message(config), Map.of("error", word()), this);
  }

  /** The message, with the kubeconfig and context that it speaks of. */
  String message(Kubeconfig config) {
    String message = String.valueOf(getMessage());
    return message.contains(config.path()) ? message : message + " (" + config.where() + ")";
  }
}
