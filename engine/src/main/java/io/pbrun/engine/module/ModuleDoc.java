package io.pbrun.engine.module;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A module's documentation; {@code pbrun doc}, the pages in docs/modules and the JSON Schema are
 * made from it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ModuleDoc {

  /** One line, beginning with a verb: "Waits until a TCP port answers". */
  String summary();

  /** What it does in detail, what it never does, and where the rule comes from. */
  String description() default "";

  /** One or more tasks in YAML, valid as they stand; a test parses and checks them. */
  String example();

  Returned[] returns() default {};

  /** Names of parameter groups of which at least one must be given, written {@code "a|b"}. */
  String[] requiredOneOf() default {};

  /** Parameters that exclude each other, written {@code "a|b"}. */
  String[] mutuallyExclusive() default {};

  /**
   * Whether the groups above also hold when the module is made; else they are checked before the
   * run only, and the module says in its own words what is missing.
   */
  boolean groupsBind() default true;

  /**
   * How long the task may take when it says no {@code timeout:} itself, such as {@code 30m}; empty
   * for no limit.
   */
  String deadline() default "";

  /**
   * Whether it acts on the run, not on a host, so that one host's task stands for all ({@code
   * add_host}).
   */
  boolean oncePerPlay() default false;

  /** One field of the result. */
  @interface Returned {
    String name();

    String value();

    String type() default "str";
  }
}
