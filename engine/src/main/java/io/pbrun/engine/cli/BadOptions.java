package io.pbrun.engine.cli;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import java.util.List;

/** Mistakes in what the command line gives. */
final class BadOptions extends RuntimeException {
  private final transient List<Diagnostic> diagnostics;

  BadOptions(DiagnosticException mistakes) {
    super(mistakes);
    this.diagnostics = mistakes.diagnostics();
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
