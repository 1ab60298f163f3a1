package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;

/**
 * A file or role that a task includes is not there. It fails the host that asked for it, unlike
 * mistakes in what is included, which end the run.
 */
public final class MissingIncludeException extends DiagnosticException {
  MissingIncludeException(Diagnostic diagnostic) {
    super(diagnostic);
  }
}
