package io.pbrun.engine.module;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.template.TemplateException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The task has failed. The message says what was found, what was expected and what to do, without a
 * stack trace and without a secret; the fields are shown with the result and can be read by {@code
 * rescue} and {@code failed_when}.
 */
public final class ModuleFailure extends Exception {
  private final transient Map<String, @Nullable Object> fields;

  public ModuleFailure(String message) {
    this(message, Map.of(), null);
  }

  public ModuleFailure(String message, Map<String, ? extends @Nullable Object> fields) {
    this(message, fields, null);
  }

  public ModuleFailure(
      String message, Map<String, ? extends @Nullable Object> fields, @Nullable Throwable cause) {
    super(message, cause);
    this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The mistake in a playbook or template behind it; null when there is none. */
  public @Nullable Diagnostic mistake() {
    return switch (getCause()) {
      case TemplateException e -> e.diagnostic();
      case DiagnosticException e -> e.diagnostics().getFirst();
      case null, default -> null;
    };
  }

  public Map<String, @Nullable Object> fields() {
    return fields;
  }
}
