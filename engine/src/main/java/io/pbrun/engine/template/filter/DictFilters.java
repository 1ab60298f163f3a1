package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.template.python.DictMethods;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters on mappings and lists of mappings. */
public final class DictFilters {
  private DictFilters() {}

  public static void addTo(Library library) {
    library
        .rawFilter(
            "items",
            "",
            (v, _, context) ->
                v instanceof Undefined
                    ? new ArrayList<>()
                    : DictMethods.items(ListFilters.mapping(context.resolve(v), "items")))
        .filter(
            "dictsort",
            "case_sensitive? by? reverse?",
            (v, a, _) -> sorted(ListFilters.mapping(v, "dictsort"), a))
        .filter(
            "dict2items",
            "key_name? value_name?",
            (v, a, _) -> toItems(ListFilters.mapping(v, "dict2items"), a))
        .filter("items2dict", "key_name? value_name?", DictFilters::fromItems)
        .filter("subelements", "subelements skip_missing?", DictFilters::subelements)
        .filter("rekey_on_member", "key duplicates?", DictFilters::rekey)
        .rawFilter("extract", "container morekeys?", DictFilters::extract)
        .filter("attr", "name", DictFilters::attribute)
        .alias("dictitems", "dict2items");
  }

  /** An attribute or method only, no item of a mapping. */
  private static @Nullable Object attribute(
      @Nullable Object value, Arguments a, CallContext context) {
    Object method =
        value instanceof Map ? context.attribute(new LinkedHashMap<>(), a.text(0)) : null;
    return method instanceof Undefined ? method : context.attribute(value, a.text(0));
  }

  private static List<@Nullable Object> sorted(Map<?, ?> map, Arguments a) {
    boolean caseSensitive = a.flag(0, false);
    int index =
        switch (a.text(1, "key")) {
          case "key" -> 0;
          case "value" -> 1;
          default ->
              throw new ValueException(
                  "the filter 'dictsort' sorts by key or value, not by '" + a.text(1, "") + "'");
        };
    List<@Nullable Object> items = DictMethods.items(map);
    java.util.Comparator<@Nullable Object> order =
        (x, y) ->
            ListFilters.order(caseSensitive)
                .compare(Values.iterate(x).get(index), Values.iterate(y).get(index));
    items.sort(a.flag(2, false) ? order.reversed() : order);
    return items;
  }

  private static List<@Nullable Object> toItems(Map<?, ?> map, Arguments a) {
    List<@Nullable Object> result = new ArrayList<>(map.size());
    map.forEach((key, value) -> {
      Map<@Nullable Object, @Nullable Object> item = new LinkedHashMap<>();
      item.put(a.value(0, "key"), key);
      item.put(a.value(1, "value"), value);
      result.add(item);
    });
    return result;
  }

  private static Map<@Nullable Object, @Nullable Object> fromItems(
      @Nullable Object value, Arguments a, CallContext context) {
    if (!(value instanceof List<?> items)) {
      throw new ValueException(
          "the filter 'items2dict' needs a list, not '" + Values.typeName(value) + "'");
    }
    Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
    for (Object item : items) {
      Object key = context.attribute(item, a.value(0, "key"));
      Values.rejectUnusable(key);
      Object read = context.attribute(item, a.value(1, "value"));
      Values.rejectUnusable(read instanceof Undefined ? read : null);
      result.put(Values.hashable(key), read);
    }
    return result;
  }

  private static List<@Nullable Object> subelements(
      @Nullable Object value, Arguments a, CallContext context) {
    List<@Nullable Object> elements =
        value instanceof Map<?, ?> map ? new ArrayList<>(map.values()) : Values.iterate(value);
    List<Object> path = new ArrayList<>();
    if (a.value(0) instanceof String name) {
      path.addAll(List.of(name.split("\\.")));
    } else {
      Values.iterate(a.value(0)).forEach(part -> path.add(Values.str(part)));
    }
    List<@Nullable Object> result = new ArrayList<>();
    for (Object element : elements) {
      if (!(element instanceof Map)) {
        throw new ValueException(
            "subelements lookup expects a dictionary, got '" + Values.repr(element) + "'");
      }
      Object part = element;
      for (Object name : path) {
        if (!(part instanceof Map<?, ?> map)) {
          if (a.flag(1, false)) {
            part = List.of();
            break;
          }
          throw new ValueException(
              "the key '"
                  + name
                  + "' should point to a dictionary, got '"
                  + Values.repr(part)
                  + "'");
        }
        if (!map.containsKey(name)) {
          if (a.flag(1, false)) {
            part = List.of();
            break;
          }
          throw new ValueException(
              "could not find '" + name + "' key in iterated item " + Values.repr(element));
        }
        part = context.resolve(map.get(name));
      }
      if (!(part instanceof List<?> items)) {
        throw new ValueException(
            "the key "
                + path.getLast()
                + " should point to a list, got '"
                + Values.repr(part)
                + "'");
      }
      items.forEach(item -> result.add(PyTuple.of(element, item)));
    }
    return result;
  }

  private static Map<@Nullable Object, @Nullable Object> rekey(
      @Nullable Object value, Arguments a, CallContext context) {
    String duplicates = a.text(1, "error");
    List<@Nullable Object> items =
        value instanceof Map<?, ?> map ? new ArrayList<>(map.values()) : Values.iterate(value);
    Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
    for (Object item : items) {
      if (!(item instanceof Map<?, ?> map)) {
        throw new ValueException(
            "the filter 'rekey_on_member' needs mappings, not '" + Values.typeName(item) + "'");
      }
      if (!map.containsKey(a.value(0))) {
        throw new ValueException(
            "the filter 'rekey_on_member' found no key " + Values.repr(a.value(0)));
      }
      Object key = map.get(a.value(0));
      if (result.containsKey(key) && duplicates.equals("error")) {
        throw new ValueException(
            "the filter 'rekey_on_member' found the key " + Values.repr(key) + " twice");
      }
      result.put(Values.hashable(key), item);
    }
    return result;
  }

  private static @Nullable Object extract(@Nullable Object key, Arguments a, CallContext context) {
    if (a.value(0) instanceof Undefined undefined) {
      return undefined;
    }
    Values.rejectUnusable(key);
    Object value = context.attribute(a.value(0), key);
    if (a.value(1) != null) {
      List<@Nullable Object> more =
          a.value(1) instanceof List<?> ? Values.iterate(a.value(1)) : List.of(a.value(1));
      for (Object each : more) {
        value = context.attribute(value, each);
      }
    }
    return value;
  }
}
