package io.pbrun.engine.module;

/** Hears what a task would do. */
@FunctionalInterface
public interface PreviewListener {

  /** This change would be made; told in their order. */
  void wouldChange(Change change);

  /**
   * This would be waited for.
   *
   * @param seen what was seen instead
   */
  default void wouldWait(Wait wait, String seen) {}
}
