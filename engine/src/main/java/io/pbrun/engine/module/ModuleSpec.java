package io.pbrun.engine.module;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a module's record declares: the one source of binding, checking, documentation and schema.
 */
public record ModuleSpec(
    String name,
    String family,
    Class<? extends TaskModule> type,
    ModuleDocumentation documentation,
    List<ParameterSpec> parameters) {

  public ModuleSpec {
    parameters = List.copyOf(parameters);
  }

  /**
   * Reads a module's record.
   *
   * @throws IllegalStateException when the record declares its parameters wrongly: a bug of the
   *     module
   */
  public static ModuleSpec of(String name, String family, Class<? extends TaskModule> type) {
    ModuleDoc documentation = type.getAnnotation(ModuleDoc.class);
    if (!type.isRecord() || documentation == null) {
      throw new IllegalStateException(
          "Module " + name + ": " + type.getName() + " must be a record with @ModuleDoc");
    }
    return new ModuleSpec(
        name, family, type, ModuleDocumentation.of(documentation), RecordReader.parameters(type));
  }

  /** The spec as the text that {@link ModuleFamily#declaration} gives. */
  public String asDeclaration() {
    return SpecText.of(this);
  }

  /**
   * The parameter that may be written under this name; empty when there is none or when it takes
   * any key.
   */
  public Optional<ParameterSpec> parameter(String key) {
    return parameters.stream().filter(parameter -> parameter.answersTo(key)).findFirst();
  }

  /** The names under which parameters are written, without their aliases. */
  public List<String> parameterNames() {
    return parameters.stream().filter(p -> !p.anyKey()).map(ParameterSpec::name).toList();
  }

  /** The parameter that takes the text after {@code module:}; null when the module takes none. */
  public @Nullable String freeFormParameter() {
    return parameters.stream()
        .filter(ParameterSpec::freeForm)
        .map(ParameterSpec::name)
        .findFirst()
        .orElse(null);
  }

  /** Whether every key is allowed, as with {@code set_fact}. */
  public boolean takesAnyKey() {
    return parameters.stream().anyMatch(ParameterSpec::anyKey);
  }

  /** How long the task may take when it does not say itself; null for no limit. */
  public @Nullable Duration deadline() {
    return DurationText.parse(documentation.deadline()).orElse(null);
  }

  /** Whether one host's task stands for all. */
  public boolean runsOnce() {
    return documentation.oncePerPlay();
  }

  /**
   * The arguments in a text after {@code module:}, by parameter name: {@code chdir=/tmp ls -l} or
   * {@code msg="hello"}.
   *
   * @throws ModuleFailure when the text is neither {@code key=value} pairs nor allowed to be free
   */
  public Map<String, String> argumentsOf(String text) throws ModuleFailure {
    return ArgumentText.parse(this, text);
  }

  /**
   * The unknown value among the arguments that keeps this task from being previewed; null when
   * there is none. Parameters that {@link Param#acceptsUnknown() accept} one are not asked.
   */
  public @Nullable Unknown unknownArgument(Map<String, ? extends @Nullable Object> arguments) {
    return Binder.unknownArgument(this, arguments);
  }

  /**
   * Makes the module from resolved values. Values are converted as Ansible does; null counts as not
   * given, except where any value is taken.
   *
   * @throws ModuleFailure when an argument is unknown, missing, of the wrong type, or in conflict
   *     with another
   */
  public TaskModule bind(Map<String, ? extends @Nullable Object> arguments) throws ModuleFailure {
    return Binder.bind(this, arguments);
  }

  /** Checks the literal arguments of a task before the run; templates are left to {@link #bind}. */
  public List<Diagnostic> check(YamlNode.Mapping arguments, Place task) {
    return check(arguments, task, Set.of(), false);
  }

  /**
   * Checks the literal arguments of a task before the run; templates are left to {@link #bind}.
   *
   * @param task where to point for an argument that is missing
   * @param givenElsewhere parameters that something else gives: free-form text, {@code
   *     module_defaults}
   * @param open whether more arguments come when the task runs, as with {@code args: "{{ map }}"}
   */
  public List<Diagnostic> check(
      YamlNode.Mapping arguments, Place task, Set<String> givenElsewhere, boolean open) {
    return new ArgumentCheck(this).check(arguments, task, givenElsewhere, open);
  }
}
