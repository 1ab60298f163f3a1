package io.pbrun.engine.run;

import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;

/** Keywords that take whole numbers, whose value came out of a template. */
final class WholeNumbers {
  private WholeNumbers() {}

  /**
   * @throws ValueException when it is none, which fails the task that has the keyword
   */
  static int parse(Object value, String what) {
    if (value instanceof Double number && number == Math.rint(number)) {
      return Math.toIntExact(number.longValue());
    }
    try {
      return Integer.parseInt(Values.str(value).strip());
    } catch (NumberFormatException | ArithmeticException e) {
      throw new ValueException(
          "the field '%s' has an invalid value (%s), and could not be converted to int: it takes a whole number"
              .formatted(what, Values.str(value)),
          e);
    }
  }
}
