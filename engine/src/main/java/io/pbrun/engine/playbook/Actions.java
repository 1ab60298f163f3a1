package io.pbrun.engine.playbook;

import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.template.Templates;
import io.pbrun.engine.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a task does: its module, and the arguments in all the ways in which they can be
 * written.
 */
final class Actions {
  /** What the engine does itself. */
  static final Set<String> NATIVE =
      Set.of(
          "meta",
          "include",
          "include_tasks",
          "import_tasks",
          "include_role",
          "import_role",
          "import_playbook");

  private static final Set<String> TRUTHS = Set.of("true", "false", "yes", "no");

  /** Modules whose free text is lines, so that the end of the last one belongs to it. */
  private static final Set<String> LINES = Set.of("shell", "raw");

  /** Modules that Ansible lets have free text, though they have no use for it. */
  private static final Set<String> TAKING_TEXT = Set.of("add_host", "group_by");

  private static final Pattern OPTION = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  private final Parsing parsing;

  Actions(Parsing parsing) {
    this.parsing = parsing;
  }

  /**
   * What a task names.
   *
   * @param name the module's name as written
   * @param value what stands after it; null for nothing
   * @param template the name as a template that is resolved when the task runs; null for a literal
   */
  record Found(
      String name,
      @Nullable YamlNode value,
      Place place,
      boolean local,
      @Nullable Object template) {

    Found as(String module) {
      return new Found(module, value, place, local, null);
    }

    /** The name without {@code ansible.builtin} and the like. */
    String plain() {
      return plainName(name);
    }
  }

  static String plainName(String name) {
    return name.replaceFirst("^(ansible\\.builtin|ansible\\.legacy|pbrun\\.builtin)\\.", "");
  }

  private boolean isAction(String name) {
    return NATIVE.contains(plainName(name)) || parsing.modules.find(name).isPresent();
  }

  /** The one action of a task; null when there is none, which is then a finding. */
  @Nullable Found find(YamlNode.Mapping task, Site site) {
    Keyword.Level level = site.taskLevel();
    List<Found> found = new ArrayList<>();
    List<YamlNode.Entry> unknown = new ArrayList<>();
    boolean spoken = false;
    for (YamlNode.Entry entry : task.entries()) {
      String name = entry.name();
      if (name.equals("action") || name.equals("local_action")) {
        Found written = written(entry);
        spoken = written == null;
        if (written != null) {
          found.add(written);
        }
      } else if (Keyword.named(name) instanceof Keyword keyword
          && (keyword.allowedAt(level) || !isAction(name))) {
        // Where it is no keyword it may be a module: gather_facts is both.
        if (!keyword.allowedAt(level)) {
          parsing.keywords.unknown(entry, level);
          spoken = true;
        }
      } else if (name.startsWith(LoopParser.WITH)) {
        continue;
      } else if (isAction(name)) {
        found.add(new Found(name, entry.value(), entry.key().place(), false, null));
      } else {
        unknown.add(entry);
      }
    }
    if (found.size() > 1) {
      parsing.error(
          "a task has one module, and this one has '"
              + found.get(0).name
              + "' and '"
              + found.get(1).name
              + "'",
          found.get(1).place,
          "make it two tasks, each with its dash");
    }
    if (found.isEmpty() && unknown.size() == 1 && !spoken && !parsing.ahead) {
      YamlNode.Entry only = unknown.getFirst();
      if (AbsentModules.isKnown(only.name())) {
        return new Found(only.name(), only.value(), only.key().place(), false, null);
      }
    }
    explain(unknown, level, found.isEmpty(), spoken, task);
    return found.isEmpty() ? null : found.getFirst();
  }

  /**
   * The action of a module that Ansible has and pbrun lacks: an error, except where the task may
   * never be reached, which a run on other machines decides. There it fails when it is.
   */
  @Nullable Action absent(Found found, Site site, boolean guarded) {
    // What is being included runs next: only a condition of its own can still keep a task from it.
    boolean imminent = site.dynamic() && !parsing.ahead && found.name.contains(".");
    if (!guarded && (imminent || (!site.guarded() && !site.handlers()))) {
      unknownModule(found.name, found.place, site.taskLevel());
      return null;
    }
    parsing.warn(
        "pbrun has no module '" + found.name + "': the task fails if it is reached",
        found.place,
        "'pbrun doc --list' shows all modules");
    return AbsentModules.action(found.name);
  }

  private void explain(
      List<YamlNode.Entry> unknown,
      Keyword.Level level,
      boolean noAction,
      boolean spoken,
      YamlNode.Mapping task) {
    boolean explained = spoken;
    for (YamlNode.Entry entry : unknown) {
      boolean keyword = Spelling.nearest(entry.name(), Keyword.wordsAt(level)).isPresent();
      boolean module = moduleGuess(entry.name()) != null;
      if (noAction && (module || !keyword || unknown.size() == 1)) {
        unknownModule(entry.name(), entry.key().place(), level);
        explained = true;
      } else {
        parsing.keywords.unknown(entry, level);
        explained |= unknown.size() > 1 && !keyword;
      }
    }
    if (noAction && !explained) {
      parsing.error("this task names no module", task, "add one, such as 'debug:' or 'command:'");
    }
  }

  private @Nullable String moduleGuess(String name) {
    Set<String> names = new TreeSet<>(parsing.modules.names());
    names.addAll(NATIVE);
    return Spelling.didYouMean(name.substring(name.lastIndexOf('.') + 1), names);
  }

  private void unknownModule(String name, Place place, Keyword.Level level) {
    String guess = moduleGuess(name);
    if (guess == null) {
      guess = Spelling.didYouMean(name, Keyword.wordsAt(level));
    }
    if (guess == null && name.contains(".")) {
      guess = "pbrun has no collections; its modules are those of 'pbrun doc --list'";
    }
    String hint = guess != null ? guess : "'pbrun doc --list' shows all modules";
    if (parsing.ahead) {
      parsing.warn(
          "couldn't resolve module/action '" + name + "': the run ends if this is ever included",
          place,
          hint);
    } else {
      parsing.error("couldn't resolve module/action '" + name + "'", place, hint);
    }
  }

  /** {@code action:} and {@code local_action:}. */
  private @Nullable Found written(YamlNode.Entry entry) {
    boolean local = entry.name().equals("local_action");
    switch (entry.value()) {
      case YamlNode.Mapping mapping -> {
        YamlNode module = mapping.get("module");
        if (module == null) {
          parsing.error(
              "'" + entry.name() + "' needs the module's name under 'module'", entry.value(), null);
          return null;
        }
        List<YamlNode.Entry> rest =
            mapping.entries().stream().filter(e -> !e.name().equals("module")).toList();
        return named(module, new YamlNode.Mapping(rest, mapping.place()), local);
      }
      case YamlNode.Scalar scalar when scalar.value() instanceof String text && !text.isBlank() -> {
        MappedText whole = MappedText.stripped(text, scalar.origin());
        String line = whole.text();
        int end = wordEnd(line);
        YamlNode.Scalar name = new MappedText(whole.origin()).copy(line, 0, end).scalar();
        YamlNode.Scalar rest =
            new MappedText(whole.origin()).copy(line, end, line.length()).scalar();
        return named(name, end == line.length() ? null : rest, local);
      }
      default -> {
        parsing.error(
            "'"
                + entry.name()
                + "' takes a module with its arguments, not "
                + Nodes.kind(entry.value()),
            entry.value(),
            null);
        return null;
      }
    }
  }

  /** Where the first word ends, in which a template counts as one letter. */
  private static int wordEnd(String line) {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      int close = line.startsWith("{{", end) ? line.indexOf("}}", end) : -1;
      end = close < 0 ? end + 1 : close + 2;
    }
    return end;
  }

  private @Nullable Found named(YamlNode name, @Nullable YamlNode value, boolean local) {
    String literal = Nodes.literal(name);
    if (literal != null && !literal.isBlank()) {
      return known(new Found(literal.strip(), value, name.place(), local, null));
    }
    if (Nodes.isTemplate(name)) {
      return new Found(
          ((YamlNode.Scalar) name).text(), value, name.place(), local, parsing.values.value(name));
    }
    parsing.error("'action' takes the name of a module, not " + Nodes.kind(name), name, null);
    return null;
  }

  private @Nullable Found known(Found found) {
    if (isAction(found.name) || (AbsentModules.isKnown(found.name) && !parsing.ahead)) {
      return found;
    }
    unknownModule(found.name, found.place, Keyword.Level.TASK);
    return null;
  }

  /**
   * The arguments of a task as one mapping.
   *
   * @param template {@code args: "{{ map }}"}; null when there is none
   * @param broken whether a finding says why some of them are not here
   */
  record Arguments(YamlNode.Mapping mapping, @Nullable Object template, boolean broken) {

    /** Without text that the module does not take, which was found already. */
    YamlNode.Mapping known() {
      return new YamlNode.Mapping(
          mapping.entries().stream()
              .filter(entry -> !entry.name().equals(Action.RAW_PARAMS))
              .toList(),
          mapping.place());
    }

    /** Whether a missing argument may only be out of sight. */
    boolean open() {
      return broken || template != null;
    }
  }

  /** The arguments of a module, from what stands after its name and from {@code args:}. */
  Arguments arguments(Found found, YamlNode.Mapping task, ModuleSpec module) {
    String freeForm = module.freeFormParameter();
    boolean chosen = freeForm != null && !module.takesAnyKey();
    return arguments(
        found,
        task,
        freeForm,
        key ->
            chosen
                ? module.parameter(key).isPresent() && !key.equals(freeForm)
                : OPTION.matcher(key).matches()
                    || (module.takesAnyKey() && Templates.isTemplate(key)));
  }

  Arguments arguments(
      Found found, YamlNode.Mapping task, @Nullable String freeForm, Predicate<String> isOption) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    Object template = null;
    boolean broken = false;
    YamlNode more = task.get("args");
    switch (more) {
      case null -> {}
      case YamlNode.Mapping mapping ->
          mapping.entries().forEach(entry -> entries.put(entry.name(), entry));
      case YamlNode.Scalar scalar when Nodes.isTemplate(scalar) ->
          template = parsing.values.value(scalar);
      case YamlNode.Scalar scalar when scalar.value() == null -> {}
      default -> parsing.error("'args' takes a mapping, not " + Nodes.kind(more), more, null);
    }
    switch (found.value) {
      case null -> {}
      case YamlNode.Mapping mapping ->
          mapping.entries().forEach(entry -> entries.put(entry.name(), entry));
      case YamlNode.Scalar scalar when scalar.value() == null -> {}
      case YamlNode.Scalar scalar when freeForm == null && isWholeTemplate(scalar) ->
          // A mapping of arguments out of a variable: add_host: "{{ host }}".
          template = parsing.values.value(scalar);
      case YamlNode.Scalar scalar -> broken = !text(found, scalar, freeForm, isOption, entries);
      case YamlNode.Sequence list -> {
        broken = true;
        parsing.error(
            "'" + found.name + "' takes a mapping of parameters, not a list",
            list,
            "write 'parameter: value' lines under it");
      }
    }
    return new Arguments(
        new YamlNode.Mapping(List.copyOf(entries.values()), found.place), template, broken);
  }

  private static YamlNode.Entry truth(YamlNode.Entry option) {
    if (!(option.value() instanceof YamlNode.Scalar scalar)
        || !TRUTHS.contains(scalar.text().toLowerCase(Locale.ROOT))) {
      return option;
    }
    boolean value = List.of("true", "yes").contains(scalar.text().toLowerCase(Locale.ROOT));
    return new YamlNode.Entry(
        option.key(),
        new YamlNode.Scalar(scalar.text(), value, false, null, scalar.place(), scalar.origin()));
  }

  private static boolean isWholeTemplate(YamlNode.Scalar scalar) {
    String text = scalar.text().strip();
    return Nodes.isTemplate(scalar)
        && text.startsWith("{{")
        && text.endsWith("}}")
        && text.indexOf("{{", 2) < 0;
  }

  /** Reads arguments written as one text; false when it could not be read. */
  private boolean text(
      Found found,
      YamlNode.Scalar scalar,
      @Nullable String freeForm,
      Predicate<String> isOption,
      Map<String, YamlNode.Entry> entries) {
    if ("!vault".equals(scalar.tag()) && freeForm != null) {
      YamlNode.Scalar key =
          new YamlNode.Scalar(freeForm, freeForm, true, null, found.place, scalar.origin());
      entries.put(freeForm, new YamlNode.Entry(key, scalar));
      return true;
    }
    FreeForm split;
    try {
      split =
          FreeForm.parse(
              scalar.text(), scalar.origin(), isOption, LINES.contains(plainName(found.name)));
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(parsing::report);
      return false;
    }
    // Text has no types; of what names variables, true and false are meant as such.
    boolean variables = parsing.modules.find(found.name).map(ModuleSpec::takesAnyKey).orElse(false);
    split
        .options()
        .forEach(option -> entries.put(option.name(), variables ? truth(option) : option));
    YamlNode.Scalar rest = split.rest();
    if (rest == null) {
      return true;
    }
    if (freeForm != null) {
      YamlNode.Scalar key =
          new YamlNode.Scalar(freeForm, freeForm, true, null, found.place, scalar.origin());
      boolean unsafe = "!unsafe".equals(scalar.tag());
      entries.put(
          freeForm,
          new YamlNode.Entry(
              key,
              unsafe
                  ? new YamlNode.Scalar(
                      rest.text(), rest.text(), true, "!unsafe", rest.place(), rest.origin())
                  : rest));
      return true;
    } else if (TAKING_TEXT.contains(plainName(found.name))) {
      parsing.warn(
          "'" + found.name + "' makes nothing of the text '" + rest.text() + "'",
          rest.place(),
          "write 'parameter: value' lines");
      return false;
    } else if (parsing.uncertain) {
      parsing.warn(
          "'" + found.name + "' takes no text of its own: the task will fail", rest.place(), null);
      YamlNode.Scalar key =
          new YamlNode.Scalar(
              Action.RAW_PARAMS, Action.RAW_PARAMS, true, null, found.place, scalar.origin());
      entries.put(Action.RAW_PARAMS, new YamlNode.Entry(key, rest));
      return false;
    } else {
      parsing.error(
          "'" + found.name + "' takes no text of its own, but 'parameter: value' lines",
          rest,
          Nodes.isTemplate(scalar)
              ? "give a mapping of parameters with: args: "
                  + (scalar.text().contains("\"")
                      ? "'" + scalar.text() + "'"
                      : "\"" + scalar.text() + "\"")
              : split.options().isEmpty()
                  ? null
                  : "quote the value if it has a space in it: key='two words'");
      return false;
    }
  }
}
