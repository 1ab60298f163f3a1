package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Filters that choose by chance, or by a seed the same way every time. */
public final class RandomFilters {
  private RandomFilters() {}

  public static void addTo(Library library) {
    library
        .filter("random", "start? step? seed?", RandomFilters::random)
        .filter(
            "shuffle",
            "seed?",
            (v, a, context) -> shuffle(Values.iterate(v), chooser(a.value(0), context)))
        .filter("random_mac", "seed?", RandomFilters::mac);
  }

  /** Gives numbers from zero up to below another; the same ones as Python for a seed. */
  public static UnaryOperator<BigInteger> chooser(@Nullable Object seed, CallContext context) {
    if (seed == null) {
      return bound ->
          BigInteger.valueOf(context.surroundings().random().nextLong(bound.longValueExact()));
    }
    MersenneTwister twister =
        Numbers.isInteger(seed)
            ? new MersenneTwister(Numbers.big(seed))
            : new MersenneTwister(Values.str(seed));
    return twister::below;
  }

  private static @Nullable Object random(@Nullable Object value, Arguments a, CallContext context) {
    UnaryOperator<BigInteger> choose = chooser(a.value(2), context);
    if (Numbers.isInteger(value)) {
      long start = a.integer(0, 0);
      long step = a.integer(1, 1);
      BigInteger span = Numbers.big(value).subtract(BigInteger.valueOf(start));
      BigInteger count =
          span.add(BigInteger.valueOf(step - Long.signum(step))).divide(BigInteger.valueOf(step));
      if (count.signum() <= 0) {
        throw new ValueException(
            "the filter 'random' has nothing to choose from between " + start + " and " + value);
      }
      return Numbers.integer(
          choose.apply(count).multiply(BigInteger.valueOf(step)).add(BigInteger.valueOf(start)));
    }
    if (a.value(0) != null || a.value(1) != null) {
      throw new ValueException("the filter 'random' takes start and step with numbers only");
    }
    List<@Nullable Object> items = Values.iterate(value);
    if (items.isEmpty()) {
      throw new ValueException(
          "the filter 'random' has nothing to choose from: the sequence is empty");
    }
    return items.get(choose.apply(BigInteger.valueOf(items.size())).intValue());
  }

  private static List<@Nullable Object> shuffle(
      List<@Nullable Object> items, UnaryOperator<BigInteger> choose) {
    List<@Nullable Object> result = new ArrayList<>(items);
    for (int i = result.size() - 1; i > 0; i--) {
      Collections.swap(result, i, choose.apply(BigInteger.valueOf(i + 1L)).intValue());
    }
    return result;
  }

  private static String mac(@Nullable Object prefix, Arguments a, CallContext context) {
    String start = Values.str(prefix).toLowerCase(Locale.ROOT);
    int given = start.isEmpty() ? 0 : start.split(":").length;
    if (given == 0 || given > 5 || !start.matches("[0-9a-f]{2}(:[0-9a-f]{2})*:?")) {
      throw new ValueException(
          "the filter 'random_mac' needs 1 to 5 leading bytes such as '52:54:00', not '"
              + prefix
              + "'");
    }
    BigInteger least = BigInteger.valueOf(0x1000000000L);
    BigInteger span = BigInteger.valueOf(0xffffffffffL).subtract(least).add(BigInteger.ONE);
    String digits = chooser(a.value(0), context).apply(span).add(least).toString(16);
    StringBuilder out = new StringBuilder(start.replaceFirst(":$", ""));
    for (int i = 0; i < 6 - given; i++) {
      out.append(':').append(digits, 2 * i, 2 * i + 2);
    }
    return out.toString();
  }
}
