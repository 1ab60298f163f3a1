package io.pbrun.engine.source;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Stops whatever was being done because of mistakes in a source text; carries all that were found.
 */
public class DiagnosticException extends RuntimeException {
  private final List<Diagnostic> diagnostics;

  public DiagnosticException(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  public DiagnosticException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(DiagnosticException::oneLine).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  private static String oneLine(Diagnostic diagnostic) {
    return diagnostic.place() == null
        ? diagnostic.message()
        : diagnostic.place() + ": " + diagnostic.message();
  }
}
