package io.pbrun.engine.module;

import java.util.List;
import java.util.Objects;
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

  /** A module's parameters have different names; the rest would only cost time. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof ParameterSpec parameter
            && name.equals(parameter.name)
            && aliases.equals(parameter.aliases)
            && type.equals(parameter.type)
            && description.equals(parameter.description)
            && required == parameter.required
            && Objects.equals(defaultText, parameter.defaultText)
            && choices.equals(parameter.choices)
            && secret == parameter.secret
            && freeForm == parameter.freeForm
            && anyKey == parameter.anyKey
            && expression == parameter.expression
            && acceptsUnknown == parameter.acceptsUnknown
            && nullable == parameter.nullable;
  }

  /** Whether the parameter may be written under this name. */
  public boolean answersTo(String key) {
    return !anyKey && (name.equals(key) || aliases.contains(key));
  }
}
