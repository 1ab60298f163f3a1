package io.pbrun.engine.playbook;

import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.template.Templates;
import io.pbrun.engine.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a playbook with all it imports, and checks all that can be checked before its first task.
 */
public final class PlaybookLoader {
  private static final Set<Keyword> IMPORT_KEYWORDS =
      Set.of(Keyword.NAME, Keyword.VARS, Keyword.TAGS, Keyword.WHEN);

  private final Templates templates;
  private final Modules modules;
  private final LoaderSettings settings;

  public PlaybookLoader(Templates templates, Modules modules, LoaderSettings settings) {
    this.templates = templates;
    this.modules = modules;
    this.settings = settings;
  }

  /**
   * Reads a playbook.
   *
   * @throws DiagnosticException with everything that is wrong with it, and with what it imports;
   *     warnings are among the findings then, and go to the settings' consumer otherwise
   */
  public Playbook load(Path path) {
    Parsing parsing = new Parsing(templates, modules, settings);
    List<Play> plays = new Reading(parsing).file(path, Keywords.NONE, List.of());
    parsing.finish();
    return new Playbook(path, plays);
  }

  /** Reads what {@code include_tasks} and {@code include_role} name, while the playbook runs. */
  public TaskFileLoader taskFiles() {
    return new TaskFileLoader(templates, modules, settings);
  }

  private record Reading(Parsing parsing) {

    List<Play> file(Path path, Keywords around, List<Path> importing) {
      YamlNode node = parsing.read(path).orElse(null);
      if (node == null || Nodes.isNull(node)) {
        if (Files.isReadable(path) && parsing.findings().isEmpty()) {
          parsing.error(
              "the playbook is empty",
              new SourceText(path.toString(), "").at(1, 1),
              "a playbook is a list of plays: '- hosts: all'");
        }
        return List.of();
      }
      if (!(node instanceof YamlNode.Sequence list)) {
        parsing.error(
            "a playbook is a list of plays, not " + Nodes.kind(node),
            node,
            node instanceof YamlNode.Mapping ? "begin each play with '- '" : null);
        return List.of();
      }
      if (list.items().isEmpty()) {
        parsing.error(
            "A playbook must contain at least one play",
            list,
            "a playbook is a list of plays: '- hosts: all'");
      }
      List<Play> plays = new ArrayList<>();
      for (YamlNode item : list.items()) {
        if (!(item instanceof YamlNode.Mapping mapping)) {
          parsing.error(
              "a play is a mapping, not " + Nodes.kind(item),
              item,
              "write it as '- hosts:' with its keywords under it");
          continue;
        }
        YamlNode.Entry imported = importEntry(mapping);
        if (imported == null) {
          plays.add(new PlayParser(parsing).read(mapping, path, around));
        } else {
          plays.addAll(imported(mapping, imported, path, around, importing));
        }
      }
      return plays;
    }

    private static YamlNode.@Nullable Entry importEntry(YamlNode.Mapping mapping) {
      return mapping.entries().stream()
          .filter(entry -> Actions.plainName(entry.name()).equals("import_playbook"))
          .findFirst()
          .orElse(null);
    }

    private List<Play> imported(
        YamlNode.Mapping mapping,
        YamlNode.Entry entry,
        Path path,
        Keywords around,
        List<Path> importing) {
      Keywords keywords = keywords(mapping, entry).within(around);
      parsing.facts = new PlayFacts();
      String name = parsing.names.read(entry.value(), keywords, null, "'import_playbook'", "");
      if (name == null) {
        return List.of();
      }
      Path file = TaskFiles.directory(path).resolve(name).normalize();
      if (!Files.isRegularFile(file)) {
        parsing.error("there is no playbook '" + name + "'", entry.value(), "looked for " + file);
        return List.of();
      }
      List<Path> chain = new ArrayList<>(importing);
      chain.add(path.normalize());
      if (chain.contains(file)) {
        parsing.error("the playbook '" + file + "' imports itself", entry.value(), null);
        return List.of();
      }
      return file(file, keywords, chain);
    }

    private Keywords keywords(YamlNode.Mapping mapping, YamlNode.Entry imported) {
      EnumMap<Keyword, @Nullable Object> values = new EnumMap<>(Keyword.class);
      for (YamlNode.Entry entry : mapping.entries()) {
        if (entry.key().place().equals(imported.key().place())) {
          continue;
        }
        Keyword keyword = Keyword.named(entry.name());
        if (keyword == null || !IMPORT_KEYWORDS.contains(keyword)) {
          parsing.error(
              "'" + entry.name() + "' cannot stand beside 'import_playbook'",
              entry.key(),
              "it takes name, vars, tags and when");
        } else if (keyword != Keyword.NAME) {
          values.put(keyword, parsing.keywordValues.read(keyword, entry.value()));
        }
      }
      return new Keywords(values);
    }
  }
}
