package io.pbrun.engine.playbook;

import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.engine.yaml.YamlValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds roles and reads them with what they depend on. */
final class RoleLoader {
  private static final Set<String> META =
      Set.of(
          "dependencies",
          "allow_duplicates",
          "galaxy_info",
          "collections",
          "argument_specs",
          "standalone",
          "galaxy_tags");

  private final Parsing parsing;
  private final RoleFiles files;
  private final RoleArgumentSpecs specs;

  RoleLoader(Parsing parsing) {
    this.parsing = parsing;
    this.files = new RoleFiles(parsing);
    this.specs = new RoleArgumentSpecs(parsing, files);
  }

  /**
   * A role that was read.
   *
   * @param blocks one block a role, dependencies first
   * @param handlers of dependencies first
   * @param uses dependencies first
   */
  record Loaded(RoleUse use, List<TaskNode> blocks, List<TaskNode> handlers, List<RoleUse> uses) {}

  /** The role's folder; null when there is none. */
  @Nullable Path find(String name, Site site) {
    return candidates(name, site).stream().filter(Files::isDirectory).findFirst().orElse(null);
  }

  private List<Path> candidates(String name, Site site) {
    Set<Path> places = new LinkedHashSet<>();
    Path base = site.playbookDirectory();
    places.add(base.resolve("roles").resolve(name).normalize());
    parsing.settings.rolesPath().forEach(folder -> places.add(folder.resolve(name).normalize()));
    RoleUse role = site.role();
    if (role != null) {
      places.add(role.directory().resolveSibling(name).normalize());
    }
    places.add(base.resolve(name).normalize());
    return List.copyOf(places);
  }

  /** Reads a role; null when it cannot be found, which is then a finding. */
  @Nullable Loaded load(RoleRequest request, Site site) {
    Path directory = find(request.name(), site);
    if (directory == null) {
      String hint =
          request.name().chars().filter(c -> c == '.').count() == 2
              ? "pbrun has no collections; put the role into a 'roles' folder"
              : SourceFileCheck.lookedFor(candidates(request.name(), site));
      parsing.absentRole(
          request.name().contains(",")
              ? "Invalid old style role requirement: " + request.name()
              : "the role '" + request.name() + "' was not found",
          request.place(),
          hint);
      return null;
    }
    Path last = directory.getFileName();
    String name = last == null ? request.name() : last.toString();
    boolean circle =
        !request.included()
            && request.parents().stream().anyMatch(parent -> parent.directory().equals(directory));
    if (circle) {
      parsing.error(
          "the role '" + name + "' depends on itself",
          request.place(),
          "remove it from the dependencies in its meta/main.yml");
      return null;
    }
    return read(request, site, directory, name);
  }

  private Loaded read(RoleRequest request, Site site, Path directory, String name) {
    YamlNode.Mapping meta = meta(directory);
    Map<String, @Nullable Object> params = new LinkedHashMap<>();
    Map<String, @Nullable Object> vars = new LinkedHashMap<>();
    request.parents().forEach(parent -> params.putAll(parent.params()));
    request.parents().forEach(parent -> vars.putAll(parent.vars()));
    params.putAll(request.params());
    boolean duplicates =
        request.allowDuplicates() != null ? request.allowDuplicates() : duplicates(meta);
    // Dependencies know this role as their parent before its own variables are complete: they need
    // its name and folder.
    Map<String, @Nullable Object> ownVars =
        files.variables(directory, "vars", request.varsFrom(), request.place());
    Map<String, @Nullable Object> forDependencies = new LinkedHashMap<>(vars);
    forDependencies.putAll(request.entryVars());
    forDependencies.putAll(ownVars);
    RoleUse early = use(request, directory, name, Map.of(), forDependencies, params, duplicates);
    List<Loaded> dependencies = dependencies(meta, early, site);
    Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
    for (Loaded dependency : dependencies) {
      defaults.putAll(dependency.use.defaults());
      vars.putAll(dependency.use.vars());
      vars.putAll(dependency.use.params());
    }
    defaults.putAll(
        files.variables(directory, "defaults", request.defaultsFrom(), request.place()));
    vars.putAll(request.entryVars());
    vars.putAll(ownVars);
    RoleUse use = use(request, directory, name, defaults, vars, params, duplicates);
    return assemble(request, site, use, dependencies);
  }

  private Loaded assemble(RoleRequest request, Site site, RoleUse use, List<Loaded> dependencies) {
    List<TaskNode> blocks = new ArrayList<>();
    List<TaskNode> handlers = new ArrayList<>();
    List<RoleUse> uses = new ArrayList<>();
    for (Loaded dependency : dependencies) {
      blocks.addAll(dependency.blocks);
      handlers.addAll(dependency.handlers);
      uses.addAll(dependency.uses);
    }
    // Handlers first: the tasks' notifications are checked against their names.
    Path handlersFile =
        files.main(use.directory(), "handlers", request.handlersFrom(), request.place());
    if (handlersFile != null) {
      handlers.addAll(
          parsing.tasks.list(
              parsing.read(handlersFile).orElse(null),
              "a role's handlers",
              site.ofRole(use, handlersFile, true)));
    }
    List<TaskNode> body = new ArrayList<>();
    Path tasksFile = files.main(use.directory(), "tasks", request.tasksFrom(), request.place());
    if (tasksFile != null) {
      body.addAll(
          parsing.tasks.list(
              parsing.read(tasksFile).orElse(null),
              "a role's tasks",
              site.ofRole(use, tasksFile, false)));
    }
    Path anchor = tasksFile == null ? use.directory() : tasksFile;
    Task validation = request.validate() ? specs.validation(request, use, anchor) : null;
    if (validation != null) {
      body.addFirst(validation);
    }
    Keywords always = Keywords.NONE.with(Keyword.TAGS, List.of("always"));
    body.add(
        new Task(
            null,
            Action.Meta.implicit("role_complete"),
            always,
            null,
            use,
            anchor,
            request.place()));
    blocks.add(
        new Block(use.name(), use.keywords(), body, List.of(), List.of(), true, request.place()));
    uses.add(use);
    return new Loaded(use, List.copyOf(blocks), List.copyOf(handlers), List.copyOf(uses));
  }

  private static RoleUse use(
      RoleRequest request,
      Path directory,
      String name,
      Map<String, @Nullable Object> defaults,
      Map<String, @Nullable Object> vars,
      Map<String, @Nullable Object> params,
      boolean duplicates) {
    return new RoleUse(
        name,
        directory,
        Collections.unmodifiableMap(new LinkedHashMap<>(defaults)),
        Collections.unmodifiableMap(new LinkedHashMap<>(vars)),
        Collections.unmodifiableMap(new LinkedHashMap<>(params)),
        request.keywords(),
        List.copyOf(request.parents()),
        duplicates,
        List.of(directory, request.included(), request.distinct()));
  }

  private YamlNode.Mapping meta(Path directory) {
    Path file = files.main(directory, "meta", "main", null);
    YamlNode node = file == null ? null : parsing.read(file).orElse(null);
    if (node instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries()) {
        if (!META.contains(entry.name())) {
          parsing.warn(
              "a role's meta has no '" + entry.name() + "'",
              entry.key().place(),
              io.pbrun.engine.source.Spelling.didYouMean(entry.name(), META));
        }
      }
      return mapping;
    }
    if (node != null && !Nodes.isNull(node)) {
      parsing.error("a role's meta is a mapping, not " + Nodes.kind(node), node, null);
    }
    return new YamlNode.Mapping(
        List.of(), new io.pbrun.engine.source.SourceText(directory.toString(), "").at(1, 1));
  }

  private boolean duplicates(YamlNode.Mapping meta) {
    YamlNode node = meta.get("allow_duplicates");
    return node != null
        && !Nodes.isNull(node)
        && Boolean.TRUE.equals(parsing.keywordValues.bool("allow_duplicates", node));
  }

  private List<Loaded> dependencies(YamlNode.Mapping meta, RoleUse parent, Site site) {
    List<RoleUse> parents = new ArrayList<>(parent.parents());
    parents.add(parent);
    Site inside =
        site.ofRole(parent, parent.directory().resolve("meta").resolve("main.yml"), false);
    return entries(meta.get("dependencies"), "'dependencies'", parents, inside);
  }

  /** The roles of a list of entries: of a play, or of a role's dependencies. */
  List<Loaded> entries(@Nullable YamlNode node, String what, List<RoleUse> parents, Site site) {
    if (node == null || Nodes.isNull(node)) {
      return List.of();
    }
    if (!(node instanceof YamlNode.Sequence list)) {
      parsing.error(
          what + " takes a list of roles, not " + Nodes.kind(node),
          node,
          "begin each role with '- '");
      return List.of();
    }
    List<Loaded> loaded = new ArrayList<>();
    for (YamlNode item : list.items()) {
      RoleRequest request = entry(item, parents, site);
      Loaded role = request == null ? null : load(request, site);
      if (role != null) {
        loaded.add(role);
      }
    }
    return loaded;
  }

  private @Nullable RoleRequest entry(YamlNode item, List<RoleUse> parents, Site site) {
    if (!(item instanceof YamlNode.Mapping mapping)) {
      String name = parsing.names.read(item, site.inherited(), site.role(), "'role'", "");
      return name == null
          ? null
          : RoleRequest.listed(
              name, item.place(), site.inherited(), Map.of(), Map.of(), parents, List.of());
    }
    YamlNode nameNode = mapping.get("role") != null ? mapping.get("role") : mapping.get("name");
    if (nameNode == null) {
      parsing.error("a role needs its name under 'role'", mapping, null);
      return null;
    }
    Keywords own = parsing.keywords.read(mapping.entries(), Keyword.Level.ROLE);
    Keywords around = own.without(Keyword.VARS).within(site.inherited());
    String name =
        parsing.names.read(nameNode, own.within(site.inherited()), site.role(), "'role'", "");
    Map<String, @Nullable Object> params = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      Keyword keyword = Keyword.named(entry.name());
      boolean taken =
          (keyword != null && keyword.allowedAt(Keyword.Level.ROLE)) || entry.name().equals("role");
      if (!taken) {
        io.pbrun.engine.source.Spelling.nearest(entry.name(), Keyword.wordsAt(Keyword.Level.ROLE))
            .ifPresent(near ->
                parsing.warn(
                    "'" + entry.name() + "' is no keyword, so it becomes a variable of the role",
                    entry.key().place(),
                    "did you mean '" + near + "'?"));
        parsing.keywordValues.checkVariableName(entry.name(), entry.key());
        params.put(entry.name(), parsing.values.value(entry.value()));
      }
    }
    Map<String, @Nullable Object> entryVars = new LinkedHashMap<>();
    own.varsLayers().forEach(entryVars::putAll);
    Map<String, @Nullable Object> distinct =
        new LinkedHashMap<>(YamlValues.plain(ignored -> {}).byName(mapping));
    distinct.remove("role");
    distinct.remove("name");
    return name == null
        ? null
        : RoleRequest.listed(
            name,
            nameNode.place(),
            around,
            params,
            entryVars,
            parents,
            distinct.isEmpty() ? List.of() : distinct);
  }
}
