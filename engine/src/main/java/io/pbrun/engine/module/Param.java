package io.pbrun.engine.module;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents a record component as a module's parameter. Its name is the component's name in
 * snake_case; its type is the component's: String, boolean, int, long, double, {@link
 * java.time.Duration} ({@code 90s}, {@code 20m}, {@code 1h30m}, or a number of seconds), an enum
 * (choices, written in lower case), {@link FileMode}, {@code List<…>}, {@code Map<String, Object>},
 * another annotated record (sub-options), or Object (any value). A {@code @Nullable} component is
 * optional without a default.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {

  /** What it means, in one or two sentences, with its unit. */
  String value();

  boolean required() default false;

  /** The default as it would be written in YAML; empty for none. */
  String defaultValue() default "";

  String[] aliases() default {};

  /** Choices of a String that is no enum because its words are no Java names. */
  String[] choices() default {};

  /**
   * The parameter that takes the text after {@code module:} when that is no mapping ({@code
   * command: uptime}).
   */
  boolean freeForm() default false;

  /**
   * A {@code Map<String, Object>} that takes every key that is no other parameter ({@code
   * set_fact}).
   */
  boolean anyKey() default false;

  /** Never shown: its value is a secret. */
  boolean secret() default false;

  /**
   * Takes a bare expression, or a list of them ({@code that} of {@code assert}): compiled and
   * checked before the run, and handed to the module as an {@link
   * io.pbrun.engine.template.Expression} or as its text.
   */
  boolean expression() default false;

  /**
   * A preview may hand in an {@link io.pbrun.engine.value.Unknown}, also inside lists and maps: the
   * module only passes it on ({@code set_fact}, {@code debug}). Without it, a task with an unknown
   * argument is not previewed.
   */
  boolean acceptsUnknown() default false;

  /**
   * Another name under which the parameter is written, where snake_case of the component is not it.
   */
  String name() default "";
}
