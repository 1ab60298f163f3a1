package io.pbrun.engine.playbook;

import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one play. */
final class PlayParser {
  private static final List<String> PROMPT =
      List.of(
          "name",
          "prompt",
          "default",
          "private",
          "confirm",
          "unsafe",
          "encrypt",
          "salt",
          "salt_size");

  private final Parsing parsing;

  PlayParser(Parsing parsing) {
    this.parsing = parsing;
  }

  /**
   * Reads a play.
   *
   * @param around what {@code import_playbook} gives to it
   */
  Play read(YamlNode.Mapping written, Path file, Keywords around) {
    YamlNode.Mapping mapping = withoutAliases(written);
    checkKeys(mapping);
    parsing.facts = new PlayFacts();
    Keywords own =
        parsing
            .keywords
            .read(mapping.entries(), Keyword.Level.PLAY)
            .orElse(parsing.settings.playDefaults());
    List<Map<String, ? extends @Nullable Object>> layers = new ArrayList<>(own.varsLayers());
    layers.addAll(around.varsLayers());
    Map<String, @Nullable Object> vars = Variables.joined(layers);
    if (!vars.isEmpty()) {
      own = own.with(Keyword.VARS, List.of(vars));
    }
    // The play's variables have their own place in the precedence and are no layer of the tasks'.
    Keywords effective = own.within(around.without(Keyword.VARS));
    Keywords inherited = new Keywords(Map.of()).within(effective.without(Keyword.VARS));
    Path directory = TaskFiles.directory(file);
    parsing.facts.playVars = vars;
    parsing.facts.varsFiles = varsFiles(mapping.get("vars_files"), directory);

    Site site = new Site(inherited, null, file, directory, false, List.of(), false, false);
    Site handlerSite = new Site(inherited, null, file, directory, true, List.of(), false, false);
    List<TaskNode> handlers =
        parsing.tasks.list(mapping.get("handlers"), "'handlers'", handlerSite);
    List<TaskNode> preTasks = parsing.tasks.list(mapping.get("pre_tasks"), "'pre_tasks'", site);
    List<RoleLoader.Loaded> roles =
        parsing.roles.entries(mapping.get("roles"), "'roles'", List.of(), site);
    List<TaskNode> tasks = parsing.tasks.list(mapping.get("tasks"), "'tasks'", site);
    List<TaskNode> postTasks = parsing.tasks.list(mapping.get("post_tasks"), "'post_tasks'", site);
    List<TaskNode> roleBlocks = new ArrayList<>();
    List<TaskNode> allHandlers = new ArrayList<>();
    Set<RoleUse> uses = new LinkedHashSet<>();
    for (RoleLoader.Loaded role : roles) {
      roleBlocks.addAll(role.blocks());
      allHandlers.addAll(role.handlers());
      uses.addAll(role.uses());
    }
    allHandlers.addAll(handlers);
    allHandlers.addAll(parsing.facts.importedHandlers);
    uses.addAll(parsing.facts.roleUses);
    parsing.facts.check(parsing);
    return new Play(
        parsing.tasks.name(mapping),
        hosts(mapping),
        own.has(Keyword.TAGS) || around.has(Keyword.TAGS)
            ? own.with(Keyword.TAGS, effective.list(Keyword.TAGS))
            : own,
        preTasks,
        List.copyOf(roleBlocks),
        tasks,
        postTasks,
        List.copyOf(allHandlers),
        List.copyOf(uses),
        prompts(mapping.get("vars_prompt")),
        file,
        mapping.place());
  }

  /** {@code user} is {@code remote_user}, in plays only. */
  private YamlNode.Mapping withoutAliases(YamlNode.Mapping play) {
    YamlNode user = play.get("user");
    if (user == null) {
      return play;
    }
    if (play.get("remote_user") != null) {
      parsing.error(
          "a play takes 'user' or 'remote_user', not both",
          user,
          "remove 'user', which is the old name");
    }
    List<YamlNode.Entry> entries = new ArrayList<>();
    for (YamlNode.Entry entry : play.entries()) {
      YamlNode.Scalar key = entry.key();
      entries.add(
          entry.name().equals("user")
              ? new YamlNode.Entry(
                  new YamlNode.Scalar(
                      "remote_user", "remote_user", key.quoted(), null, key.place(), key.origin()),
                  entry.value())
              : entry);
    }
    return new YamlNode.Mapping(entries, play.place());
  }

  private void checkKeys(YamlNode.Mapping mapping) {
    for (YamlNode.Entry entry : mapping.entries()) {
      Keyword keyword = Keyword.named(entry.name());
      if (keyword == null || !keyword.allowedAt(Keyword.Level.PLAY)) {
        if (mapping.get("hosts") == null && isModule(entry.name())) {
          parsing.error(
              "'" + entry.name() + "' is a module, and here a play is expected",
              entry.key(),
              "put the task under 'tasks:' of a play with 'hosts:'");
        } else {
          parsing.keywords.unknown(entry, Keyword.Level.PLAY);
        }
      }
    }
  }

  private boolean isModule(String name) {
    return Keyword.named(name) == null && parsing.modules.find(name).isPresent();
  }

  private Object hosts(YamlNode.Mapping mapping) {
    YamlNode node = mapping.get("hosts");
    if (node == null && mapping.entries().stream().anyMatch(entry -> isModule(entry.name()))) {
      return "";
    }
    if (node == null) {
      parsing.error(
          "a play needs 'hosts'",
          mapping,
          "add 'hosts:' with a pattern, such as 'all' or 'localhost'");
      return "";
    }
    boolean wrong =
        switch (node) {
          case YamlNode.Scalar scalar -> scalar.value() == null || scalar.text().isBlank();
          case YamlNode.Sequence list ->
              list.items().isEmpty()
                  || list.items().stream()
                      .anyMatch(item -> !(item instanceof YamlNode.Scalar) || Nodes.isNull(item));
          case YamlNode.Mapping ignored -> true;
        };
    if (wrong) {
      parsing.error(
          "'hosts' takes a pattern or a list of them, not " + Nodes.kind(node),
          node,
          "name hosts or groups, such as 'all'");
      return "";
    }
    Object value = parsing.values.value(node);
    return value instanceof Number || value instanceof Boolean
        ? ((YamlNode.Scalar) node).text()
        : java.util.Objects.requireNonNull(value);
  }

  /**
   * Checks the literal ones, of which one of each inner list must exist, and gives those that do.
   */
  private List<Path> varsFiles(@Nullable YamlNode node, Path directory) {
    if (node == null || Nodes.isNull(node)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    for (YamlNode item : node instanceof YamlNode.Sequence list ? list.items() : List.of(node)) {
      List<YamlNode> choice = item instanceof YamlNode.Sequence list ? list.items() : List.of(item);
      List<Path> tried = new ArrayList<>();
      boolean open = false;
      Path first = null;
      for (YamlNode name : choice) {
        String literal = Nodes.literal(name);
        open |= literal == null;
        if (literal != null && first == null) {
          List<Path> candidates =
              List.of(directory.resolve("vars").resolve(literal), directory.resolve(literal));
          tried.addAll(candidates);
          first = candidates.stream().filter(Files::exists).findFirst().orElse(null);
        }
      }
      if (first != null) {
        found.add(first);
        parsing.varsFile(first);
      } else if (!open) {
        parsing.error(
            "there is no file of variables " + names(choice),
            item,
            SourceFileCheck.lookedFor(tried));
      }
    }
    return List.copyOf(found);
  }

  private static String names(List<YamlNode> choice) {
    return String.join(
        " or ", choice.stream().map(name -> "'" + Nodes.literal(name) + "'").toList());
  }

  private List<Play.VarsPrompt> prompts(@Nullable YamlNode node) {
    if (node == null || Nodes.isNull(node)) {
      return List.of();
    }
    List<Play.VarsPrompt> prompts = new ArrayList<>();
    for (YamlNode item : node instanceof YamlNode.Sequence list ? list.items() : List.of(node)) {
      if (!(item instanceof YamlNode.Mapping mapping)) {
        parsing.error(
            "'vars_prompt' takes a list of mappings, not " + Nodes.kind(item), item, null);
        continue;
      }
      String name = Nodes.literal(mapping.get("name"));
      if (name == null) {
        parsing.error("a prompt needs the 'name' of its variable", mapping, null);
        continue;
      }
      prompts.add(prompt(mapping, name));
    }
    return List.copyOf(prompts);
  }

  private Play.VarsPrompt prompt(YamlNode.Mapping mapping, String name) {
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!PROMPT.contains(entry.name())) {
        parsing.error(
            "'vars_prompt' has no '" + entry.name() + "'",
            entry.key(),
            Spelling.didYouMean(entry.name(), PROMPT));
      } else if (List.of("encrypt", "salt", "salt_size").contains(entry.name())) {
        parsing.error(
            "pbrun hashes no answers, so '" + entry.name() + "' is refused",
            entry.key(),
            "use the password_hash filter");
      } else if (entry.name().equals("name")) {
        parsing.keywordValues.checkVariableName(name, entry.value());
      }
    }
    YamlNode prompt = mapping.get("prompt");
    YamlNode otherwise = mapping.get("default");
    Object text = prompt == null ? null : parsing.values.value(prompt);
    return new Play.VarsPrompt(
        name,
        text == null ? name : text,
        otherwise == null ? null : parsing.values.value(otherwise),
        flag(mapping, "private", true),
        flag(mapping, "confirm", false),
        flag(mapping, "unsafe", false));
  }

  private boolean flag(YamlNode.Mapping mapping, String option, boolean otherwise) {
    YamlNode node = mapping.get(option);
    return (node == null || Nodes.isNull(node))
        ? otherwise
        : !Boolean.FALSE.equals(parsing.keywordValues.bool(option, node));
  }
}
