package io.pbrun.engine.value;

/** An {@link Undefined} was used. */
public final class UndefinedException extends ValueException {
  private final transient Undefined undefined;

  public UndefinedException(Undefined undefined) {
    super(undefined.message());
    this.undefined = undefined;
  }

  public Undefined undefined() {
    return undefined;
  }
}
