package io.pbrun.engine.connection;

/**
 * What a transport lets pass. A module looks with {@link #READ_ONLY} access, in real runs too; only
 * the action of a change gets {@link #READ_WRITE}, and in check mode no action is ever called
 * (design idea 2).
 */
public enum Access {
  READ_ONLY,
  READ_WRITE
}
