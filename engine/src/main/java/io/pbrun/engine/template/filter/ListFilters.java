package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters on lists and other sequences. */
public final class ListFilters {
  private ListFilters() {}

  public static void addTo(Library library) {
    library
        .rawFilter("first", "", (v, _, context) -> end(v, true, context))
        .rawFilter("last", "", (v, _, context) -> end(v, false, context))
        .rawFilter("length", "", (v, _, _) -> Values.length(v))
        .alias("count", "length")
        .filter("list", "", (v, _, _) -> new ArrayList<>(Values.iterate(v)))
        .filter("join", "d? attribute?", ListFilters::join)
        .filter("sort", "reverse? case_sensitive? attribute?", ListFilters::sort)
        .filter("reverse", "", (v, _, _) -> reverse(Markup.plain(v)))
        .filter(
            "max", "case_sensitive? attribute?", (v, a, context) -> extreme(v, a, context, true))
        .filter(
            "min", "case_sensitive? attribute?", (v, a, context) -> extreme(v, a, context, false))
        .filter("sum", "attribute? start?", ListFilters::sum)
        .filter("batch", "linecount fill_with?", (v, a, _) -> batch(Values.iterate(v), a))
        .filter("slice", "slices fill_with?", (v, a, _) -> slice(Values.iterate(v), a))
        .filter(
            "flatten",
            "levels? skip_nulls?",
            (v, a, _) ->
                flatten(
                    Values.iterate(v), a.value(0) == null ? -1 : a.integer(0, -1), a.flag(1, true)))
        .filter("zip", "*others", (v, a, _) -> zip(v, a, false))
        .filter("zip_longest", "*others **named", (v, a, _) -> zip(v, a, true))
        .filter("product", "*others **named", (v, a, _) -> Combinatorics.product(v, a))
        .filter("permutations", "r?", (v, a, _) -> Combinatorics.permutations(Values.iterate(v), a))
        .filter(
            "combinations",
            "r",
            (v, a, _) -> Combinatorics.combinations(Values.iterate(v), (int) a.integer(0, 0)));
  }

  private static @Nullable Object end(@Nullable Object value, boolean first, CallContext context) {
    List<@Nullable Object> items = Values.iterate(value);
    if (items.isEmpty()) {
      return new Undefined(first ? "first" : "last", null) {
        @Override
        public String message() {
          return "there is no " + path() + " element: the sequence is empty";
        }
      };
    }
    return context.resolve(first ? items.getFirst() : items.getLast());
  }

  private static String join(@Nullable Object value, Arguments a, CallContext context) {
    StringBuilder out = new StringBuilder();
    String separator = a.has(0) ? Values.str(a.value(0)) : "";
    Attribute attribute = Attribute.of(a.value(1), context);
    String next = "";
    for (Object item : Values.iterate(value)) {
      out.append(next).append(Values.str(attribute.read(item)));
      next = separator;
    }
    return out.toString();
  }

  static Comparator<@Nullable Object> order(boolean caseSensitive) {
    return (x, y) -> Values.compare(fold(x, caseSensitive), fold(y, caseSensitive), "<");
  }

  /** Text in lower case unless case matters. */
  static @Nullable Object fold(@Nullable Object value, boolean caseSensitive) {
    return !caseSensitive && Markup.plain(value) instanceof String text
        ? text.toLowerCase(java.util.Locale.ROOT)
        : value;
  }

  private static List<@Nullable Object> sort(
      @Nullable Object value, Arguments a, CallContext context) {
    boolean caseSensitive = a.flag(1, false);
    List<@Nullable Object> items = new ArrayList<>(Values.iterate(value));
    Comparator<@Nullable Object> order;
    if (a.value(2) instanceof String names && names.indexOf(',') >= 0) {
      String[] all = names.split(",");
      order = by(Attribute.of(all[0], context), caseSensitive);
      for (int i = 1; i < all.length; i++) {
        order = order.thenComparing(by(Attribute.of(all[i], context), caseSensitive));
      }
    } else {
      order = by(Attribute.of(a.value(2), context), caseSensitive);
    }
    items.sort(a.flag(0, false) ? Collections.reverseOrder(order) : order);
    if (items.size() == 1) {
      order.compare(items.getFirst(), items.getFirst());
    }
    return items;
  }

  private static Comparator<@Nullable Object> by(Attribute attribute, boolean caseSensitive) {
    Comparator<@Nullable Object> order = order(caseSensitive);
    return (x, y) -> order.compare(attribute.read(x), attribute.read(y));
  }

  private static Object reverse(@Nullable Object value) {
    if (value instanceof String text) {
      return new StringBuilder(text).reverse().toString();
    }
    List<@Nullable Object> items = new ArrayList<>(Values.iterate(value));
    Collections.reverse(items);
    return items;
  }

  private static @Nullable Object extreme(
      @Nullable Object value, Arguments a, CallContext context, boolean greatest) {
    List<@Nullable Object> items = Values.iterate(value);
    if (items.isEmpty()) {
      return new Undefined(greatest ? "max" : "min", null) {
        @Override
        public String message() {
          return "there is no " + path() + " element: the sequence is empty";
        }
      };
    }
    Comparator<@Nullable Object> order = by(Attribute.of(a.value(1), context), a.flag(0, false));
    Object best = items.getFirst();
    for (Object item : items) {
      if (greatest ? order.compare(item, best) > 0 : order.compare(item, best) < 0) {
        best = item;
      }
    }
    return best;
  }

  private static @Nullable Object sum(@Nullable Object value, Arguments a, CallContext context) {
    Attribute attribute = Attribute.of(a.value(0), context);
    Object total = a.value(1, 0L);
    for (Object item : Values.iterate(value)) {
      Object read = attribute.read(item);
      Values.rejectUnusable(read);
      if (Numbers.isNumber(total) && Numbers.isNumber(read)) {
        total = Numbers.add(total, read);
      } else if (total instanceof List<?> x
          && read instanceof List<?> y
          && x instanceof PyTuple == y instanceof PyTuple) {
        List<@Nullable Object> both = new ArrayList<>(x);
        both.addAll(y);
        total = x instanceof PyTuple ? PyTuple.copyOf(both) : both;
      } else if (total instanceof java.time.Duration x && read instanceof java.time.Duration y) {
        total = x.plus(y);
      } else {
        throw new ValueException(
            "the filter 'sum' cannot add '"
                + Values.typeName(read)
                + "' to '"
                + Values.typeName(total)
                + "'");
      }
    }
    return total;
  }

  private static List<@Nullable Object> batch(List<@Nullable Object> items, Arguments a) {
    long count = a.integer(0, 1);
    List<@Nullable Object> rows = new ArrayList<>();
    List<@Nullable Object> row = new ArrayList<>();
    for (Object item : items) {
      if (row.size() == count) {
        rows.add(row);
        row = new ArrayList<>();
      }
      row.add(item);
    }
    if (!row.isEmpty()) {
      while (row.size() < count && a.value(1) != null) {
        row.add(a.value(1));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<@Nullable Object> slice(List<@Nullable Object> items, Arguments a) {
    int slices = (int) a.integer(0, 1);
    if (slices == 0) {
      throw new ValueException("the filter 'slice' cannot make zero slices");
    }
    int size = items.size() / slices;
    int longer = items.size() % slices;
    List<@Nullable Object> result = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < slices; i++) {
      int end = at + size + (i < longer ? 1 : 0);
      List<@Nullable Object> part = new ArrayList<>(items.subList(at, end));
      if (a.value(1) != null && i >= longer) {
        part.add(a.value(1));
      }
      result.add(part);
      at = end;
    }
    return result;
  }

  static List<@Nullable Object> flatten(List<?> items, long levels, boolean skipNulls) {
    List<@Nullable Object> result = new ArrayList<>();
    for (Object item : items) {
      if (skipNulls && (item == null || item.equals("None") || item.equals("null"))) {
        continue;
      }
      if (item instanceof List<?> list && levels != 0) {
        result.addAll(flatten(list, levels - 1, skipNulls));
      } else {
        result.add(item);
      }
    }
    return result;
  }

  private static List<@Nullable Object> zip(@Nullable Object value, Arguments a, boolean longest) {
    List<List<@Nullable Object>> columns = new ArrayList<>(List.of(Values.iterate(value)));
    a.rest().forEach(other -> columns.add(Values.iterate(other)));
    Object fill = a.named().get("fillvalue");
    int rows = 0;
    for (int i = 0; i < columns.size(); i++) {
      int size = columns.get(i).size();
      rows = i == 0 ? size : longest ? Math.max(rows, size) : Math.min(rows, size);
    }
    List<@Nullable Object> result = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      @Nullable Object[] items = new @Nullable Object[columns.size()];
      for (int i = 0; i < items.length; i++) {
        items[i] = row < columns.get(i).size() ? columns.get(i).get(row) : fill;
      }
      result.add(PyTuple.of(items));
    }
    return result;
  }

  static Map<?, ?> mapping(@Nullable Object value, String filter) {
    Values.rejectUnusable(value);
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new ValueException(
        "the filter '" + filter + "' needs a mapping, not '" + Values.typeName(value) + "'");
  }
}
