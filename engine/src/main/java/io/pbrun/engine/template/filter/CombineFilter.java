package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code combine}: mappings laid over each other. */
public final class CombineFilter {
  private static final List<String> LIST_MERGES =
      List.of("replace", "keep", "append", "prepend", "append_rp", "prepend_rp");

  private CombineFilter() {}

  public static void addTo(Library library) {
    library.filter("combine", "*others **named", (v, a, _) -> combine(v, a));
  }

  private static Object combine(@Nullable Object value, Arguments a) {
    boolean recursive = Values.truth(a.named().get("recursive"));
    String lists =
        a.named().containsKey("list_merge") ? Values.str(a.named().get("list_merge")) : "replace";
    for (String name : a.named().keySet()) {
      if (!name.equals("recursive") && !name.equals("list_merge")) {
        throw new ValueException(
            "the filter 'combine' has no argument '" + name + "'; it has recursive and list_merge");
      }
    }
    if (!LIST_MERGES.contains(lists)) {
      throw new ValueException(
          "list_merge must be one of " + String.join(", ", LIST_MERGES) + ", not '" + lists + "'");
    }
    List<@Nullable Object> all = new ArrayList<>();
    all.add(value);
    all.addAll(a.rest());
    Map<?, ?> result = new LinkedHashMap<>();
    for (Object each : ListFilters.flatten(all, -1, true)) {
      result = merge(result, ListFilters.mapping(each, "combine"), recursive, lists);
    }
    return result;
  }

  /** The second mapping laid over the first. */
  static Map<@Nullable Object, @Nullable Object> merge(
      Map<?, ?> below, Map<?, ?> above, boolean recursive, String lists) {
    Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>(below);
    above.forEach((key, value) -> {
      Object old = result.get(key);
      if (recursive && old instanceof Map<?, ?> x && value instanceof Map<?, ?> y) {
        result.put(key, merge(x, y, true, lists));
      } else if (old instanceof List<?> x && value instanceof List<?> y) {
        result.put(key, mergeLists(x, y, lists));
      } else {
        result.put(key, value);
      }
    });
    return result;
  }

  private static Object mergeLists(List<?> below, List<?> above, String how) {
    return switch (how) {
      case "keep" -> below;
      case "append" -> joined(below, above);
      case "prepend" -> joined(above, below);
      case "append_rp" -> joined(without(below, above), above);
      case "prepend_rp" -> joined(above, without(below, above));
      default -> above;
    };
  }

  private static List<@Nullable Object> joined(List<?> first, List<?> then) {
    List<@Nullable Object> result = new ArrayList<>(first);
    result.addAll(then);
    return result;
  }

  private static List<@Nullable Object> without(List<?> list, List<?> others) {
    List<@Nullable Object> result = new ArrayList<>(list);
    result.removeIf(item -> Values.contains(others, item));
    return result;
  }
}
