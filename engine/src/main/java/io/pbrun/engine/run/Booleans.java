package io.pbrun.engine.run;

import io.pbrun.engine.value.ValueException;
import java.util.Locale;

/** Boolean keywords whose value came out of a template. */
final class Booleans {
  private Booleans() {}

  /**
   * @throws ValueException when it is none, which fails the task that has the keyword
   */
  static boolean parse(Object value, String what) {
    return switch (value) {
      case Boolean bool -> bool;
      case Long number when number == 0 || number == 1 -> number == 1;
      case Object other ->
          switch (other.toString().toLowerCase(Locale.ROOT).strip()) {
            case "yes", "true", "on", "1", "y", "t" -> true;
            case "no", "false", "off", "0", "n", "f", "" -> false;
            default ->
                throw new ValueException(
                    "the field '%s' has an invalid value (%s), and could not be converted to bool: it is not a valid boolean, which true and false are"
                        .formatted(what, other));
          };
    };
  }
}
