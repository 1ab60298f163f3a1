package io.pbrun.engine.template.lookup;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.template.filter.Combinatorics;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.UndefinedException;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Lookups that rearrange values, and those that read variables. */
public final class DataLookups {
  private static final java.util.Set<String> FLAGS = java.util.Set.of("skip_missing");

  private DataLookups() {}

  public static void addTo(Library library) {
    library
        .lookup("items", "", (terms, _, _) -> flat(terms, 1))
        .lookup("list", "", (terms, _, _) -> terms)
        .lookup("flattened", "", (terms, _, _) -> flat(terms, Integer.MAX_VALUE))
        .lookup("dict", "", (terms, _, _) -> dict(terms))
        .lookup("nested", "", (terms, _, _) -> nested(terms))
        .lookup("cartesian", "", (terms, _, _) -> nested(terms))
        .lookup("together", "", (terms, _, _) -> together(terms))
        .lookup("indexed_items", "", (terms, _, _) -> indexed(flat(terms, 1)))
        .lookup("random_choice", "", (terms, _, context) -> randomChoice(terms, context))
        .lookup("sequence", "start? end? count? stride? format?", Sequence::run)
        .lookup("subelements", "", DataLookups::subelements)
        .lookup("vars", "default?", DataLookups::variables)
        .lookup("varnames", "", (terms, _, context) -> names(terms, context))
        .lookup("inventory_hostnames", "", (terms, _, context) -> hosts(terms, context));
  }

  static List<@Nullable Object> flat(List<?> terms, int levels) {
    List<@Nullable Object> result = new ArrayList<>();
    for (Object term : terms) {
      if (term instanceof List<?> list) {
        result.addAll(levels > 1 ? flat(list, levels - 1) : list);
      } else {
        result.add(term);
      }
    }
    return result;
  }

  private static List<@Nullable Object> dict(List<@Nullable Object> terms) {
    List<@Nullable Object> result = new ArrayList<>();
    for (Object term : terms) {
      if (!(term instanceof Map<?, ?> map)) {
        throw new ValueException("with_dict expects a dict, not '" + Values.typeName(term) + "'");
      }
      map.forEach((key, value) -> {
        Map<@Nullable Object, @Nullable Object> item = new LinkedHashMap<>();
        item.put("key", key);
        item.put("value", value);
        result.add(item);
      });
    }
    return result;
  }

  private static List<List<@Nullable Object>> pools(List<@Nullable Object> terms, String name) {
    if (terms.isEmpty()) {
      throw new ValueException("the lookup '" + name + "' needs at least one list");
    }
    List<List<@Nullable Object>> pools = new ArrayList<>();
    terms.forEach(term ->
        pools.add(
            term instanceof List<?>
                ? Values.iterate(term)
                : java.util.Collections.singletonList(term)));
    return pools;
  }

  private static List<@Nullable Object> nested(List<@Nullable Object> terms) {
    List<@Nullable Object> result = new ArrayList<>();
    Combinatorics.product(pools(terms, "nested")).forEach(row -> result.add(flat(row, 1)));
    return result;
  }

  private static List<@Nullable Object> together(List<@Nullable Object> terms) {
    if (terms.isEmpty()) {
      throw new ValueException("with_together requires at least one element in each list");
    }
    List<List<@Nullable Object>> columns = pools(terms, "together");
    int rows = columns.stream().mapToInt(List::size).max().orElse(0);
    List<@Nullable Object> result = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<@Nullable Object> items = new ArrayList<>();
      for (List<@Nullable Object> column : columns) {
        items.add(row < column.size() ? column.get(row) : null);
      }
      result.add(items);
    }
    return result;
  }

  private static List<@Nullable Object> indexed(List<@Nullable Object> items) {
    List<@Nullable Object> result = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      result.add(PyTuple.of((long) i, items.get(i)));
    }
    return result;
  }

  private static List<@Nullable Object> randomChoice(
      List<@Nullable Object> terms, CallContext context) {
    if (terms.isEmpty()) {
      return terms;
    }
    List<@Nullable Object> result = new ArrayList<>();
    result.add(terms.get(context.surroundings().random().nextInt(terms.size())));
    return result;
  }

  private static List<@Nullable Object> subelements(
      List<@Nullable Object> terms, Arguments options, CallContext context) {
    if (terms.size() < 2 || terms.size() > 3) {
      throw new ValueException(
          "subelements lookup expects a list of two or three items, first a dict or a list, second a"
              + " string pointing to the subkey, third perhaps flags");
    }
    if (!(terms.get(1) instanceof String)) {
      throw new ValueException(
          "subelements lookup expects a list of two or three items, first a dict or a list, second a"
              + " string pointing to the subkey");
    }
    Object first = terms.get(0);
    List<@Nullable Object> elements = new ArrayList<>();
    switch (first) {
      case Map<?, ?> map when Values.truth(map.get("skipped")) -> {}
      case Map<?, ?> map -> elements.addAll(map.values());
      case List<?> list -> elements.addAll(list);
      case null, default -> elements.add(first);
    }
    // What a loop registered of an item that was skipped has no parts.
    elements.removeIf(each -> each instanceof Map<?, ?> map && Values.truth(map.get("skipped")));
    boolean skip = false;
    if (terms.size() == 3) {
      if (!(terms.get(2) instanceof Map<?, ?> flags) || !FLAGS.containsAll(flags.keySet())) {
        throw new ValueException(
            "subelements lookup: the optional third item must be a dict with flags "
                + String.join(", ", FLAGS));
      }
      skip = Values.truth(flags.get("skip_missing"));
    }
    Object found =
        context.filter("subelements", elements, new Object[] {terms.get(1), skip}, Map.of());
    List<@Nullable Object> result = new ArrayList<>();
    for (Object pair : Values.iterate(found)) {
      List<@Nullable Object> two = Values.iterate(pair);
      // Unlike the filter, the lookup takes the part out of the item beside it.
      result.add(
          PyTuple.of(
              without(two.getFirst(), List.of(Values.str(terms.get(1)).split("\\."))),
              two.getLast()));
    }
    return result;
  }

  private static @Nullable Object without(@Nullable Object item, List<String> path) {
    if (!(item instanceof Map<?, ?> map) || !map.containsKey(path.getFirst())) {
      return item;
    }
    Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>(map);
    if (path.size() == 1) {
      copy.remove(path.getFirst());
    } else {
      copy.put(path.getFirst(), without(map.get(path.getFirst()), path.subList(1, path.size())));
    }
    return copy;
  }

  private static List<@Nullable Object> variables(
      List<@Nullable Object> terms, Arguments options, CallContext context) {
    List<@Nullable Object> result = new ArrayList<>();
    for (Object term : terms) {
      if (!(term instanceof String name)) {
        throw new ValueException(
            "Invalid setting identifier, \""
                + Values.str(term)
                + "\" is not a string, its a "
                + Values.typeName(term));
      }
      Object value = context.scope().has(name) ? context.variable(name) : new Undefined(name, null);
      if (value instanceof Undefined undefined) {
        if (!options.has(0)) {
          throw new UndefinedException(
              new Undefined(name, undefined.hint()) {
                @Override
                public String message() {
                  return "No variable found with this name: " + name;
                }
              });
        }
        value = options.value(0);
      }
      result.add(value);
    }
    return result;
  }

  private static List<@Nullable Object> names(List<@Nullable Object> terms, CallContext context) {
    List<@Nullable Object> result = new ArrayList<>();
    for (Object term : terms) {
      if (!(term instanceof String regex)) {
        throw new ValueException(
            "Invalid setting identifier, \""
                + Values.str(term)
                + "\" is not a string, its a "
                + Values.typeName(term));
      }
      try {
        Pattern pattern = Pattern.compile(regex);
        context.scope().names().stream()
            .filter(name -> pattern.matcher(name).find())
            .forEach(result::add);
      } catch (PatternSyntaxException e) {
        throw new ValueException(
            "Unable to use \""
                + regex
                + "\" as a search parameter: "
                + (e.getDescription().startsWith("Dangling meta character")
                    ? "nothing to repeat at position " + e.getIndex()
                    : e.getDescription()),
            e);
      }
    }
    return result;
  }

  private static List<@Nullable Object> hosts(List<@Nullable Object> terms, CallContext context) {
    List<String> patterns = new ArrayList<>();
    flat(terms, 1).forEach(term -> patterns.add(Values.str(term)));
    return new ArrayList<>(
        context.surroundings().hosts(String.join(",", patterns), context.scope()));
  }
}
