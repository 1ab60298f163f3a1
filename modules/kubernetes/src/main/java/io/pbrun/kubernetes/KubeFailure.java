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
      case UNREACHABLE, TLS_TIMEOUT, TIMEOUT, SERVER -> true;
      case TLS, UNAUTHORIZED, FORBIDDEN, KIND_UNKNOWN, OTHER -> false;
    };
  }

  /** Such as {@code tls_timeout}. */
  String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  ModuleFailure asModuleFailure() {
    return new ModuleFailure(String.valueOf(getMessage()), Map.of("error", word()), this);
  }
}
