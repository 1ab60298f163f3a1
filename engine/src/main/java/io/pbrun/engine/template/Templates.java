package io.pbrun.engine.template;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.Values;
import io.pbrun.engine.vault.Vault;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compiles templates and expressions, and evaluates values that hold them. */
public interface Templates {

  /** Whether the text has the marks of a template in it. */
  static boolean isTemplate(String text) {
    int brace = text.indexOf('{');
    while (brace >= 0 && brace + 1 < text.length()) {
      char c = text.charAt(brace + 1);
      if (c == '{' || c == '%' || c == '#') {
        return true;
      }
      brace = text.indexOf('{', brace + 1);
    }
    return false;
  }

  /**
   * Compiles a string of a playbook or variable file: a {@link Template} when it has <code>{{
   * </code>, <code>{%</code> or <code>{#</code> in it or is encrypted, else the string itself.
   *
   * @throws io.pbrun.engine.source.DiagnosticException when its syntax is wrong, or it names a
   *     filter, test or lookup that does not exist
   */
  Object compile(String text, TextOrigin origin);

  /** What opens encrypted files and values. */
  default Vault vault() {
    return Vault.NONE;
  }

  /**
   * Compiles the text of {@code when:}, {@code until:} and the like.
   *
   * @throws io.pbrun.engine.source.DiagnosticException as {@link #compile} does
   */
  Expression expression(String text, TextOrigin origin);

  /**
   * Compiles as {@link #compile} does, but a mistake is only warned of, and is an error when the
   * template is evaluated: for texts whose values may never be needed.
   */
  default Object compileForLater(String text, TextOrigin origin, Consumer<Diagnostic> warnings) {
    try {
      return compile(text, origin);
    } catch (DiagnosticException e) {
      return broken(text, origin, e, warnings);
    }
  }

  /** Compiles as {@link #expression} does, with mistakes as {@link #compileForLater} has them. */
  default Expression expressionForLater(
      String text, TextOrigin origin, Consumer<Diagnostic> warnings) {
    try {
      return expression(text, origin);
    } catch (DiagnosticException e) {
      return broken(text, origin, e, warnings);
    }
  }

  private static BrokenTemplate broken(
      String text, TextOrigin origin, DiagnosticException e, Consumer<Diagnostic> warnings) {
    e.diagnostics().forEach(each -> warnings.accept(BrokenTemplate.warning(each)));
    return new BrokenTemplate(text, origin.start(), e.diagnostics().getFirst());
  }

  /**
   * The value with all templates in it evaluated; lists and mappings without templates are returned
   * as they are.
   *
   * @throws TemplateException when a template fails
   */
  @Nullable Object resolve(@Nullable Object value, Scope scope);

  /**
   * Renders the text of a template file. The result may be an {@link io.pbrun.engine.value.Unknown}
   * in a preview, else it is text.
   *
   * @param name the file's name, for errors
   */
  default Object renderFile(String text, String name, Scope scope, TemplateSettings settings) {
    throw new UnsupportedOperationException("these templates render no files");
  }

  /**
   * The items that a lookup gives for a list of terms, as {@code with_<lookup>:} asks for them.
   *
   * @throws TemplateException when a term cannot be evaluated, or the lookup does not exist or
   *     fails
   */
  default @Nullable Object query(String lookup, @Nullable Object terms, Scope scope) {
    throw new UnsupportedOperationException("these templates have no lookups");
  }

  /**
   * Decides a condition. Its result must be a boolean: text and numbers are mistakes that used to
   * count as true.
   *
   * @param lenient whether other values than booleans count as Python sees them
   *     (ALLOW_BROKEN_CONDITIONALS)
   * @throws TemplateException when the condition fails or is no boolean
   */
  default Truth condition(Expression expression, Scope scope, boolean lenient) {
    Object value = expression.evaluate(scope);
    return switch (value) {
      case Boolean flag -> Truth.of(flag);
      case Unknown unknown -> new Truth.Undecided(unknown);
      case null, default -> {
        if (lenient) {
          yield Truth.of(Values.truth(value));
        }
        String hint =
            switch (value) {
              case String _ -> "convert it with '| bool', or compare it with '=='";
              case List<?> _, Map<?, ?> _ -> "test it with '| length > 0'";
              case null -> "test it with 'is not none'";
              default -> "compare it, for instance with '!= 0', or convert it with '| bool'";
            };
        String readings = Readings.of(expression, this, scope);
        throw new TemplateException(
            Diagnostic.error(
                "the condition '"
                    + expression.text()
                    + "' must be true or false, but its result is of type '"
                    + Values.typeName(value)
                    + "'",
                expression.place(),
                readings == null ? hint : hint + "\n" + readings));
      }
    };
  }
}
