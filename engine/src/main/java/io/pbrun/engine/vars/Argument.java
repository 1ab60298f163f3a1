package io.pbrun.engine.vars;

import io.pbrun.engine.source.Place;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variable as it is declared: what it is called, what it holds and what it means.
 *
 * @param elements the type of a list's items; null when they may be anything
 * @param defaultValue with templates compiled; null when there is none
 * @param choices the values that are allowed; empty for all
 * @param description what it means, in one line; empty when nothing is said
 * @param secret true ({@code no_log}) when its value must not be shown
 * @param options what a mapping, or each mapping of a list, holds; empty when that is not declared
 */
public record Argument(
    String name,
    Type type,
    @Nullable Type elements,
    boolean required,
    @Nullable Object defaultValue,
    List<Object> choices,
    String description,
    boolean secret,
    Map<String, Argument> options,
    Place place) {

  /** The types of Ansible's argument specifications. */
  public enum Type {
    STR("text"),
    INT("a whole number"),
    FLOAT("a number"),
    BOOL("true or false"),
    LIST("a list"),
    DICT("a mapping"),
    PATH("a path"),
    RAW("any value"),
    JSON("JSON text, a list or a mapping"),
    BYTES("a size such as 10M"),
    BITS("a size such as 10Mb");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    String words() {
      return words;
    }
  }
}
