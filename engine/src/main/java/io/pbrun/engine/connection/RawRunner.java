package io.pbrun.engine.connection;

/** Runs commands whose output is bytes. */
@FunctionalInterface
interface RawRunner {
  RawResult run(Command command) throws ConnectionException, InterruptedException;
}
