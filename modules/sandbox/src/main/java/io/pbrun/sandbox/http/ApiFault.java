package io.pbrun.sandbox.http;

/** What a service answers instead of a result; each face writes it in its own dialect. */
public final class ApiFault extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;

  /**
   * @param status HTTP status
   * @param message the real service's sentence
   */
  public ApiFault(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** The sentence. */
  public String message() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
