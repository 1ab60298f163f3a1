package io.pbrun.engine.value;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Python's {@code 'text'.format(...)}. */
public final class BraceFormat {
  private final List<? extends @Nullable Object> positional;
  private final Map<String, ? extends @Nullable Object> named;
  private final BiFunction<@Nullable Object, String, @Nullable Object> attribute;
  private int automatic;

  /**
   * @param attribute reads {@code value.name} or {@code value[name]}, as a field like {@code
   *     {0.name}} asks for
   */
  public BraceFormat(
      List<? extends @Nullable Object> positional,
      Map<String, ? extends @Nullable Object> named,
      BiFunction<@Nullable Object, String, @Nullable Object> attribute) {
    this.positional = positional;
    this.named = named;
    this.attribute = attribute;
  }

  /** Fills the fields of the format. */
  public String format(String format) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at++);
      boolean twice = at < format.length() && format.charAt(at) == c;
      if ((c == '{' || c == '}') && twice) {
        out.append(c);
        at++;
      } else if (c == '{') {
        int end = fieldEnd(format, at);
        out.append(field(format.substring(at, end)));
        at = end + 1;
      } else if (c == '}') {
        throw new ValueException("single '}' in the format '" + format + "'");
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static int fieldEnd(String format, int start) {
    int depth = 1;
    for (int i = start; i < format.length(); i++) {
      char c = format.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new ValueException("'{' is not closed in the format '" + format + "'");
  }

  private String field(String field) {
    int colon = field.indexOf(':');
    String name = colon < 0 ? field : field.substring(0, colon);
    String spec = colon < 0 ? "" : field.substring(colon + 1);
    char conversion = 0;
    int mark = name.indexOf('!');
    if (mark >= 0) {
      conversion = name.length() == mark + 2 ? name.charAt(mark + 1) : '?';
      name = name.substring(0, mark);
    }
    Object value = value(name);
    value =
        switch (conversion) {
          case 0 -> value;
          case 's' -> Values.str(value);
          case 'r', 'a' -> Values.repr(value);
          default -> throw new ValueException("unknown conversion in the field '{" + field + "}'");
        };
    if (spec.indexOf('{') >= 0) {
      spec = format(spec);
    }
    Values.rejectUnusable(value);
    return value instanceof java.time.temporal.Temporal time && !spec.isEmpty()
        ? Strftime.format(time, spec)
        : FormatSpec.parse(spec).apply(value);
  }

  private @Nullable Object value(String name) {
    int end = 0;
    while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
      end++;
    }
    String first = name.substring(0, end);
    Object value;
    if (first.isEmpty() || first.chars().allMatch(Character::isDigit)) {
      int index = first.isEmpty() ? automatic++ : Integer.parseInt(first);
      if (index >= positional.size()) {
        throw new ValueException("the format has no argument number " + index);
      }
      value = positional.get(index);
    } else if (named.containsKey(first)) {
      value = named.get(first);
    } else {
      throw new ValueException("the format has no argument named '" + first + "'");
    }
    while (end < name.length()) {
      boolean bracket = name.charAt(end) == '[';
      int start = end + 1;
      end = start;
      while (end < name.length()
          && (bracket
              ? name.charAt(end) != ']'
              : name.charAt(end) != '.' && name.charAt(end) != '[')) {
        end++;
      }
      value = attribute.apply(value, name.substring(start, end));
      end += bracket ? 1 : 0;
    }
    return value;
  }
}
