package io.pbrun.engine.template;

import io.pbrun.engine.value.Unknown;

/** What a condition comes to. */
public sealed interface Truth {
  Truth TRUE = Known.YES;
  Truth FALSE = Known.NO;

  /** A condition that is decided. */
  enum Known implements Truth {
    YES,
    NO
  }

  /** A condition that a preview cannot decide. */
  record Undecided(Unknown unknown) implements Truth {}

  static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  default boolean isTrue() {
    return equals(TRUE);
  }

  default boolean isFalse() {
    return equals(FALSE);
  }
}
