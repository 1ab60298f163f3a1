package io.pbrun.engine.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a filter, test, lookup or function may ask for about the template that calls it. */
public interface CallContext {

  /** The variables of the template. */
  Scope scope();

  /** Files, environment and time. */
  Surroundings surroundings();

  /** Applies a filter by name, as {@code map('upper')} does. */
  @Nullable Object filter(
      String name,
      @Nullable Object input,
      @Nullable Object[] arguments,
      Map<String, @Nullable Object> keywords);

  /** Applies a test by name, as {@code select('defined')} does. */
  boolean test(
      String name,
      @Nullable Object input,
      @Nullable Object[] arguments,
      Map<String, @Nullable Object> keywords);

  boolean hasTest(String name);

  boolean hasFilter(String name);

  /**
   * {@code value.name} or {@code value['name']}, whatever exists; an Undefined when neither does.
   */
  @Nullable Object attribute(@Nullable Object value, @Nullable Object name);

  /** Calls a macro or function. */
  @Nullable Object call(
      @Nullable Object function,
      @Nullable Object[] arguments,
      Map<String, @Nullable Object> keywords);

  /** The variable, with all templates in it resolved; an Undefined when it does not exist. */
  @Nullable Object variable(String name);

  /** The value with all templates in it resolved. */
  @Nullable Object resolve(@Nullable Object value);

  /**
   * Compiles and renders a text, as {@code lookup('template')} does: with the settings of template
   * files.
   */
  String renderFile(
      String text, String name, Map<String, @Nullable Object> variables, TemplateSettings settings);
}
