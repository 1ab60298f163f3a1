package io.pbrun.engine.module;

import io.pbrun.engine.connection.ConnectionException;

/** One look at something that is waited for. Reads only. */
@FunctionalInterface
public interface Probe {

  /**
   * Looks once.
   *
   * @throws ModuleFailure when waiting on is pointless
   */
  Observation look() throws ModuleFailure, ConnectionException, InterruptedException;
}
