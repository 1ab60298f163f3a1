package io.pbrun.engine.module;

import java.util.List;

/** Is asked right before a task's changes are made, in real runs only. */
@FunctionalInterface
public interface Assent {
  /** Everything may be done. */
  Assent GIVEN = changes -> true;

  /**
   * Whether they may be made. A refusal that ends the whole run is an exception of the engine's.
   *
   * @param changes what the task is about to do, in order; at least one
   * @return false to leave this task out
   */
  boolean given(List<Change> changes) throws InterruptedException;
}
