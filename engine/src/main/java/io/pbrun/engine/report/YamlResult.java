package io.pbrun.engine.report;

import io.pbrun.engine.value.Values;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/** Results as YAML for people: blocks, sorted keys, and texts of many lines as such. */
public final class YamlResult {
  private static final int TAB = 8;

  private final boolean forTheEye;
  private final boolean lines;

  private YamlResult(boolean forTheEye, boolean lines) {
    this.forTheEye = forTheEye;
    this.lines = lines;
  }

  /** A document for other programs: texts of many lines are quoted. */
  public static String document(Map<String, @Nullable Object> value) {
    return write(value, 2, new YamlResult(false, false));
  }

  /**
   * @param indent columns of one level
   * @param forTheEye whether blanks at line ends, tabs and control characters may be dropped so
   *     that a text can stand in lines
   */
  static String write(Map<String, @Nullable Object> result, int indent, boolean forTheEye) {
    return write(result, indent, new YamlResult(forTheEye, true));
  }

  private static String write(Map<String, @Nullable Object> result, int indent, YamlResult writer) {
    DumperOptions options = new DumperOptions();
    options.setIndent(indent);
    options.setWidth(80);
    options.setAllowUnicode(true);
    StringWriter out = new StringWriter();
    try {
      Serializer serializer =
          new Serializer(new Emitter(out, options), new Resolver(), options, null);
      serializer.open();
      serializer.serialize(writer.node(result));
      serializer.close();
      return out.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Node node(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        List<Map.Entry<?, ?>> sorted = new ArrayList<>(map.entrySet());
        sorted.sort((a, b) -> Values.str(a.getKey()).compareTo(Values.str(b.getKey())));
        List<NodeTuple> entries = new ArrayList<>();
        sorted.forEach(
            entry -> entries.add(new NodeTuple(node(entry.getKey()), node(entry.getValue()))));
        yield new MappingNode(Tag.MAP, entries, block(entries.isEmpty()));
      }
      case List<?> list -> {
        List<Node> items = new ArrayList<>();
        list.forEach(item -> items.add(node(item)));
        yield new SequenceNode(Tag.SEQ, items, block(items.isEmpty()));
      }
      case null -> plain(Tag.NULL, "null");
      case Boolean truth -> plain(Tag.BOOL, truth.toString());
      case Double number -> plain(Tag.FLOAT, Values.str(number));
      case Number number -> plain(Tag.INT, number.toString());
      default -> text(Values.str(value));
    };
  }

  private static DumperOptions.FlowStyle block(boolean empty) {
    return empty ? DumperOptions.FlowStyle.FLOW : DumperOptions.FlowStyle.BLOCK;
  }

  private static ScalarNode plain(Tag tag, String text) {
    return new ScalarNode(tag, text, null, null, DumperOptions.ScalarStyle.PLAIN);
  }

  private ScalarNode text(String text) {
    if (text.indexOf('\n') < 0) {
      return plain(Tag.STR, text);
    }
    return new ScalarNode(
        Tag.STR,
        forTheEye ? readable(text) : text,
        null,
        null,
        lines ? DumperOptions.ScalarStyle.LITERAL : DumperOptions.ScalarStyle.SINGLE_QUOTED);
  }

  /** What a block cannot hold is dropped. */
  private static String readable(String text) {
    StringBuilder readable = new StringBuilder();
    for (String line : text.stripTrailing().split("\n", -1)) {
      StringBuilder kept = new StringBuilder();
      line.codePoints()
          .forEach(character -> {
            if (character == '\t') {
              kept.append(" ".repeat(TAB - kept.length() % TAB));
            } else if (character >= ' ' && character != 0x7f && character != 0xfeff) {
              kept.appendCodePoint(character);
            }
          });
      readable.append(kept.toString().replaceFirst(" +$", "")).append('\n');
    }
    return readable.substring(0, readable.length() - 1);
  }
}
