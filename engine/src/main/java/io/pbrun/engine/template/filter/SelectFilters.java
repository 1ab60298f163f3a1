package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.UnknownValueException;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters that look at each element: map, select, reject, groupby, unique. */
public final class SelectFilters {
  private SelectFilters() {}

  public static void addTo(Library library) {
    library
        .filter("map", "*args **named", SelectFilters::map)
        .filter("select", "*args **named", (v, a, context) -> select(v, a, context, false, true))
        .filter("reject", "*args **named", (v, a, context) -> select(v, a, context, false, false))
        .filter("selectattr", "*args **named", (v, a, context) -> select(v, a, context, true, true))
        .filter(
            "rejectattr", "*args **named", (v, a, context) -> select(v, a, context, true, false))
        .filter("groupby", "attribute default? case_sensitive?", SelectFilters::groupBy)
        .filter("unique", "case_sensitive? attribute?", SelectFilters::unique);
  }

  private static List<@Nullable Object> map(
      @Nullable Object value, Arguments a, CallContext context) {
    if (!Values.truth(value)) {
      return new ArrayList<>();
    }
    List<@Nullable Object> items = Values.iterate(value);
    List<@Nullable Object> result = new ArrayList<>(items.size());
    if (a.rest().isEmpty() && a.named().containsKey("attribute")) {
      Attribute attribute = Attribute.of(a.named().get("attribute"), context);
      boolean hasDefault = a.named().containsKey("default");
      for (String name : a.named().keySet()) {
        if (!name.equals("attribute") && !name.equals("default")) {
          throw new ValueException("the filter 'map' has no argument '" + name + "'");
        }
      }
      for (Object item : items) {
        Object read = attribute.read(item);
        result.add(read instanceof Undefined && hasDefault ? a.named().get("default") : read);
      }
      return result;
    }
    if (a.rest().isEmpty() || !(a.rest().getFirst() instanceof String filter)) {
      throw new ValueException("the filter 'map' needs the name of a filter, or attribute=");
    }
    @Nullable Object[] arguments = a.rest().subList(1, a.rest().size()).toArray();
    if (!context.hasFilter(filter)) {
      context.filter(filter, null, arguments, a.named());
    }
    for (Object item : items) {
      result.add(context.filter(filter, item, arguments, a.named()));
    }
    return result;
  }

  private static List<@Nullable Object> select(
      @Nullable Object value, Arguments a, CallContext context, boolean byAttribute, boolean keep) {
    if (!Values.truth(value)) {
      return new ArrayList<>();
    }
    List<@Nullable Object> rest = a.rest();
    Attribute attribute = Attribute.of(null, context);
    if (byAttribute) {
      if (rest.isEmpty()) {
        throw new ValueException("the name of an attribute is missing");
      }
      attribute = Attribute.of(rest.getFirst(), context);
      rest = rest.subList(1, rest.size());
    }
    String test = rest.isEmpty() ? null : Values.str(rest.getFirst());
    @Nullable Object[] arguments =
        rest.isEmpty() ? new @Nullable Object[0] : rest.subList(1, rest.size()).toArray();
    if (test != null && !context.hasTest(test)) {
      context.test(test, null, arguments, a.named());
    }
    List<@Nullable Object> result = new ArrayList<>();
    for (Object item : Values.iterate(value)) {
      Object read = attribute.read(item);
      if (read instanceof Unknown unknown) {
        throw new UnknownValueException(unknown);
      }
      boolean holds =
          test == null ? Values.truth(read) : context.test(test, read, arguments, a.named());
      if (holds == keep) {
        result.add(item);
      }
    }
    return result;
  }

  private static List<@Nullable Object> groupBy(
      @Nullable Object value, Arguments a, CallContext context) {
    Attribute attribute = Attribute.of(a.value(0), context);
    boolean caseSensitive = a.flag(2, false);
    record Keyed(@Nullable Object key, @Nullable Object item) {}
    List<Keyed> keyed = new ArrayList<>();
    for (Object item : Values.iterate(value)) {
      Object key = attribute.read(item);
      key = key instanceof Undefined && a.has(1) ? a.value(1) : key;
      Values.rejectUnusable(key);
      keyed.add(new Keyed(key, item));
    }
    keyed.sort((x, y) -> ListFilters.order(caseSensitive).compare(x.key, y.key));
    List<@Nullable Object> groups = new ArrayList<>();
    List<@Nullable Object> current = new ArrayList<>();
    Keyed first = null;
    for (Keyed each : keyed) {
      if (first == null
          || !Values.equal(
              ListFilters.fold(first.key, caseSensitive),
              ListFilters.fold(each.key, caseSensitive))) {
        first = each;
        current = new ArrayList<>();
        groups.add(PyTuple.named(List.of("grouper", "list"), each.key, current));
      }
      current.add(each.item);
    }
    return groups;
  }

  private static List<@Nullable Object> unique(
      @Nullable Object value, Arguments a, CallContext context) {
    boolean caseSensitive = a.flag(0, false);
    Attribute attribute = Attribute.of(a.value(1), context);
    List<@Nullable Object> result = new ArrayList<>();
    Seen seen = new Seen();
    for (Object item : Values.iterate(value)) {
      if (seen.add(ListFilters.fold(attribute.read(item), caseSensitive))) {
        result.add(item);
      }
    }
    return result;
  }

  /** A set with Python's equality; fast for text. */
  static final class Seen {
    private final Map<Object, Boolean> texts = new LinkedHashMap<>();
    private final List<@Nullable Object> others = new ArrayList<>();

    boolean has(@Nullable Object value) {
      Values.rejectUnusable(value);
      return value instanceof String
          ? texts.containsKey(value)
          : others.stream().anyMatch(other -> Values.equal(other, value));
    }

    boolean add(@Nullable Object value) {
      if (has(value)) {
        return false;
      }
      if (value instanceof String) {
        texts.put(value, true);
      } else {
        others.add(value);
      }
      return true;
    }
  }
}
