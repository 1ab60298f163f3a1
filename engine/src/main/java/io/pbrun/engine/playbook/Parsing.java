package io.pbrun.engine.playbook;

import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.Severity;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.Templates;
import io.pbrun.engine.yaml.YamlLoader;
import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.engine.yaml.YamlValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all parsers of one reading share: its tools, the files read so far, and the findings. */
final class Parsing {
  final Templates templates;
  final Modules modules;
  final LoaderSettings settings;
  final YamlValues values;
  final KeywordValues keywordValues;
  final KeywordReader keywords;
  final StaticNames names;
  final Conditions conditions;
  final TaskParser tasks;
  final RoleLoader roles;

  /** Names of handlers and who notifies them, in the play that is being read. */
  PlayFacts facts = new PlayFacts();

  /**
   * Whether the file being read is included only under a condition: it may be meant for other
   * machines than these.
   */
  boolean ahead;

  /** Whether what is being read stands in a block with a {@code rescue}: a failure is foreseen. */
  boolean rescued;

  /**
   * Whether what is being read may never be evaluated, or may fail without harm: then a mistake in
   * a template or a keyword's value is only warned of.
   */
  boolean uncertain;

  /** The same for the condition of the task that is being read: without what it says itself. */
  boolean uncertainCondition;

  private final Set<Diagnostic> findings = new LinkedHashSet<>();
  private final Set<Diagnostic> absentRoles = new HashSet<>();
  private final Map<Path, Optional<List<YamlNode>>> files = new HashMap<>();

  Parsing(Templates templates, Modules modules, LoaderSettings settings) {
    this.templates = templates;
    this.modules = modules;
    this.settings = settings;
    this.values = YamlValues.compiling(this::compile, this::report);
    this.conditions = new Conditions(this);
    this.keywordValues = new KeywordValues(this);
    this.keywords = new KeywordReader(this);
    this.names = new StaticNames(this);
    this.tasks = new TaskParser(this);
    this.roles = new RoleLoader(this);
  }

  private Object compile(String text, TextOrigin origin) {
    return uncertain
        ? templates.compileForLater(text, origin, this::report)
        : templates.compile(text, origin);
  }

  void report(Diagnostic diagnostic) {
    findings.add(diagnostic);
  }

  void error(String message, YamlNode at, @Nullable String hint) {
    error(message, at.place(), hint);
  }

  void error(String message, @Nullable Place at, @Nullable String hint) {
    report(Diagnostic.error(message, at, hint));
  }

  /** Reports that a role cannot be had. */
  void absentRole(String message, Place at, String hint) {
    Diagnostic finding = Diagnostic.error(message, at, hint);
    absentRoles.add(finding);
    report(finding);
  }

  void warn(String message, Place at, @Nullable String hint) {
    report(Diagnostic.warning(message, at, hint));
  }

  Collection<Diagnostic> findings() {
    return findings;
  }

  /** Ends the reading when there are errors; warnings go to where the settings want them. */
  void finish() {
    List<Diagnostic> all = new ArrayList<>(findings);
    if (all.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
      boolean rolesOnly =
          all.stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .allMatch(absentRoles::contains);
      throw rolesOnly ? new MissingRoleException(all) : new DiagnosticException(all);
    }
    all.forEach(settings.warnings());
  }

  /**
   * The one document of a file; empty when it has none or cannot be read, which is then a finding.
   */
  Optional<YamlNode> read(Path path) {
    Optional<List<YamlNode>> documents = files.computeIfAbsent(path, this::documents);
    if (documents.isPresent() && documents.get().size() > 1) {
      error(
          "the file has more than one YAML document",
          documents.get().get(1),
          "remove the '---' before it");
    }
    return documents.filter(list -> !list.isEmpty()).map(List::getFirst);
  }

  private Optional<List<YamlNode>> documents(Path path) {
    try {
      return Optional.of(
          YamlLoader.load(templates.vault().source(path), settings.duplicateKeys(), this::report));
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(this::report);
      return Optional.empty();
    }
  }

  /** The variables in a file of {@code vars_files}, where a list of mappings is one, too. */
  Map<String, @Nullable Object> varsFile(Path path) {
    if (!(read(path).orElse(null) instanceof YamlNode.Sequence list)
        || !Nodes.holdsMappings(list)) {
      return variables(path);
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    list.items().forEach(item -> all.putAll(values.byName((YamlNode.Mapping) item)));
    return all;
  }

  /** The mapping's values under their names, which know where they are defined. */
  Variables named(YamlNode.Mapping mapping) {
    Variables.Builder variables = Variables.builder();
    boolean before = uncertain;
    uncertain = true;
    mapping
        .entries()
        .forEach(entry ->
            variables.define(entry.name(), values.value(entry.value()), entry.key().place()));
    uncertain = before;
    return variables.build();
  }

  /** The variables in a file of them. */
  Map<String, @Nullable Object> variables(Path path) {
    YamlNode node = read(path).orElse(null);
    if (node == null || Nodes.isNull(node)) {
      return Map.of();
    }
    if (node instanceof YamlNode.Mapping mapping) {
      return named(mapping);
    }
    error(
        "a file of variables holds a mapping, not " + Nodes.kind(node),
        node,
        "write 'name: value' lines");
    return Map.of();
  }
}
