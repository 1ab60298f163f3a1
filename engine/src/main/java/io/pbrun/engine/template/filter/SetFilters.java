package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters that treat lists as sets. The order of the first list is kept. */
public final class SetFilters {
  private SetFilters() {}

  public static void addTo(Library library) {
    library
        .filter(
            "union",
            "b",
            (v, a, _) -> {
              List<@Nullable Object> all = new ArrayList<>(Values.iterate(v));
              all.addAll(Values.iterate(a.value(0)));
              return distinct(all);
            })
        .filter(
            "intersect",
            "b",
            (v, a, _) -> {
              SelectFilters.Seen other = seen(a.value(0));
              List<@Nullable Object> both = new ArrayList<>(Values.iterate(v));
              both.removeIf(item -> !other.has(item));
              return distinct(both);
            })
        .filter("difference", "b", (v, a, _) -> without(v, a.value(0)))
        .filter(
            "symmetric_difference",
            "b",
            (v, a, _) -> {
              List<@Nullable Object> result = new ArrayList<>(without(v, a.value(0)));
              result.addAll(without(a.value(0), v));
              return result;
            });
  }

  private static SelectFilters.Seen seen(@Nullable Object values) {
    SelectFilters.Seen seen = new SelectFilters.Seen();
    Values.iterate(values).forEach(seen::add);
    return seen;
  }

  private static List<@Nullable Object> without(@Nullable Object values, @Nullable Object others) {
    SelectFilters.Seen other = seen(others);
    List<@Nullable Object> result = new ArrayList<>();
    for (Object value : Values.iterate(values)) {
      if (!other.has(value)) {
        result.add(value);
      }
    }
    return distinct(result);
  }

  private static List<@Nullable Object> distinct(List<@Nullable Object> values) {
    SelectFilters.Seen seen = new SelectFilters.Seen();
    List<@Nullable Object> result = new ArrayList<>();
    for (Object value : values) {
      if (seen.add(value)) {
        result.add(value);
      }
    }
    return result;
  }
}
