package io.pbrun.engine.template;

import io.pbrun.engine.source.Place;
import org.jspecify.annotations.Nullable;

/**
 * A string with {@code {{ }}} or {@code {% %}} in it, compiled. Immutable and safe to share between
 * hosts. A template of one expression keeps the type of its value; any other gives a string. A
 * string stays a string: {@code "{{ '42' }}"} is text.
 */
public interface Template {

  /**
   * The value in this scope, with every nested template resolved and no {@code Undefined} in it.
   *
   * @throws TemplateException when a variable is undefined, a filter fails, and so on; it names the
   *     place
   */
  @Nullable Object evaluate(Scope scope);

  /** The text as the author wrote it. */
  String text();

  /** Where the text begins. */
  Place place();
}
