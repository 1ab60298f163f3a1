package io.pbrun.engine.template.python;

import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Numbers;
import org.jspecify.annotations.Nullable;

/** Methods of numbers. */
public final class NumberMethods {
  private NumberMethods() {}

  public static void addTo(Library library) {
    library
        .filter("bit_length", "", (n, _, _) -> (long) Numbers.big(n).abs().bitLength())
        .filter("conjugate", "", (n, _, _) -> itself(n))
        .filter(
            "is_integer",
            "",
            (n, _, _) -> !Numbers.isFloat(n) || Numbers.real(n) == Math.rint(Numbers.real(n)));
  }

  /** The attribute of the number; null when it has none of this name. */
  public static @Nullable Object field(@Nullable Object number, String name) {
    return switch (name) {
      case "real" -> itself(number);
      case "imag" -> Numbers.isFloat(number) ? (Object) 0.0 : 0L;
      case "numerator" -> Numbers.isFloat(number) ? null : itself(number);
      case "denominator" -> Numbers.isFloat(number) ? null : 1L;
      default -> null;
    };
  }

  /** The number, where a boolean is one or zero. */
  private static Object itself(@Nullable Object number) {
    return Numbers.add(0L, number);
  }
}
