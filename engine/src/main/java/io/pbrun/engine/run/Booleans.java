package io.pbrun.engine.run;

import java.util.Locale;

/** Boolean keywords whose value came out of a template. */
final class Booleans {
  private Booleans() {}

  static boolean parse(Object value, String what) {
    return switch (value) {
      case Boolean bool -> bool;
      case Long number when number == 0 || number == 1 -> number == 1;
      case Object other ->
          switch (other.toString().toLowerCase(Locale.ROOT).strip()) {
            case "yes", "true", "on", "1", "y", "t" -> true;
            case "no", "false", "off", "0", "n", "f", "" -> false;
            default ->
                throw new RunAbort("'%s' takes true or false, not '%s'".formatted(what, other));
          };
    };
  }
}
