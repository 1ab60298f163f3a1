package io.pbrun.engine.yaml;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Severity;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML as Ansible does (YAML 1.1), into nodes with places. SnakeYAML composes its node graph;
 * types, merge keys, duplicate keys and limits are ours, so that every finding can be explained
 * where it stands.
 */
public final class YamlLoader {
  private static final int MAX_CODE_POINTS = 64 * 1024 * 1024;
  private static final int MAX_DEPTH = 100;

  /** The tag of a plain scalar without an explicit one, whose type {@link Yaml11} finds. */
  static final Tag PLAIN = new Tag("tag:pbrun,2025:plain");

  private YamlLoader() {}

  /**
   * The documents of a text; none when it holds nothing but comments.
   *
   * @throws DiagnosticException with everything that is wrong with it; a syntax error ends the
   *     reading, so that is then the only finding
   */
  public static List<YamlNode> load(SourceText source) {
    return load(source, DuplicateKeys.ERROR, warning -> {});
  }

  /**
   * The documents of a text, as {@link #load(SourceText)} reads them.
   *
   * @param warnings takes what is wrong but can be read
   */
  public static List<YamlNode> load(
      SourceText source, DuplicateKeys duplicates, Consumer<Diagnostic> warnings) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CODE_POINTS);
    options.setNestingDepthLimit(MAX_DEPTH);
    // The expanded size is what counts, and NodeBuilder limits that.
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    // NodeBuilder refuses tags, and nothing here ever constructs an object.
    options.setTagInspector(tag -> true);
    Lines lines = new Lines(source);
    List<Diagnostic> findings = new ArrayList<>();
    List<YamlNode> documents = new ArrayList<>();
    try {
      Composer composer =
          new Composer(
              new ParserImpl(new StreamReader(source.text()), options),
              new PlainResolver(),
              options);
      while (composer.checkNode()) {
        documents.add(new NodeBuilder(lines, duplicates, findings).build(composer.getNode()));
      }
    } catch (YAMLException e) {
      Diagnostic finding = YamlErrors.explain(e, lines);
      findings.add(source.name().endsWith(".json") ? withJson(finding, source) : finding);
    }
    if (findings.stream().allMatch(finding -> finding.severity() == Severity.WARNING)) {
      findings.forEach(warnings);
    } else {
      throw new DiagnosticException(findings);
    }
    return documents;
  }

  /** A file named as JSON is mistaken as JSON. */
  private static Diagnostic withJson(Diagnostic finding, SourceText source) {
    if (source.secret()) {
      return finding;
    }
    try {
      Json.read(source.text());
      return finding;
    } catch (ValueException e) {
      String message = String.valueOf(e.getMessage());
      return finding.with(new Diagnostic.Note("JSON: " + message, null));
    }
  }

  /** Leaves the type of plain scalars to {@link Yaml11}. */
  private static final class PlainResolver extends Resolver {
    @Override
    protected void addImplicitResolvers() {}

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, implicit);
    }
  }
}
