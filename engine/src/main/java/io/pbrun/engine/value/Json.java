package io.pbrun.engine.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text: written exactly as Python's {@code json.dumps} writes it, read strictly. */
public final class Json {

  /**
   * How JSON is written.
   *
   * @param indent spaces per level; null for one line
   * @param sortKeys whether mappings are written in the order of their keys
   * @param ascii whether characters beyond ASCII are written as escapes
   * @param itemSeparator what stands after each item but the last
   * @param keySeparator what stands between key and value
   */
  public record Style(
      @Nullable Integer indent,
      boolean sortKeys,
      boolean ascii,
      String itemSeparator,
      String keySeparator) {
    /**
     * One line with {@code ", "} and {@code ": "}, ASCII only: what {@code json.dumps(value)}
     * writes.
     */
    public static final Style PYTHON = new Style(null, false, true, ", ", ": ");

    /** One line without blanks, all characters as they are. */
    public static final Style COMPACT = new Style(null, false, false, ",", ":");

    public Style indented(@Nullable Integer spaces) {
      return new Style(spaces, sortKeys, ascii, spaces == null ? itemSeparator : ",", keySeparator);
    }

    public Style sorted(boolean sort) {
      return new Style(indent, sort, ascii, itemSeparator, keySeparator);
    }

    public Style ascii(boolean only) {
      return new Style(indent, sortKeys, only, itemSeparator, keySeparator);
    }
  }

  private Json() {}

  /** The value as one line of JSON, as {@code json.dumps(value)} writes it. */
  public static String write(@Nullable Object value) {
    return write(value, Style.PYTHON);
  }

  public static String write(@Nullable Object value, Style style) {
    StringBuilder out = new StringBuilder();
    new Writer(style, out).value(value, 0);
    return out.toString();
  }

  /**
   * Reads JSON text; integers keep all their digits.
   *
   * @throws ValueException when the text is not JSON; it says where
   */
  public static @Nullable Object read(String text) {
    return JsonReader.read(text);
  }

  private record Writer(Style style, StringBuilder out) {

    void value(@Nullable Object value, int level) {
      switch (value) {
        case null -> out.append("null");
        case String text -> quote(text);
        case Markup markup -> quote(markup.text());
        case Boolean flag -> out.append(flag.booleanValue());
        case Double number -> real(number);
        case Float number -> real(number.doubleValue());
        case Number number -> out.append(number);
        case Map<?, ?> map -> map(map, level);
        case Collection<?> items -> list(items, level);
        case LocalDateTime _, OffsetDateTime _, LocalDate _ -> quote(Values.isoTime(value, 'T'));
        case Unknown unknown -> throw new UnknownValueException(unknown);
        case Undefined undefined -> throw new UndefinedException(undefined);
        default ->
            throw new ValueException(
                "a value of type '" + Values.typeName(value) + "' cannot be written as JSON");
      }
    }

    private void real(double value) {
      out.append(
          Double.isNaN(value)
              ? "NaN"
              : Double.isInfinite(value)
                  ? (value > 0 ? "Infinity" : "-Infinity")
                  : Repr.real(value));
    }

    private void list(Collection<?> items, int level) {
      if (items.isEmpty()) {
        out.append("[]");
        return;
      }
      out.append('[');
      boolean first = true;
      for (Object item : items) {
        separate(first, level + 1);
        value(item, level + 1);
        first = false;
      }
      newLine(level);
      out.append(']');
    }

    private void map(Map<?, ?> map, int level) {
      if (map.isEmpty()) {
        out.append("{}");
        return;
      }
      List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
      if (style.sortKeys) {
        entries.sort((a, b) -> Values.compare(a.getKey(), b.getKey(), "<"));
      }
      out.append('{');
      boolean first = true;
      for (Map.Entry<?, ?> entry : entries) {
        separate(first, level + 1);
        quote(key(entry.getKey()));
        out.append(style.keySeparator);
        value(entry.getValue(), level + 1);
        first = false;
      }
      newLine(level);
      out.append('}');
    }

    private static String key(@Nullable Object key) {
      return switch (key) {
        case null -> "null";
        case Boolean flag -> flag.toString();
        case Number _, String _, Markup _ -> Values.str(key);
        default ->
            throw new ValueException(
                "the key of a JSON object must be text, not '" + Values.typeName(key) + "'");
      };
    }

    private void separate(boolean first, int level) {
      if (!first) {
        out.append(style.itemSeparator);
      }
      newLine(level);
    }

    private void newLine(int level) {
      if (style.indent != null) {
        out.append('\n').repeat(' ', style.indent * level);
      }
    }

    /** Whether nothing in it has to be escaped, as in most texts. */
    private static boolean isPlain(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c < 0x20 || c > 0x7f || c == '"' || c == '\\') {
          return false;
        }
      }
      return true;
    }

    private void quote(String text) {
      out.append('"');
      if (isPlain(text)) {
        out.append(text).append('"');
        return;
      }
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        switch (c) {
          case '"' -> out.append("\\\"");
          case '\\' -> out.append("\\\\");
          case '\n' -> out.append("\\n");
          case '\r' -> out.append("\\r");
          case '\t' -> out.append("\\t");
          case '\b' -> out.append("\\b");
          case '\f' -> out.append("\\f");
          default -> {
            if (c < 0x20 || (style.ascii && c > 0x7f)) {
              out.append("\\u%04x".formatted((int) c));
            } else {
              out.append(c);
            }
          }
        }
      }
      out.append('"');
    }
  }
}
