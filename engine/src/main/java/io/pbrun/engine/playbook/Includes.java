package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that bring in others. Imports are replaced by what they import; includes are read when
 * they run, and read ahead when their names are literal, so that their mistakes are found before
 * the first task.
 */
final class Includes {
  private static final List<String> ROLE_OPTIONS =
      List.of(
          "name",
          "role",
          "tasks_from",
          "vars_from",
          "defaults_from",
          "handlers_from",
          "allow_duplicates",
          "public",
          "rolespec_validate");

  /**
   * What a file of tasks that is included dynamically does not inherit from its include (Ansible's
   * rule).
   */
  private static final Keywords NOTHING = Keywords.NONE;

  /**
   * A task that brings in others.
   *
   * @param own its own keywords
   * @param keywords its effective keywords
   */
  record Use(
      Actions.Found found,
      YamlNode.Mapping task,
      Keywords own,
      Keywords keywords,
      @Nullable Loop loop,
      Site site) {}

  private final Parsing parsing;
  private final Actions actions;

  Includes(Parsing parsing, Actions actions) {
    this.parsing = parsing;
    this.actions = actions;
  }

  List<TaskNode> importTasks(Use use) {
    refuseLoop(use, "include_tasks");
    YamlNode.Mapping arguments = options(use, "file", List.of("file"));
    YamlNode file = arguments.get("file");
    if (file == null || Nodes.isNull(file)) {
      noFile(use);
      return List.of();
    }
    if (arguments.entries().size() > 1) {
      // That is a finding already; whether the file is there matters when it is mended.
      return List.of();
    }
    return imported(use, file, use.keywords);
  }

  private void noFile(Use use) {
    parsing.error("No file specified for " + use.found.name(), use.found.place(), "name one");
  }

  private List<TaskNode> imported(Use use, YamlNode file, Keywords keywords) {
    String name =
        parsing.names.read(
            file,
            use.keywords,
            use.site.role(),
            "'import_tasks'",
            ", or use 'include_tasks', which is read when it runs");
    if (name == null) {
      return List.of();
    }
    Path path = find(name, use.site);
    if (path == null) {
      missing(name, file, use.site);
      return List.of();
    }
    if (path.equals(use.site.file()) || use.site.importing().contains(path)) {
      parsing.error(
          "the file '" + path + "' imports itself",
          file,
          "use 'include_tasks' with a 'when' for recursion");
      return List.of();
    }
    return fileOf(path, use.site.in(path).within(keywords.without(Keyword.NAME)));
  }

  private List<TaskNode> fileOf(Path path, Site site) {
    return parsing.tasks.list(parsing.read(path).orElse(null), "a file of tasks", site);
  }

  private void refuseLoop(Use use, String instead) {
    if (use.loop != null) {
      parsing.error(
          "'" + use.found.name() + "' is done before the run and cannot loop",
          use.found.place(),
          "use '" + instead + "', which is done at run time");
    }
  }

  /**
   * The old {@code include}: static unless its file is a template, it loops, or something around it
   * is included while the play runs. Arguments beside the file are variables.
   */
  List<TaskNode> include(Use use, @Nullable Object name) {
    YamlNode.Mapping arguments =
        actions.arguments(use.found, use.task, "file", key -> true).mapping();
    YamlNode file = arguments.get("file");
    if (file == null || Nodes.isNull(file)) {
      noFile(use);
      return List.of();
    }
    List<YamlNode.Entry> others =
        arguments.entries().stream().filter(entry -> !entry.name().equals("file")).toList();
    Keywords vars =
        NOTHING.with(
            Keyword.VARS,
            List.of(parsing.values.byName(new YamlNode.Mapping(others, arguments.place()))));
    parsing.warn(
        "'include' is deprecated", use.found.place(), "use 'include_tasks' or 'import_tasks'");
    if (use.loop == null && !use.site.dynamic() && !Nodes.isTemplate(file)) {
      Keywords own =
          use.own.has(Keyword.VARS)
              ? NOTHING.with(Keyword.INCLUDE_PARAMS, use.own.get(Keyword.VARS))
              : NOTHING;
      return imported(use, file, vars.within(own).within(use.keywords));
    }
    Keywords inherited = vars.within(inherited(use, null));
    foreseeTasks(use, file, inherited);
    Object written = parsing.values.value(file);
    Action action =
        new Action.IncludeTasks(use.found.name(), written == null ? "" : written, inherited);
    return List.of(
        new Task(
            name,
            action,
            use.keywords,
            use.loop,
            use.site.role(),
            use.site.file(),
            use.task.place()));
  }

  Action includeTasks(Use use) {
    YamlNode.Mapping arguments = options(use, "file", List.of("file", "apply"));
    YamlNode file = arguments.get("file");
    Keywords inherited = inherited(use, arguments.get("apply"));
    if (file == null || Nodes.isNull(file)) {
      noFile(use);
      return new Action.IncludeTasks(use.found.name(), "", inherited);
    }
    Object name = parsing.values.value(file);
    foreseeTasks(use, file, inherited);
    return new Action.IncludeTasks(use.found.name(), name == null ? "" : name, inherited);
  }

  private void foreseeTasks(Use use, YamlNode file, Keywords inherited) {
    String literal = Nodes.literal(file);
    if (literal != null) {
      foresee(literal, file, use, inherited);
    } else if (use.site.handlers()) {
      parsing.facts.open();
    }
  }

  private void foresee(String name, YamlNode at, Use use, Keywords inherited) {
    boolean guarded = use.site.guarded() || TaskParser.isGuarded(use.keywords);
    Path path = find(name, use.site);
    if (path == null) {
      if (!guarded) {
        missing(name, at, use.site);
      }
    } else if (parsing.facts.foreseen.add(List.of(path, use.site.handlers()))) {
      boolean before = parsing.ahead;
      parsing.ahead |= guarded;
      Site inside = use.site.in(path).within(inherited).guardedIf(guarded).inclusion();
      try {
        parsing.facts.foreseeing(() -> fileOf(path, inside));
      } catch (VaultException e) {
        // It may be meant for a run that knows another password.
        if (!guarded) {
          throw e;
        }
      }
      parsing.ahead = before;
    }
  }

  /**
   * What the tasks of an include begin with: the keywords of the place where the include stands,
   * its variables, and what {@code apply} gives. Its own other keywords are for the include itself.
   */
  private Keywords inherited(Use use, @Nullable YamlNode apply) {
    Keywords vars =
        use.own.has(Keyword.VARS)
            ? NOTHING.with(Keyword.INCLUDE_PARAMS, use.own.get(Keyword.VARS))
            : NOTHING;
    Keywords around = vars.within(use.site.inherited());
    if (apply == null || Nodes.isNull(apply)) {
      return around;
    }
    if (!(apply instanceof YamlNode.Mapping mapping)) {
      parsing.error("'apply' takes a mapping of keywords, not " + Nodes.kind(apply), apply, null);
      return around;
    }
    for (YamlNode.Entry entry : mapping.entries()) {
      Keyword keyword = Keyword.named(entry.name());
      boolean fits =
          keyword != null
              && keyword.allowedAt(Keyword.Level.BLOCK)
              && keyword.type() != Keyword.Type.TASKS;
      if (!fits) {
        parsing.keywords.unknown(entry, Keyword.Level.BLOCK, ", as which 'apply' works");
      }
    }
    return parsing
        .keywords
        .read(mapping.entries(), Keyword.Level.BLOCK)
        .without(Keyword.NAME)
        .within(around);
  }

  List<TaskNode> importRole(Use use) {
    refuseLoop(use, "include_role");
    YamlNode.Mapping arguments = options(use, "name", ROLE_OPTIONS);
    YamlNode name = roleName(use, arguments);
    String role =
        name == null
            ? null
            : parsing.names.read(
                name, use.keywords, use.site.role(), "'import_role'", ", or use 'include_role'");
    if (name == null || role == null) {
      return List.of();
    }
    RoleRequest request = request(use, arguments, role, name, use.keywords.without(Keyword.NAME));
    RoleLoader.Loaded loaded = parsing.roles.load(request, use.site);
    if (loaded == null) {
      return List.of();
    }
    parsing.facts.roleUses.addAll(loaded.uses());
    parsing.facts.importedHandlers.addAll(loaded.handlers());
    return loaded.blocks();
  }

  private RoleRequest request(
      Use use, YamlNode.Mapping arguments, String role, YamlNode name, Keywords keywords) {
    return RoleRequest.included(
        role,
        name.place(),
        keywords,
        from(use, arguments, "tasks_from"),
        from(use, arguments, "vars_from"),
        from(use, arguments, "defaults_from"),
        from(use, arguments, "handlers_from"),
        flag(use, arguments, "allow_duplicates", true),
        flag(use, arguments, "rolespec_validate", true),
        use.own.varsLayers(),
        use.site.role());
  }

  Action includeRole(Use use) {
    List<String> allowed = new ArrayList<>(ROLE_OPTIONS);
    allowed.add("apply");
    YamlNode.Mapping arguments = options(use, "name", allowed);
    YamlNode name = roleName(use, arguments);
    Keywords inherited = inherited(use, arguments.get("apply"));
    Object role = name == null ? null : parsing.values.value(name);
    if (name != null) {
      foreseeRole(use, arguments, name, inherited);
    }
    return new Action.IncludeRole(
        use.found.name(),
        role == null ? "" : role,
        valueOr(arguments, "tasks_from"),
        valueOr(arguments, "vars_from"),
        valueOr(arguments, "defaults_from"),
        valueOr(arguments, "handlers_from"),
        flag(use, arguments, "allow_duplicates", true),
        flag(use, arguments, "public", false),
        flag(use, arguments, "rolespec_validate", true),
        inherited);
  }

  private void foreseeRole(Use use, YamlNode.Mapping arguments, YamlNode name, Keywords inherited) {
    String literal = Nodes.literal(name);
    boolean dynamicFrom =
        ROLE_OPTIONS.stream()
            .anyMatch(
                option -> option.endsWith("_from") && Nodes.isTemplate(arguments.get(option)));
    if (literal == null || dynamicFrom) {
      parsing.facts.open();
      return;
    }
    boolean guarded = use.site.guarded() || TaskParser.isGuarded(use.keywords);
    if (guarded && parsing.roles.find(literal, use.site) == null) {
      return;
    }
    RoleRequest request = request(use, arguments, literal, name, inherited);
    if (parsing.facts.foreseen.add(
        List.of("role", literal, request.tasksFrom(), request.handlersFrom()))) {
      parsing.facts.foreseeing(() -> parsing.roles.load(request, use.site.guardedIf(guarded)));
    }
  }

  private @Nullable YamlNode roleName(Use use, YamlNode.Mapping arguments) {
    YamlNode name = arguments.get("name") != null ? arguments.get("name") : arguments.get("role");
    if (Nodes.isNull(name)) {
      parsing.error(
          "'" + use.found.plain() + "' needs the 'name' of a role", use.found.place(), null);
      return null;
    }
    return name;
  }

  private YamlNode.Mapping options(Use use, String freeForm, List<String> allowed) {
    YamlNode.Mapping arguments =
        actions.arguments(use.found, use.task, freeForm, key -> true).mapping();
    for (YamlNode.Entry entry : arguments.entries()) {
      if (!allowed.contains(entry.name())) {
        String guess = Spelling.didYouMean(entry.name(), allowed);
        boolean keyword =
            Keyword.named(entry.name()) instanceof Keyword known
                && known.allowedAt(Keyword.Level.TASK);
        parsing.error(
            "Invalid options for " + use.found.name() + ": " + entry.name(),
            entry.key(),
            guess != null
                ? guess
                : keyword
                    ? "'"
                        + entry.name()
                        + "' is a task keyword: indent it like '"
                        + use.found.name()
                        + "'"
                    : "it takes " + String.join(", ", allowed));
      }
    }
    return arguments;
  }

  /** The name of a part's file, {@code main} unless something else is said. */
  private String from(Use use, YamlNode.Mapping arguments, String option) {
    YamlNode node = arguments.get(option);
    if (node == null || Nodes.isNull(node)) {
      return "main";
    }
    String name =
        parsing.names.read(
            node, use.keywords, use.site.role(), "'" + option + "'", ", or use 'include_role'");
    return name == null ? "main" : name;
  }

  private Object valueOr(YamlNode.Mapping arguments, String option) {
    YamlNode node = arguments.get(option);
    if (node != null && !(node instanceof YamlNode.Scalar)) {
      parsing.error(
          "Expected a string for " + option + " but got " + Nodes.kind(node) + " instead",
          node,
          null);
    }
    Object value = node == null ? null : parsing.values.value(node);
    return value == null ? "main" : value;
  }

  private boolean flag(Use use, YamlNode.Mapping arguments, String option, boolean otherwise) {
    YamlNode node = arguments.get(option);
    if (node == null || Nodes.isNull(node)) {
      return otherwise;
    }
    if (Nodes.isTemplate(node)) {
      String word = parsing.names.read(node, use.keywords, use.site.role(), "'" + option + "'", "");
      return word == null ? otherwise : KeywordValues.isTrue(word);
    }
    return parsing.keywordValues.bool(option, node) instanceof Boolean truth ? truth : otherwise;
  }

  private void missing(String name, YamlNode at, Site site) {
    parsing.error(
        "there is no file of tasks '" + name + "'",
        at,
        SourceFileCheck.lookedFor(candidates(name, site)));
  }

  private static @Nullable Path find(String name, Site site) {
    return candidates(name, site).stream().filter(Files::isRegularFile).findFirst().orElse(null);
  }

  /** Beside the including file first, then in the role, then beside the playbook. */
  static List<Path> candidates(String name, Site site) {
    Path wanted = site.file().getFileSystem().getPath(name);
    Set<Path> places = new LinkedHashSet<>();
    places.add(TaskFiles.directory(site.file()).resolve(wanted).normalize());
    RoleUse role = site.role();
    if (role != null) {
      if (site.handlers()) {
        places.add(role.directory().resolve("handlers").resolve(wanted).normalize());
      }
      places.add(role.directory().resolve("tasks").resolve(wanted).normalize());
      places.add(role.directory().resolve(wanted).normalize());
    }
    site.importing()
        .reversed()
        .forEach(file -> places.add(TaskFiles.directory(file).resolve(wanted).normalize()));
    places.add(site.playbookDirectory().resolve(wanted).normalize());
    places.add(site.playbookDirectory().resolve("tasks").resolve(wanted).normalize());
    return List.copyOf(places);
  }
}
