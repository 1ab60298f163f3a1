package io.pbrun.engine.connection;

/**
 * The target could not be reached, or was lost. A task that meets it ends as UNREACHABLE. The message says what was
 * tried and what to do; it never holds a secret.
 */
public final class ConnectionException extends Exception {
  public ConnectionException(String message) {
    super(message);
  }

  public ConnectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
