package io.pbrun.engine.playbook;

import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Template;
import io.pbrun.engine.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that must be known before the run: of imported files and of roles. Their templates see the
 * variables that do not depend on a host: the play's, those of the levels around, and those of the
 * command line.
 */
final class StaticNames {
  private final Parsing parsing;

  StaticNames(Parsing parsing) {
    this.parsing = parsing;
  }

  /** The name; null when it cannot be told, which is then a finding. */
  @Nullable String read(
      YamlNode node, Keywords around, @Nullable RoleUse role, String what, String dynamic) {
    String literal = Nodes.literal(node);
    if (literal != null && !literal.isBlank()) {
      return literal.strip();
    }
    if (!Nodes.isTemplate(node)) {
      parsing.error(what + " takes a name, not " + Nodes.kind(node), node, null);
      return null;
    }
    if (!(parsing.values.value(node) instanceof Template template)) {
      return null;
    }
    try {
      return String.valueOf(template.evaluate(new Variables(variables(around, role))));
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(parsing::report);
    } catch (RuntimeException e) {
      parsing.error(
          "what " + what + " takes must be known before the run: " + firstLine(e),
          node,
          "give its variables with -e or in the play's vars" + dynamic);
    }
    return null;
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private Map<String, @Nullable Object> variables(Keywords around, @Nullable RoleUse role) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    if (role != null) {
      all.putAll(role.defaults());
    }
    all.putAll(parsing.facts.playVars);
    for (Path file : parsing.facts.varsFiles) {
      if (Files.isRegularFile(file)) {
        all.putAll(parsing.varsFile(file));
      }
    }
    if (role != null) {
      all.putAll(role.vars());
    }
    around.varsLayers().forEach(all::putAll);
    around.includeParams().forEach(all::putAll);
    if (role != null) {
      all.putAll(role.params());
    }
    all.putAll(parsing.settings.extraVars());
    return all;
  }

  private record Variables(Map<String, @Nullable Object> values) implements Scope {
    @Override
    public boolean has(String name) {
      return values.containsKey(name);
    }

    @Override
    public @Nullable Object get(String name) {
      return values.get(name);
    }

    @Override
    public Set<String> names() {
      return values.keySet();
    }
  }
}
