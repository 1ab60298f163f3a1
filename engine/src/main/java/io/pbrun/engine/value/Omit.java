package io.pbrun.engine.value;

/** The value of the variable {@code omit}: a parameter that has it counts as not given. */
public enum Omit {
  OMIT
}
