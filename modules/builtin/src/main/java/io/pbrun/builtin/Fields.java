package io.pbrun.builtin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Result fields in the order in which they are named. */
final class Fields {
  private Fields() {}

  static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return fields;
  }

  static Map<String, @Nullable Object> and(
      Map<String, ? extends @Nullable Object> first,
      Map<String, ? extends @Nullable Object> second) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(first);
    fields.putAll(second);
    return fields;
  }

  /** Without the fields that have no value. */
  static Map<String, Object> known(Map<String, ? extends @Nullable Object> fields) {
    Map<String, Object> known = new LinkedHashMap<>();
    fields.forEach((name, value) -> {
      if (value != null) {
        known.put(name, value);
      }
    });
    return known;
  }

  /** A text's lines as {@code stdout_lines} holds them: no line end, no empty last line. */
  static List<String> lines(String text) {
    return text.lines().toList();
  }
}
