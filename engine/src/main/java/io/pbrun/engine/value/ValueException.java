package io.pbrun.engine.value;

/**
 * An operation that these values do not allow, such as adding text to a number. Carries no place;
 * the caller knows it.
 */
public class ValueException extends RuntimeException {
  public ValueException(String message) {
    super(message);
  }

  public ValueException(String message, Throwable cause) {
    super(message, cause);
  }
}
