package io.pbrun.engine.playbook;

import io.pbrun.engine.source.NearFiles;
import io.pbrun.engine.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Looks for the files on this machine that tasks name literally. Absolute paths are let pass, for
 * an earlier task may make them, and so are tasks that may fail.
 */
final class SourceFileCheck {
  private record Rule(String module, String parameter, String kind) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule("template", "src", "templates"),
          new Rule("copy", "src", "files"),
          new Rule("script", "cmd", "files"),
          new Rule("include_vars", "file", "vars"),
          new Rule("include_vars", "dir", "vars"));

  private final Parsing parsing;

  SourceFileCheck(Parsing parsing) {
    this.parsing = parsing;
  }

  void check(String module, YamlNode.Mapping arguments, Site site) {
    if (site.guarded()) {
      return;
    }
    for (Rule rule : RULES) {
      YamlNode node = rule.module.equals(module) ? arguments.get(rule.parameter) : null;
      String name = Nodes.literal(node);
      if (node == null
          || name == null
          || name.isBlank()
          || name.startsWith("~")
          || arguments.get("remote_src") != null) {
        continue;
      }
      String file = rule.module.equals("script") ? firstWord(name) : name;
      report(rule.kind, file, node, site);
    }
  }

  /** The script's path, which may be quoted. */
  private static String firstWord(String line) {
    String text = line.strip();
    char first = text.charAt(0);
    int close = first == '\'' || first == '"' ? text.indexOf(first, 1) : -1;
    return close > 0 ? text.substring(1, close) : text.split("\\s+")[0];
  }

  private void report(String kind, String name, YamlNode node, Site site) {
    TaskFiles search = new TaskFiles(site.role(), site.file(), site.playbookDirectory());
    List<Path> candidates = search.candidates(kind, name);
    if ((candidates.getFirst().isAbsolute() && name.startsWith("/"))
        || candidates.stream().anyMatch(Files::exists)) {
      return;
    }
    parsing.error("there is no file '" + name + "'", node, lookedFor(candidates));
  }

  static String lookedFor(List<Path> candidates) {
    String near =
        candidates.stream()
            .map(NearFiles::didYouMean)
            .filter(Objects::nonNull)
            .map(found -> found + "\n")
            .findFirst()
            .orElse("");
    return near
        + "looked for "
        + candidates.stream().map(Path::toString).distinct().collect(Collectors.joining(", "));
  }
}
