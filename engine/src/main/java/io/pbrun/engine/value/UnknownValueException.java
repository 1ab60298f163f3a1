package io.pbrun.engine.value;

/**
 * A computation met an {@link Unknown} inside one of its operands; its result is that Unknown. Seen
 * in previews only.
 */
public final class UnknownValueException extends RuntimeException {
  private final transient Unknown unknown;

  public UnknownValueException(Unknown unknown) {
    super(unknown.toString(), null, false, false);
    this.unknown = unknown;
  }

  public Unknown unknown() {
    return unknown;
  }
}
