package io.pbrun.engine.template.python;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Methods of lists and tuples. Those that change a list change the value of this evaluation only,
 * when it can be changed.
 */
public final class ListMethods {
  private ListMethods() {}

  public static void addToTuples(Library library) {
    library
        .filter("index", "value start? end?", (l, a, _) -> index(list(l), a))
        .filter(
            "count",
            "value",
            (l, a, _) -> list(l).stream().filter(item -> Values.equal(item, a.value(0))).count());
  }

  public static void addTo(Library library) {
    addToTuples(library);
    library
        .filter(
            "append",
            "value",
            (l, a, _) -> {
              list(l).add(a.value(0));
              return null;
            })
        .filter(
            "extend",
            "values",
            (l, a, _) -> {
              list(l).addAll(new ArrayList<>(Values.iterate(a.value(0))));
              return null;
            })
        .filter(
            "insert",
            "index value",
            (l, a, _) -> {
              long at = a.integer(0, 0);
              int size = list(l).size();
              list(l).add((int) Math.clamp(at < 0 ? at + size : at, 0, size), a.value(1));
              return null;
            })
        .filter(
            "remove",
            "value",
            (l, a, _) -> {
              list(l).remove((int) index(list(l), a));
              return null;
            })
        .filter("pop", "index?", (l, a, _) -> pop(list(l), a.integer(0, -1)))
        .filter(
            "clear",
            "",
            (l, _, _) -> {
              list(l).clear();
              return null;
            })
        .filter(
            "reverse",
            "",
            (l, _, _) -> {
              java.util.Collections.reverse(list(l));
              return null;
            })
        .filter(
            "sort",
            "key? reverse?",
            (l, a, _) -> {
              list(l).sort((x, y) -> Values.compare(x, y, "<"));
              if (a.flag(1, false)) {
                java.util.Collections.reverse(list(l));
              }
              return null;
            })
        .filter("copy", "", (l, _, _) -> new ArrayList<>(list(l)));
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> list(@Nullable Object value) {
    return (List<@Nullable Object>) java.util.Objects.requireNonNull(value);
  }

  private static long index(List<@Nullable Object> list, Arguments a) {
    for (int i = 0; i < list.size(); i++) {
      if (Values.equal(list.get(i), a.value(0))) {
        return i;
      }
    }
    throw new ValueException(Values.repr(a.value(0)) + " is not in the list");
  }

  private static @Nullable Object pop(List<@Nullable Object> list, long index) {
    long at = index < 0 ? index + list.size() : index;
    if (at < 0 || at >= list.size()) {
      throw new ValueException("pop from a list of " + list.size() + " elements at " + index);
    }
    return list.remove((int) at);
  }
}
