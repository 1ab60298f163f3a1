package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All ways to choose or arrange elements, in the order in which Python lists them. */
public final class Combinatorics {
  private static final int MOST = 10_000_000;

  private Combinatorics() {}

  static List<@Nullable Object> product(@Nullable Object value, Arguments a) {
    List<List<@Nullable Object>> pools = new ArrayList<>(List.of(Values.iterate(value)));
    a.rest().forEach(other -> pools.add(Values.iterate(other)));
    int repeat = a.named().get("repeat") instanceof Number n ? n.intValue() : 1;
    List<List<@Nullable Object>> all = new ArrayList<>();
    for (int i = 0; i < repeat; i++) {
      all.addAll(pools);
    }
    List<@Nullable Object> result = new ArrayList<>();
    product(all).forEach(row -> result.add(PyTuple.copyOf(row)));
    return result;
  }

  /** One element of each pool, the last pool running fastest. */
  public static List<List<@Nullable Object>> product(List<List<@Nullable Object>> pools) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    rows.add(List.of());
    for (List<@Nullable Object> pool : pools) {
      if ((long) rows.size() * pool.size() > MOST) {
        throw new ValueException("the product would have more than " + MOST + " elements");
      }
      List<List<@Nullable Object>> longer = new ArrayList<>();
      for (List<@Nullable Object> row : rows) {
        for (Object item : pool) {
          List<@Nullable Object> next = new ArrayList<>(row);
          next.add(item);
          longer.add(next);
        }
      }
      rows = longer;
    }
    return rows;
  }

  static List<@Nullable Object> permutations(List<@Nullable Object> items, Arguments a) {
    int size = a.value(0) == null ? items.size() : (int) a.integer(0, 0);
    List<@Nullable Object> result = new ArrayList<>();
    choose(items, size, new ArrayList<>(), true, 0, result);
    return result;
  }

  static List<@Nullable Object> combinations(List<@Nullable Object> items, int size) {
    List<@Nullable Object> result = new ArrayList<>();
    choose(items, size, new ArrayList<>(), false, 0, result);
    return result;
  }

  private static void choose(
      List<@Nullable Object> items,
      int size,
      List<Integer> chosen,
      boolean ordered,
      int from,
      List<@Nullable Object> result) {
    if (chosen.size() == size) {
      @Nullable Object[] tuple = new @Nullable Object[size];
      for (int i = 0; i < size; i++) {
        tuple[i] = items.get(chosen.get(i));
      }
      result.add(PyTuple.of(tuple));
      if (result.size() > MOST) {
        throw new ValueException("there are more than " + MOST + " ways to choose");
      }
      return;
    }
    for (int i = ordered ? 0 : from; i < items.size(); i++) {
      if (!ordered || !chosen.contains(i)) {
        chosen.addLast(i);
        choose(items, size, chosen, ordered, i + 1, result);
        chosen.removeLast();
      }
    }
  }
}
