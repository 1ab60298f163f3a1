package io.pbrun.engine.playbook;

import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.yaml.YamlNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the parser asks about modules. */
public interface Modules {

  /** The module of a name as a playbook writes it, with or without its family or {@code ansible.builtin}. */
  Optional<ModuleSpec> find(String written);

  /** The short names of all modules, for "did you mean". */
  Collection<String> names();

  /** The names of a module's parameters with their aliases. */
  Collection<String> parameters(ModuleSpec module);

  /** The parameter that takes the text after {@code module:}; null when the module takes none. */
  @Nullable String freeFormParameter(ModuleSpec module);

  /** Whether every key is a parameter, as with {@code set_fact}. */
  boolean takesAnyKey(ModuleSpec module);

  /** Whether the parameter holds a bare expression or a list of them, as {@code that} of {@code assert}. */
  boolean takesExpression(ModuleSpec module, String parameter);

  /**
   * What is wrong with literal arguments.
   *
   * @param task where to point for an argument that is missing
   * @param givenElsewhere parameters that {@code module_defaults} give
   * @param open whether more arguments come when the task runs, as with {@code args: "{{ map }}"}
   */
  List<Diagnostic> check(
      ModuleSpec module, YamlNode.Mapping arguments, Place task, Set<String> givenElsewhere, boolean open);
}
