package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import java.util.List;

/**
 * Nothing is wrong with a playbook but that roles cannot be found, which has an exit status of its
 * own.
 */
public final class MissingRoleException extends DiagnosticException {
  private static final long serialVersionUID = 1;

  MissingRoleException(List<Diagnostic> diagnostics) {
    super(diagnostics);
  }
}
