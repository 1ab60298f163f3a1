package io.pbrun.engine.run;

/** The run cannot go on: an error of the playbook that no host is to blame for. */
final class RunAbort extends RuntimeException {
  RunAbort(String message) {
    super(message);
  }
}
