package io.pbrun.engine.template.python;

import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.ValueException;
import org.jspecify.annotations.Nullable;

/** Methods of numbers. */
public final class NumberMethods {
  private NumberMethods() {}

  public static void addTo(Library library) {
    library
        .filter("bit_length", "", (n, _, _) -> bitLength(n))
        .filter("conjugate", "", (n, _, _) -> itself(n))
        .filter(
            "is_integer",
            "",
            (n, _, _) -> {
              if (!Numbers.isFloat(n)) {
                throw new ValueException("is_integer() belongs to floats");
              }
              return Numbers.real(n) == Math.rint(Numbers.real(n));
            });
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

  private static long bitLength(@Nullable Object number) {
    if (Numbers.isFloat(number)) {
      throw new ValueException("bit_length() belongs to whole numbers");
    }
    return Numbers.big(number).abs().bitLength();
  }

  /** The number, where a boolean is one or zero. */
  private static Object itself(@Nullable Object number) {
    return Numbers.add(0L, number);
  }
}
