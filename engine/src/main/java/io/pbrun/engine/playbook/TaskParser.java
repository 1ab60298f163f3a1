package io.pbrun.engine.playbook;

import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.module.ParameterSpec;
import io.pbrun.engine.module.ParameterType;
import io.pbrun.engine.template.Expression;
import io.pbrun.engine.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads lists of tasks: tasks, blocks, and whatever imports put in their place. */
final class TaskParser {
  /** Keywords of tasks that may not be reached, or may fail. */
  private static final List<String> UNCERTAIN = List.of("when", "ignore_errors", "failed_when");

  private static final List<String> SECTIONS = List.of("block", "rescue", "always");
  private static final Set<String> INSTRUCTIONS =
      Set.of(
          "noop",
          "flush_handlers",
          "refresh_inventory",
          "clear_facts",
          "clear_host_errors",
          "end_play",
          "end_host",
          "end_batch",
          "end_role",
          "reset_connection");

  private final Parsing parsing;
  private final Actions actions;
  private final LoopParser loops;
  private final Includes includes;
  private final SourceFileCheck files;

  TaskParser(Parsing parsing) {
    this.parsing = parsing;
    this.actions = new Actions(parsing);
    this.loops = new LoopParser(parsing);
    this.includes = new Includes(parsing, actions);
    this.files = new SourceFileCheck(parsing);
  }

  /** The tasks of a list; {@code what} names the list in messages. */
  List<TaskNode> list(@Nullable YamlNode node, String what, Site site) {
    if (node == null || Nodes.isNull(node)) {
      return List.of();
    }
    if (!(node instanceof YamlNode.Sequence list)) {
      parsing.error(
          what + " must be a list of tasks, not " + Nodes.kind(node),
          node,
          node instanceof YamlNode.Mapping ? "begin each task with '- '" : null);
      return List.of();
    }
    List<TaskNode> nodes = new ArrayList<>();
    for (YamlNode item : list.items()) {
      if (!(item instanceof YamlNode.Mapping mapping)) {
        parsing.error(
            "a task is a mapping, not " + Nodes.kind(item),
            item,
            "write it as '- module:' with its parameters under it");
      } else if (mapping.entries().stream().anyMatch(entry -> SECTIONS.contains(entry.name()))) {
        nodes.add(block(mapping, site));
      } else {
        nodes.addAll(task(mapping, site));
      }
    }
    return List.copyOf(nodes);
  }

  private Block block(YamlNode.Mapping mapping, Site site) {
    if (site.handlers()) {
      parsing.error(
          "Using a block as a handler is not supported.",
          mapping,
          "use 'include_tasks' as the handler, or several that listen to one name");
    }
    for (YamlNode.Entry entry : mapping.entries()) {
      Keyword keyword = Keyword.named(entry.name());
      if (keyword == null || !keyword.allowedAt(Keyword.Level.BLOCK)) {
        parsing.keywords.unknown(entry, Keyword.Level.BLOCK);
      }
    }
    if (mapping.get("block") == null) {
      YamlNode.Entry first =
          mapping.entries().stream()
              .filter(e -> SECTIONS.contains(e.name()))
              .findFirst()
              .orElseThrow();
      parsing.error(
          "'" + first.name() + "' needs a 'block' beside it",
          first.key(),
          "put the tasks that it guards under 'block:'");
    }
    Keywords keywords =
        parsing.keywords.read(mapping.entries(), Keyword.Level.BLOCK).within(site.inherited());
    Site inner = site.within(keywords).guardedIf(isGuarded(keywords));
    boolean rescued = mapping.get("rescue") != null;
    boolean before = parsing.rescued;
    parsing.rescued |= rescued;
    List<TaskNode> guarded = list(mapping.get("block"), "'block'", inner.guardedIf(rescued));
    parsing.rescued = before;
    return new Block(
        name(mapping),
        keywords,
        guarded,
        list(mapping.get("rescue"), "'rescue'", inner.guardedIf(true)),
        list(mapping.get("always"), "'always'", inner),
        false,
        mapping.place());
  }

  /** Whether a failure under these keywords need not end the run, or need not happen. */
  static boolean isGuarded(Keywords keywords) {
    return !keywords.conditions(Keyword.WHEN).isEmpty()
        || keywords.has(Keyword.FAILED_WHEN)
        || keywords.has(Keyword.IGNORE_ERRORS);
  }

  /**
   * Whether the author reckons with a failure of the task: then wrong arguments are one, as they
   * are when they come from variables.
   */
  private boolean isFailureForeseen(Keywords keywords) {
    return parsing.rescued
        || keywords.has(Keyword.FAILED_WHEN)
        || keywords.has(Keyword.IGNORE_ERRORS);
  }

  @Nullable Object name(YamlNode.Mapping mapping) {
    YamlNode node = mapping.get("name");
    return node == null ? null : parsing.keywordValues.read(Keyword.NAME, node);
  }

  private List<TaskNode> task(YamlNode.Mapping mapping, Site site) {
    boolean before = parsing.uncertain;
    boolean beforeCondition = parsing.uncertainCondition;
    parsing.uncertainCondition |=
        before || site.guarded() || parsing.rescued || mapping.get("ignore_errors") != null;
    parsing.uncertain |=
        site.guarded()
            || parsing.rescued
            || UNCERTAIN.stream().anyMatch(each -> mapping.get(each) != null);
    try {
      return certainTask(mapping, site);
    } finally {
      parsing.uncertain = before;
      parsing.uncertainCondition = beforeCondition;
    }
  }

  private List<TaskNode> certainTask(YamlNode.Mapping mapping, Site site) {
    Keyword.Level level = site.taskLevel();
    Actions.Found found = actions.find(mapping, site);
    Keywords own = parsing.keywords.read(mapping.entries(), level);
    Object name = name(mapping);
    handlerNames(name, site);
    Loop loop = loops.read(mapping);
    if (found == null) {
      return List.of();
    }
    if (found.local() && !own.has(Keyword.DELEGATE_TO)) {
      own = own.with(Keyword.DELEGATE_TO, "localhost");
    }
    if (site.handlers() && found.plain().endsWith("_role")) {
      parsing.error(
          "Using '" + found.name() + "' as a handler is not supported.",
          found.place(),
          "include the tasks of the role's file with 'include_tasks'");
      return List.of();
    }
    Keywords keywords = own.within(site.inherited());
    Includes.Use use = new Includes.Use(found, mapping, own, keywords, loop, site);
    switch (found.plain()) {
      case "import_tasks" -> {
        return includes.importTasks(use);
      }
      case "import_role" -> {
        return includes.importRole(use);
      }
      case "include" -> {
        return includes.include(use, name);
      }
      case "import_playbook" -> {
        parsing.error(
            "'import_playbook' stands beside plays, not among tasks",
            found.place(),
            "use 'import_tasks' for a file of tasks");
        return List.of();
      }
      default -> {}
    }
    Action action =
        switch (found.plain()) {
          case "include_tasks" -> includes.includeTasks(use);
          case "include_role" -> includes.includeRole(use);
          case "meta" -> meta(found, mapping);
          default -> module(found, mapping, keywords, site);
        };
    return action == null
        ? List.of()
        : List.of(
            new Task(name, action, keywords, loop, site.role(), site.file(), mapping.place()));
  }

  private void handlerNames(@Nullable Object name, Site site) {
    if (!site.handlers() || name == null) {
      return;
    }
    if (name instanceof String literal) {
      parsing.facts.handler(literal);
      if (site.role() != null) {
        parsing.facts.handler(site.role().name() + " : " + literal);
      }
    } else {
      parsing.facts.open();
    }
  }

  private @Nullable Action meta(Actions.Found found, YamlNode.Mapping mapping) {
    YamlNode.Mapping arguments =
        actions.arguments(found, mapping, "free_form", key -> false).mapping();
    YamlNode node = arguments.get("free_form");
    String instruction = Nodes.literal(node);
    if (instruction == null) {
      parsing.error(
          "'meta' takes an instruction",
          found.place(),
          "it is one of " + String.join(", ", new java.util.TreeSet<>(INSTRUCTIONS)));
      return null;
    }
    if (!INSTRUCTIONS.contains(instruction)) {
      String guess = io.pbrun.engine.source.Spelling.didYouMean(instruction, INSTRUCTIONS);
      parsing.error(
          "'meta' has no instruction '" + instruction + "'",
          node == null ? found.place() : node.place(),
          guess != null
              ? guess
              : "it is one of " + String.join(", ", new java.util.TreeSet<>(INSTRUCTIONS)));
      return null;
    }
    return new Action.Meta(found.name(), instruction);
  }

  private @Nullable Action module(
      Actions.Found found, YamlNode.Mapping mapping, Keywords keywords, Site site) {
    if (found.template() != null) {
      return new Action.CallNamed(
          found.name(),
          found.template(),
          new NamedCalls(parsing, found, mapping, keywords, site)::call);
    }
    ModuleSpec module = parsing.modules.find(found.name()).orElse(null);
    if (module == null) {
      return actions.absent(found, site, isGuarded(keywords));
    }
    return call(found, mapping, keywords, site, module);
  }

  Action.CallModule call(
      Actions.Found found,
      YamlNode.Mapping mapping,
      Keywords keywords,
      Site site,
      ModuleSpec module) {
    Actions.Arguments arguments = actions.arguments(found, mapping, module);
    Defaults defaults = defaults(module, keywords);
    boolean guarded = site.guarded() || isGuarded(keywords) || isFailureForeseen(keywords);
    module
        .check(
            arguments.known(), found.place(), defaults.names(), defaults.open() || arguments.open())
        .forEach(finding -> parsing.report(guarded ? finding.asWarning() : finding));
    files.check(module.name(), arguments.mapping(), site.guardedIf(isGuarded(keywords)));
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (YamlNode.Entry entry : arguments.mapping().entries()) {
      ParameterSpec parameter = module.parameter(entry.name()).orElse(null);
      values.put(
          entry.name(),
          parameter != null && parameter.expression()
              ? expressions(parameter, entry)
              : parsing.values.value(entry.value()));
    }
    return new Action.CallModule(
        found.name(), module, java.util.Collections.unmodifiableMap(values), arguments.template());
  }

  /**
   * A parameter that takes expressions gets them compiled: one, or a list where its type is one.
   */
  private @Nullable Object expressions(ParameterSpec parameter, YamlNode.Entry entry) {
    List<Expression> expressions = parsing.conditions.read(entry.name(), entry.value());
    if (parameter.type() instanceof ParameterType.ListOf) {
      return expressions;
    }
    return expressions.isEmpty() ? null : expressions.getFirst();
  }

  private record Defaults(Set<String> names, boolean open) {}

  /**
   * The parameters that {@code module_defaults} give to a module; open when that cannot be told.
   */
  private static Defaults defaults(ModuleSpec module, Keywords keywords) {
    Set<String> names = new HashSet<>();
    boolean open = false;
    for (Object level : keywords.list(Keyword.MODULE_DEFAULTS)) {
      if (!(level instanceof Map<?, ?> map)) {
        open = true;
        continue;
      }
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String name = String.valueOf(entry.getKey());
        if (name.startsWith("group/")) {
          open = true;
        } else if (name.substring(name.lastIndexOf('.') + 1).equals(module.name())) {
          if (entry.getValue() instanceof Map<?, ?> given) {
            given.keySet().forEach(key -> names.add(String.valueOf(key)));
          } else {
            open = true;
          }
        }
      }
    }
    return new Defaults(names, open);
  }
}
