package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Values;

/** Filters that print values for people. */
public final class FormatFilters {
  private FormatFilters() {}

  public static void addTo(Library library) {
    library
        .filter("pprint", "", (v, _, _) -> PrettyPrint.print(v))
        .filter("quote", "", (v, _, _) -> shellQuote(v == null ? "" : Values.str(v)));
  }

  /** The text as one word of a POSIX shell. */
  public static String shellQuote(String text) {
    if (text.isEmpty()) {
      return "''";
    }
    boolean safe =
        text.chars()
            .allMatch(
                c -> c < 128 && (Character.isLetterOrDigit(c) || "@%+=:,./-_".indexOf(c) >= 0));
    return safe ? text : "'" + text.replace("'", "'\"'\"'") + "'";
  }
}
