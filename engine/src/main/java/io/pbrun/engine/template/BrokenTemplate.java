package io.pbrun.engine.template;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text with a mistake that is an error only when somebody asks for its value, since that may
 * never happen: a variable nobody uses, a task whose condition is false.
 */
record BrokenTemplate(String text, Place place, Diagnostic mistake)
    implements Template, Expression {

  @Override
  public @Nullable Object evaluate(Scope scope) {
    throw new TemplateException(mistake);
  }

  @Override
  public String toString() {
    return text;
  }

  /** The same as something to be warned of. */
  static Diagnostic warning(Diagnostic mistake) {
    return Diagnostic.warning(
        mistake.message(),
        mistake.place(),
        Objects.requireNonNullElse(mistake.hint(), "it fails when its value is needed"));
  }
}
