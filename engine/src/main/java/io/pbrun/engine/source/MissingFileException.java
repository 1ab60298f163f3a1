package io.pbrun.engine.source;

/** A file that the command line names cannot be read, which has an exit status of its own. */
public final class MissingFileException extends DiagnosticException {
  private static final long serialVersionUID = 1;

  public MissingFileException(Diagnostic diagnostic) {
    super(diagnostic);
  }
}
