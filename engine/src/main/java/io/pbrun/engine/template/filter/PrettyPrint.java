package io.pbrun.engine.template.filter;

import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's pprint: repr, broken into lines of at most 80 characters, mappings sorted. */
final class PrettyPrint {
  private static final int WIDTH = 80;

  private PrettyPrint() {}

  static String print(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    format(value, out, 0, 0);
    return out.toString();
  }

  private static void format(@Nullable Object value, StringBuilder out, int indent, int allowance) {
    String flat = Values.repr(sorted(value));
    if (flat.length() <= WIDTH - indent - allowance) {
      out.append(flat);
      return;
    }
    switch (value) {
      case Map<?, ?> map -> {
        out.append('{');
        List<Map.Entry<?, ?>> entries = entries(map);
        for (int i = 0; i < entries.size(); i++) {
          String key = Values.repr(entries.get(i).getKey());
          boolean last = i == entries.size() - 1;
          out.append(i == 0 ? "" : ",\n" + " ".repeat(indent + 1)).append(key).append(": ");
          format(
              entries.get(i).getValue(), out, indent + key.length() + 3, last ? allowance + 1 : 1);
        }
        out.append('}');
      }
      case List<?> list -> {
        boolean tuple = value instanceof PyTuple;
        out.append(tuple ? '(' : '[');
        for (int i = 0; i < list.size(); i++) {
          out.append(i == 0 ? "" : ",\n" + " ".repeat(indent + 1));
          format(list.get(i), out, indent + 1, i == list.size() - 1 ? allowance + 1 : 1);
        }
        out.append(tuple ? list.size() == 1 ? ",)" : ")" : "]");
      }
      case null, default -> out.append(flat);
    }
  }

  private static List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    if (map.keySet().stream().allMatch(String.class::isInstance)) {
      entries.sort((a, b) -> Values.compare(a.getKey(), b.getKey(), "<"));
    }
    return entries;
  }

  private static @Nullable Object sorted(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<@Nullable Object, @Nullable Object> result = new java.util.LinkedHashMap<>();
        entries(map).forEach(entry -> result.put(entry.getKey(), sorted(entry.getValue())));
        yield result;
      }
      case PyTuple tuple -> PyTuple.copyOf(sortedItems(tuple));
      case List<?> list -> sortedItems(list);
      case null, default -> value;
    };
  }

  private static List<@Nullable Object> sortedItems(List<?> list) {
    List<@Nullable Object> result = new ArrayList<>();
    list.forEach(item -> result.add(sorted(item)));
    return result;
  }
}
