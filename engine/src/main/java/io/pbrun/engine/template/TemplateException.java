package io.pbrun.engine.template;

import io.pbrun.engine.source.Diagnostic;

/**
 * A template or expression could not be evaluated: a variable is undefined, a filter failed, and so
 * on.
 */
public final class TemplateException extends RuntimeException {
  private final transient Diagnostic diagnostic;

  public TemplateException(Diagnostic diagnostic) {
    this(diagnostic, null);
  }

  public TemplateException(
      Diagnostic diagnostic, @org.jspecify.annotations.Nullable Throwable cause) {
    super(
        diagnostic.place() == null
            ? diagnostic.message()
            : diagnostic.place() + ": " + diagnostic.message(),
        cause);
    this.diagnostic = diagnostic;
  }

  /** What is wrong and where, for the report. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
