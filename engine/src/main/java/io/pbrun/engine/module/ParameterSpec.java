package io.pbrun.engine.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record component declares about a parameter; the meaning of each part is that of {@link
 * Param}.
 *
 * @param defaultText the default as it would be written in YAML; null when there is none
 * @param choices the words that are allowed, in their order; empty when any value is
 * @param nullable whether the module tells "not given" apart
 */
public record ParameterSpec(
    String name,
    List<String> aliases,
    ParameterType type,
    String description,
    boolean required,
    @Nullable String defaultText,
    List<String> choices,
    boolean secret,
    boolean freeForm,
    boolean anyKey,
    boolean expression,
    boolean acceptsUnknown,
    boolean nullable) {

  public ParameterSpec {
    aliases = List.copyOf(aliases);
    choices = List.copyOf(choices);
  }

  /** Whether the parameter may be written under this name. */
  public boolean answersTo(String key) {
    return !anyKey && (name.equals(key) || aliases.contains(key));
  }
}
