package io.pbrun.engine.cli;

import io.pbrun.engine.run.ExitCode;

/** A command cannot do what it was asked; the message says why and what to do. */
final class CommandFailure extends RuntimeException {
  private final ExitCode exitCode;

  CommandFailure(String message, ExitCode exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
