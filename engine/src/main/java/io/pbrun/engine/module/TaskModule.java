package io.pbrun.engine.module;

import io.pbrun.engine.connection.ConnectionException;

/**
 * A module: a record whose components are its parameters ({@link Param}) and whose {@link
 * ModuleDoc} is its documentation. It looks at the world and says what would have to change; the
 * engine decides whether the change is made (design ideas 1 and 2).
 */
public interface TaskModule {

  /**
   * Reads the world, changes nothing, and says what is to be done. Everything reached through the
   * context refuses to write here.
   *
   * @throws ModuleFailure when the task has failed; the message is what the operator reads
   * @throws ConnectionException when the target cannot be reached
   */
  Plan plan(ModuleContext context) throws ModuleFailure, ConnectionException, InterruptedException;
}
