package io.pbrun.engine.yaml;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.Spelling;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Makes our nodes of one document's SnakeYAML nodes. An alias gives the same node again, so sharing
 * stays.
 */
final class NodeBuilder {
  /** A playbook of a thousand tasks has some twenty thousand nodes. */
  private static final long MAX_EXPANDED_NODES = 5_000_000;

  private static final Set<String> LOCAL_TAGS = Set.of("!unsafe", "!vault", "!vault-encrypted");

  private final Lines lines;
  private final DuplicateKeys duplicates;
  private final List<Diagnostic> findings;
  private final Map<Node, YamlNode> made = new IdentityHashMap<>();
  private final Map<Node, Long> sizes = new IdentityHashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  NodeBuilder(Lines lines, DuplicateKeys duplicates, List<Diagnostic> findings) {
    this.lines = lines;
    this.duplicates = duplicates;
    this.findings = findings;
  }

  YamlNode build(Node node) {
    return build(node, false);
  }

  private YamlNode build(Node node, boolean unsafe) {
    if (!unsafe) {
      YamlNode known = made.get(node);
      if (known != null) {
        return known;
      }
    }
    if (!open.add(node)) {
      throw new DiagnosticException(
          Diagnostic.error(
              "this contains itself through an alias", lines.place(node.getStartMark())));
    }
    YamlNode result =
        switch (node) {
          case ScalarNode scalar -> scalar(scalar, unsafe);
          case SequenceNode sequence -> sequence(sequence, unsafe);
          case MappingNode mapping -> mapping(mapping, unsafe);
          default -> throw new IllegalStateException("unresolved node " + node.getNodeId());
        };
    open.remove(node);
    if (!unsafe) {
      made.put(node, result);
    }
    return result;
  }

  private YamlNode.Scalar scalar(ScalarNode node, boolean unsafe) {
    String text = node.getValue();
    Place place = lines.place(node.getStartMark());
    ScalarOrigin origin =
        new ScalarOrigin(lines, lines.offset(node.getStartMark()), text, node.getScalarStyle());
    boolean quoted = node.getScalarStyle() != ScalarStyle.PLAIN;
    String tag = node.getTag().getValue();
    sizes.put(node, 1L);
    if (node.getTag().equals(YamlLoader.PLAIN)) {
      return new YamlNode.Scalar(
          text,
          unsafe ? text : Yaml11.value(text),
          false,
          unsafe ? "!unsafe" : null,
          place,
          origin);
    }
    if (LOCAL_TAGS.contains(tag)) {
      return new YamlNode.Scalar(
          text, text, quoted, tag.startsWith("!vault") ? "!vault" : tag, place, origin);
    }
    Object value = text;
    if (Set.of(Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL).contains(node.getTag())) {
      value = Yaml11.value(text);
    } else if (node.getTag().equals(Tag.BINARY)) {
      value = binary(text, place);
    } else if (!node.getTag().equals(Tag.STR)) {
      unknownTag(tag, place);
    }
    return new YamlNode.Scalar(text, value, quoted, unsafe ? "!unsafe" : null, place, origin);
  }

  /** What {@code !!binary} holds, a letter for each byte: there is no type of bytes. */
  private String binary(String text, Place place) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      findings.add(
          Diagnostic.error(
              "this is no base64, which '!!binary' takes", place, "encode it with 'base64'"));
      return "";
    }
  }

  private YamlNode.Sequence sequence(SequenceNode node, boolean unsafe) {
    Place place = lines.place(node.getStartMark());
    boolean inner = unsafe || collectionTag(node, Tag.SEQ, place);
    List<YamlNode> items = new ArrayList<>();
    long size = 1;
    for (Node item : node.getValue()) {
      items.add(build(item, inner));
      size += sizes.getOrDefault(item, 1L);
    }
    limit(node, size, place);
    return new YamlNode.Sequence(items, place);
  }

  private YamlNode.Mapping mapping(MappingNode node, boolean unsafe) {
    Place place = lines.place(node.getStartMark());
    boolean inner = unsafe || collectionTag(node, Tag.MAP, place);
    Map<@Nullable Object, YamlNode.Entry> merged = new LinkedHashMap<>();
    Map<@Nullable Object, YamlNode.Entry> own = new LinkedHashMap<>();
    long size = 1;
    for (NodeTuple tuple : node.getValue()) {
      Node value = tuple.getValueNode();
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        findings.add(YamlErrors.collectionAsKey(node, tuple.getKeyNode(), lines));
        continue;
      }
      YamlNode.Scalar key = scalar(keyNode, false);
      YamlNode built = build(value, inner);
      size += 1 + sizes.getOrDefault(value, 1L);
      if ("<<".equals(key.value()) && !key.quoted()) {
        merge(built, merged);
        continue;
      }
      YamlNode.Entry first = own.put(key.value(), new YamlNode.Entry(key, built));
      if (first != null && duplicates != DuplicateKeys.IGNORE) {
        Diagnostic finding = givenTwice(key, first);
        findings.add(duplicates == DuplicateKeys.WARN ? finding.asWarning() : finding);
      }
    }
    limit(node, size, place);
    merged.putAll(own);
    return new YamlNode.Mapping(List.copyOf(merged.values()), place);
  }

  private static Diagnostic givenTwice(YamlNode.Scalar key, YamlNode.Entry first) {
    return Diagnostic.error(
            "found a duplicate dict key (" + key.text() + ")",
            key.place(),
            "remove or rename one of them")
        .with(new Diagnostic.Note("it was first given here", first.key().place()));
  }

  /**
   * {@code <<: *base} or {@code <<: [*a, *b]}; of several the first wins, and all yield to the
   * mapping's own keys.
   */
  private void merge(YamlNode value, Map<@Nullable Object, YamlNode.Entry> merged) {
    switch (value) {
      // A later "<<" of the same mapping wins over an earlier one, as in PyYAML.
      case YamlNode.Mapping mapping ->
          mapping.entries().forEach(entry -> merged.put(entry.key().value(), entry));
      case YamlNode.Sequence sequence
          when sequence.items().stream().allMatch(YamlNode.Mapping.class::isInstance) ->
          sequence.items().reversed().forEach(item -> merge(item, merged));
      default ->
          findings.add(
              Diagnostic.error(
                  "'<<' merges a mapping or a list of mappings, and this is neither",
                  value.place(),
                  "give an alias of a mapping: '<<: *name'"));
    }
  }

  private void limit(Node node, long size, Place place) {
    sizes.put(node, size);
    if (size > MAX_EXPANDED_NODES) {
      throw new DiagnosticException(
          Diagnostic.error(
              "the aliases in here expand to more than " + MAX_EXPANDED_NODES + " nodes",
              place,
              "a file that grows like this is an attack or a mistake; use fewer nested aliases"));
    }
  }

  /** True when everything in the collection is {@code !unsafe}. */
  private boolean collectionTag(Node node, Tag usual, Place place) {
    if (node.getTag().equals(usual)) {
      return false;
    }
    String tag = node.getTag().getValue();
    if (tag.equals("!unsafe")) {
      return true;
    }
    unknownTag(tag, place);
    return false;
  }

  private void unknownTag(String tag, Place place) {
    String shown =
        tag.startsWith("tag:yaml.org,2002:")
            ? "!!" + tag.substring("tag:yaml.org,2002:".length())
            : tag;
    String guess = Spelling.didYouMean(shown, LOCAL_TAGS);
    findings.add(
        Diagnostic.error(
            "unknown tag '" + shown + "'",
            place,
            guess != null
                ? guess
                : "known are !unsafe and !vault; quote the value if it begins with '!' itself"));
  }
}
