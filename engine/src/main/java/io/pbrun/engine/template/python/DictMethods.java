package io.pbrun.engine.template.python;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods of mappings. */
public final class DictMethods {
  private DictMethods() {}

  public static void addTo(Library library) {
    library
        .filter(
            "get",
            "key default?",
            (m, a, _) ->
                Values.containsKey(map(m), a.value(0))
                    ? Values.get(map(m), a.value(0))
                    : a.value(1))
        .filter("keys", "", (m, _, _) -> new ArrayList<>(map(m).keySet()))
        .filter("values", "", (m, _, _) -> new ArrayList<>(map(m).values()))
        .filter("items", "", (m, _, _) -> items(map(m)))
        .filter("copy", "", (m, _, _) -> new LinkedHashMap<>(map(m)))
        .filter("pop", "key default?", (m, a, _) -> pop(map(m), a))
        .filter("popitem", "", (m, _, _) -> popItem(map(m)))
        .filter(
            "clear",
            "",
            (m, _, _) -> {
              map(m).clear();
              return null;
            })
        .filter(
            "setdefault",
            "key default?",
            (m, a, _) -> {
              if (!Values.containsKey(map(m), a.value(0))) {
                map(m).put(Values.hashable(a.value(0)), a.value(1));
              }
              return Values.get(map(m), a.value(0));
            })
        .filter(
            "update",
            "other? **named",
            (m, a, _) -> {
              update(map(m), a.value(0));
              map(m).putAll(a.named());
              return null;
            })
        .filter(
            "fromkeys",
            "keys value?",
            (_, a, _) -> {
              Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
              Values.iterate(a.value(0))
                  .forEach(key -> result.put(Values.hashable(key), a.value(1)));
              return result;
            });
  }

  @SuppressWarnings("unchecked")
  private static Map<@Nullable Object, @Nullable Object> map(@Nullable Object value) {
    return (Map<@Nullable Object, @Nullable Object>) java.util.Objects.requireNonNull(value);
  }

  /** The entries as pairs. */
  public static List<@Nullable Object> items(Map<?, ?> map) {
    List<@Nullable Object> items = new ArrayList<>(map.size());
    map.forEach((key, value) -> items.add(PyTuple.of(key, value)));
    return items;
  }

  private static @Nullable Object pop(Map<@Nullable Object, @Nullable Object> map, Arguments a) {
    if (!Values.containsKey(map, a.value(0))) {
      if (a.has(1)) {
        return a.value(1);
      }
      throw new ValueException("pop: the mapping has no key " + Values.repr(a.value(0)));
    }
    Object value = Values.get(map, a.value(0));
    map.remove(a.value(0));
    return value;
  }

  private static PyTuple popItem(Map<@Nullable Object, @Nullable Object> map) {
    if (map.isEmpty()) {
      throw new ValueException("popitem: the mapping is empty");
    }
    Object last = new ArrayList<>(map.keySet()).getLast();
    return PyTuple.of(last, map.remove(last));
  }

  private static void update(Map<@Nullable Object, @Nullable Object> map, @Nullable Object other) {
    switch (other) {
      case null -> {}
      case Map<?, ?> more -> map.putAll(more);
      default -> {
        for (Object pair : Values.iterate(other)) {
          List<@Nullable Object> two = Values.iterate(pair);
          map.put(Values.hashable(two.getFirst()), two.getLast());
        }
      }
    }
  }
}
