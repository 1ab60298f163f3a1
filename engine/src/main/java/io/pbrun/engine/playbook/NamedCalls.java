package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.yaml.YamlNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls of a task whose module's name is a template: they are read when the name is known, once
 * for each name.
 */
final class NamedCalls {
  private final Parsing parsing;
  private final Actions.Found found;
  private final YamlNode.Mapping task;
  private final Keywords keywords;
  private final Site site;
  private final Map<String, Action.CallModule> known = new ConcurrentHashMap<>();

  NamedCalls(
      Parsing parsing, Actions.Found found, YamlNode.Mapping task, Keywords keywords, Site site) {
    this.parsing = parsing;
    this.found = found;
    this.task = task;
    this.keywords = keywords;
    this.site = site;
  }

  Action.CallModule call(String name) {
    return known.computeIfAbsent(name, this::read);
  }

  private Action.CallModule read(String name) {
    Parsing own = new Parsing(parsing.templates, parsing.modules, parsing.settings);
    Action.CallModule call =
        parsing
            .modules
            .find(name)
            .map(module ->
                own.tasks.call(found.as(name), task, keywords, site.guardedIf(false), module))
            .orElseThrow(() ->
                new DiagnosticException(
                    Diagnostic.error(
                        "The module "
                            + name
                            + " was not found: couldn't resolve module/action '"
                            + name
                            + "'",
                        found.place(),
                        "'pbrun doc --list' shows all modules")));
    own.finish();
    return call;
  }
}
