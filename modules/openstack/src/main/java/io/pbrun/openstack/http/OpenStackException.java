package io.pbrun.openstack.http;

import io.pbrun.engine.module.ModuleFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call to the cloud failed, or its answer cannot be relied on. The message says what was asked,
 * what came back and what to do; it holds no secret. Modules turn it into a failed task at their
 * edge.
 */
public class OpenStackException extends RuntimeException {
  private final int status;
  private final @Nullable String code;
  private final @Nullable String fault;
  private final @Nullable String requestId;
  private final boolean outcomeUnknown;

  OpenStackException(
      String message,
      int status,
      @Nullable String code,
      @Nullable String fault,
      @Nullable String requestId,
      boolean outcomeUnknown,
      @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.code = code;
    this.fault = fault;
    this.requestId = requestId;
    this.outcomeUnknown = outcomeUnknown;
  }

  /** A reason to stop that is no call's failure. */
  protected OpenStackException(String code, String message) {
    this(message, 0, code, null, null, false, null);
  }

  /** Something that the site has configured wrongly. */
  public static OpenStackException configuration(String message) {
    return new OpenStackException(message, 0, "configuration", null, null, false, null);
  }

  /** An answer that arrived but is not what the API promises. */
  public static OpenStackException unexpected(String message) {
    return new OpenStackException(message, 0, "unexpected_answer", null, null, false, null);
  }

  /** Keystone did not let us in. */
  public static OpenStackException signIn(String message, OpenStackException refused) {
    return new OpenStackException(
        message, refused.status, "sign_in", refused.fault, refused.requestId, false, refused);
  }

  static OpenStackException badAnswer(Answer answer, String what) {
    return new OpenStackException(
        answer.call().service() + " answered " + answer.call().named() + " with " + what,
        answer.status(),
        "unexpected_answer",
        null,
        answer.requestId(),
        !answer.call().repeatable(),
        null);
  }

  /** No answer came. */
  static OpenStackException noAnswer(
      Call call, String code, String message, boolean mayHaveArrived, @Nullable Throwable cause) {
    return new OpenStackException(
        message, 0, code, null, null, mayHaveArrived && !call.repeatable(), cause);
  }

  /**
   * The same, with who asked which cloud put behind the message.
   *
   * @param asker such as {@code cloud testcloud, project admin, user admin}
   */
  public OpenStackException askedBy(String asker) {
    return getClass() != OpenStackException.class || String.valueOf(getMessage()).contains(asker)
        ? this
        : new OpenStackException(
            getMessage() + " (" + asker + ")",
            status,
            code,
            fault,
            requestId,
            outcomeUnknown,
            this);
  }

  /** The HTTP status; 0 when no answer came. */
  public int status() {
    return status;
  }

  /**
   * A word for the kind of error: the service's own, or {@code unreachable}, {@code timeout},
   * {@code tls}, ….
   */
  public @Nullable String code() {
    return code;
  }

  /** What the service said, verbatim. */
  public @Nullable String fault() {
    return fault;
  }

  /** What the service said; empty when it said nothing. */
  public String faultText() {
    return fault == null ? "" : fault;
  }

  public @Nullable String requestId() {
    return requestId;
  }

  /**
   * Whether a write may have been done all the same: nobody may send it again before the state was
   * read again.
   */
  public boolean outcomeUnknown() {
    return outcomeUnknown;
  }

  /** The failed task that an operator reads. */
  public ModuleFailure toFailure() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("status_code", status == 0 ? null : (Long) (long) status);
    fields.put("error_code", code);
    fields.put("fault", fault);
    fields.put("request_id", requestId);
    return new ModuleFailure(String.valueOf(getMessage()), fields, this);
  }
}
