package io.pbrun.engine.run;

/** When plays gather facts of their hosts ({@code DEFAULT_GATHERING}). */
public enum Gathering {
  /** Always, unless the play says not to. */
  IMPLICIT,
  /** Only where the play says so. */
  EXPLICIT,
  /** Unless the play says not to, for hosts whose facts are not known yet. */
  SMART
}
