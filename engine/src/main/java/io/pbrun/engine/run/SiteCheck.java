package io.pbrun.engine.run;

import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.HostPattern;
import io.pbrun.engine.inventory.HostSelector;
import io.pbrun.engine.playbook.Play;
import io.pbrun.engine.playbook.Playbook;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Templates;
import io.pbrun.engine.value.Values;
import io.pbrun.engine.vars.ArgumentSpecs;
import io.pbrun.engine.vars.Precedence;
import io.pbrun.engine.vars.ScopeLayers;
import io.pbrun.engine.vars.VariableDefinition;
import io.pbrun.engine.vars.VariableManager;
import io.pbrun.engine.yaml.YamlLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The declared site variables: a file {@value #FILE} beside a playbook says what an inventory must
 * set (type, default, required, meaning), in the format of a role's {@code argument_specs}. All of
 * it is checked before the first task.
 */
public final class SiteCheck {
  public static final String FILE = "site-variables.yml";
  private static final String ENTRY_POINT = "main";

  private final Templates templates;
  private final Map<Path, ArgumentSpecs> declared = new LinkedHashMap<>();

  /** Reads the declarations beside these playbooks. */
  public SiteCheck(List<Playbook> playbooks, Templates templates) {
    this.templates = templates;
    for (Playbook playbook : playbooks) {
      Path file = playbook.path().resolveSibling(FILE);
      if (!declared.containsKey(file) && Files.isRegularFile(file)) {
        declared.put(
            file,
            ArgumentSpecs.parse(
                YamlLoader.load(templates.vault().source(file)).getFirst(), templates::compile));
      }
    }
  }

  /** Defaults of what is declared: the lowest layer of all variables. */
  public Map<String, @Nullable Object> defaults() {
    Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
    declared.values().forEach(specs -> defaults.putAll(specs.defaults(ENTRY_POINT)));
    return defaults;
  }

  /**
   * Everything that is missing, ill-typed or still to be filled in, each told once however many
   * hosts it concerns.
   */
  public List<Diagnostic> findings(
      List<Playbook> playbooks, HostSelector hosts, VariableManager variables) {
    Map<String, Diagnostic> findings = new LinkedHashMap<>();
    if (declared.isEmpty()) {
      return List.of();
    }
    for (Playbook playbook : playbooks) {
      for (Play play : playbook.plays()) {
        ScopeLayers layers =
            ScopeLayers.builder()
                .add(Precedence.SITE_DEFAULTS, defaults())
                .addAll(Precedence.PLAY_VARS, play.keywords().varsLayers())
                .build();
        for (Host host : hostsOf(play, hosts, variables.scope(layers))) {
          check(host, layers, variables)
              .forEach(
                  finding -> findings.putIfAbsent(finding.place() + finding.message(), finding));
        }
      }
    }
    return List.copyOf(findings.values());
  }

  private List<Host> hostsOf(Play play, HostSelector hosts, Scope scope) {
    Object patterns = templates.resolve(play.hosts(), scope);
    List<String> texts =
        patterns instanceof List<?> list
            ? list.stream().map(Values::str).toList()
            : List.of(Values.str(patterns));
    return hosts.select(HostPattern.of(texts));
  }

  private List<Diagnostic> check(Host host, ScopeLayers layers, VariableManager variables) {
    Scope scope = variables.scope(host, layers);
    return declared.values().stream()
        .flatMap(specs ->
            specs
                .check(
                    ENTRY_POINT,
                    scope,
                    templates::resolve,
                    name -> place(host, layers, name, variables))
                .stream())
        .toList();
  }

  private static @Nullable Place place(
      Host host, ScopeLayers layers, String name, VariableManager variables) {
    return variables.definitions(host, layers, name).stream()
        .findFirst()
        .map(VariableDefinition::place)
        .orElse(null);
  }
}
