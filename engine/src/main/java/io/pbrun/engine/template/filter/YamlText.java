package io.pbrun.engine.template.filter;

import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.UndefinedException;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.UnknownValueException;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/** Values as YAML 1.1 text and back, as PyYAML writes and reads them. */
final class YamlText {
  private YamlText() {}

  static @Nullable Object read(String text) {
    try {
      return plain(reader().load(text));
    } catch (YAMLException e) {
      throw new ValueException("not YAML: " + e.getMessage(), e);
    }
  }

  static List<@Nullable Object> readAll(String text) {
    try {
      List<@Nullable Object> documents = new ArrayList<>();
      reader().loadAll(text).forEach(document -> documents.add(plain(document)));
      return documents;
    } catch (YAMLException e) {
      throw new ValueException("not YAML: " + e.getMessage(), e);
    }
  }

  private static Yaml reader() {
    LoaderOptions options = new LoaderOptions();
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options),
        new Representer(unused),
        unused,
        options,
        new PyYamlResolver());
  }

  /** Takes the same plain words for floats as PyYAML: those with a point. */
  private static final class PyYamlResolver extends Resolver {
    private static final Pattern FLOAT_WITH_POINT =
        Pattern.compile(
            "^([-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
                + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN))$");

    @Override
    public void addImplicitResolver(Tag tag, Pattern regexp, @Nullable String first, int limit) {
      super.addImplicitResolver(
          tag, tag.equals(Tag.FLOAT) ? FLOAT_WITH_POINT : regexp, first, limit);
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Integer number -> number.longValue();
      case BigInteger number -> Numbers.integer(number);
      case Float number -> number.doubleValue();
      case Date date -> date(date);
      case Map<?, ?> map -> {
        Map<@Nullable Object, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, item) -> copy.put(plain(key), plain(item)));
        yield copy;
      }
      case Collection<?> items -> {
        List<@Nullable Object> copy = new ArrayList<>(items.size());
        items.forEach(item -> copy.add(plain(item)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private static Object date(Date date) {
    LocalDateTime time =
        LocalDateTime.ofInstant(Instant.ofEpochMilli(date.getTime()), ZoneOffset.UTC);
    return time.toLocalTime().toNanoOfDay() == 0 ? time.toLocalDate() : time;
  }

  /**
   * @param flow true for one line, false for blocks, null for blocks that hold the innermost
   *     collections on a line
   */
  static String write(
      @Nullable Object value, DumperOptions options, @Nullable Object flow, boolean sortKeys) {
    StringWriter out = new StringWriter();
    try {
      Node node = node(value, flow == null ? null : Values.truth(flow), sortKeys);
      Serializer serializer =
          new Serializer(new Emitter(out, options), new Resolver(), options, null);
      serializer.open();
      serializer.serialize(node);
      serializer.close();
      return out.toString();
    } catch (IOException | YAMLException e) {
      throw new ValueException("the value cannot be written as YAML: " + e.getMessage(), e);
    }
  }

  private static Node node(@Nullable Object value, @Nullable Boolean flow, boolean sortKeys) {
    return switch (value) {
      case Map<?, ?> map -> {
        List<NodeTuple> entries = new ArrayList<>();
        List<Map.Entry<?, ?>> sorted = new ArrayList<>(map.entrySet());
        if (sortKeys) {
          sorted.sort((a, b) -> Values.compare(a.getKey(), b.getKey(), "<"));
        }
        boolean scalars = true;
        for (Map.Entry<?, ?> entry : sorted) {
          NodeTuple tuple =
              new NodeTuple(
                  node(entry.getKey(), flow, sortKeys), node(entry.getValue(), flow, sortKeys));
          scalars &= isSimple(tuple.getKeyNode()) && isSimple(tuple.getValueNode());
          entries.add(tuple);
        }
        yield new MappingNode(Tag.MAP, entries, style(flow, scalars));
      }
      case Collection<?> items -> {
        List<Node> nodes = new ArrayList<>();
        boolean scalars = true;
        for (Object item : items) {
          Node node = node(item, flow, sortKeys);
          scalars &= isSimple(node);
          nodes.add(node);
        }
        yield new SequenceNode(Tag.SEQ, nodes, style(flow, scalars));
      }
      case null -> scalar(Tag.NULL, "null");
      case Boolean flag -> scalar(Tag.BOOL, flag.toString());
      case Number number when Numbers.isFloat(number) ->
          scalar(Tag.FLOAT, real(number.doubleValue()));
      case Number number -> scalar(Tag.INT, number.toString());
      case Unknown unknown -> throw new UnknownValueException(unknown);
      case Undefined undefined -> throw new UndefinedException(undefined);
      case LocalDateTime _, java.time.LocalDate _, java.time.OffsetDateTime _ ->
          scalar(Tag.TIMESTAMP, Values.isoTime(value, ' '));
      default -> scalar(Tag.STR, Values.str(Markup.plain(value)));
    };
  }

  private static boolean isSimple(Node node) {
    return node instanceof ScalarNode;
  }

  private static DumperOptions.FlowStyle style(@Nullable Boolean flow, boolean scalars) {
    boolean onLine = flow == null ? scalars : flow;
    return onLine ? DumperOptions.FlowStyle.FLOW : DumperOptions.FlowStyle.BLOCK;
  }

  private static ScalarNode scalar(Tag tag, String text) {
    boolean lines = text.indexOf('\n') >= 0;
    return new ScalarNode(
        tag,
        text,
        null,
        null,
        lines ? DumperOptions.ScalarStyle.SINGLE_QUOTED : DumperOptions.ScalarStyle.PLAIN);
  }

  private static String real(double value) {
    String text = Values.str(value);
    return switch (text) {
      case "nan" -> ".nan";
      case "inf" -> ".inf";
      case "-inf" -> "-.inf";
      default -> text.indexOf('e') > 0 && text.indexOf('.') < 0 ? text.replace("e", ".0e") : text;
    };
  }
}
