package io.pbrun.engine.template.python;

import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Numbers;

/** Methods of numbers. */
public final class NumberMethods {
  private NumberMethods() {}

  public static void addTo(Library library) {
    library
        .filter("bit_length", "", (n, _, _) -> (long) Numbers.big(n).abs().bitLength())
        .filter(
            "is_integer",
            "",
            (n, _, _) -> !Numbers.isFloat(n) || Numbers.real(n) == Math.rint(Numbers.real(n)));
  }
}
