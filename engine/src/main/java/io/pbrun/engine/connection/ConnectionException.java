package io.pbrun.engine.connection;

import org.jspecify.annotations.Nullable;

/**
 * The target could not be reached, or was lost. A task that meets it ends as UNREACHABLE. The
 * message says what was tried and what to do; it never holds a secret.
 */
public final class ConnectionException extends Exception {
  private final boolean lasting;

  public ConnectionException(String message) {
    this(message, null, false);
  }

  public ConnectionException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private ConnectionException(String message, @Nullable Throwable cause, boolean lasting) {
    super(message, cause);
    this.lasting = lasting;
  }

  /**
   * Of a kind that trying again does not help: a changed host key, a missing key file, a wrong sudo
   * password.
   */
  public static ConnectionException lasting(String message, @Nullable Throwable cause) {
    return new ConnectionException(message, cause, true);
  }

  /** Whether somebody has to do something before another try can succeed. */
  public boolean isLasting() {
    return lasting;
  }
}
