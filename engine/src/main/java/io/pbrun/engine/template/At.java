package io.pbrun.engine.template;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.value.UndefinedException;
import io.pbrun.engine.value.ValueException;
import org.jspecify.annotations.Nullable;

/** The stretch of a template's text from which a node was compiled. */
record At(Origin origin, int start, int end) {

  /** A template's text and where it came from. */
  record Origin(String text, TextOrigin source) {
    At at(int start, int end) {
      return new At(this, start, end);
    }
  }

  At to(At last) {
    return new At(origin, start, last.end);
  }

  String text() {
    return origin.text.substring(start, Math.min(end, origin.text.length()));
  }

  Place place() {
    Place first = origin.source.at(start);
    return end > start ? first.upTo(origin.source.at(end - 1)) : first;
  }

  TemplateException fail(String message, @Nullable String hint) {
    return new TemplateException(Diagnostic.error(message, place(), hint));
  }

  /** The error with this place, unless it is about something undefined that knows a better one. */
  TemplateException fail(ValueException error) {
    if (error instanceof UndefinedException missing) {
      Place place = missing.undefined().place();
      Diagnostic diagnostic =
          Diagnostic.error(
              message(error), place == null ? place() : place, missing.undefined().hint());
      for (Diagnostic.Note note : missing.undefined().notes()) {
        diagnostic = diagnostic.with(note);
      }
      return new TemplateException(diagnostic);
    }
    return new TemplateException(Diagnostic.error(message(error), place()), error);
  }

  private static String message(ValueException error) {
    return java.util.Objects.requireNonNullElse(error.getMessage(), "the value cannot be used");
  }

  DiagnosticException mistake(String message, @Nullable String hint) {
    return new DiagnosticException(Diagnostic.error(message, place(), hint));
  }
}
