package io.pbrun.engine.vars;

import io.pbrun.engine.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells an operator where a variable is defined and which definition counts: {@code pbrun vars HOST
 * NAME --explain}.
 */
public final class VarsExplain {
  private VarsExplain() {}

  /**
   * One line a definition, the winning one first.
   *
   * @param text writes a value, for example as JSON
   */
  public static List<String> lines(
      List<VariableDefinition> highestFirst, Function<@Nullable Object, String> text) {
    List<String[]> rows = new ArrayList<>();
    for (VariableDefinition each : highestFirst) {
      rows.add(
          new String[] {
            each.wins() ? "wins" : "hidden",
            where(each.place()),
            what(each),
            text.apply(each.value())
          });
    }
    int[] widths = new int[3];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      lines.add(line.append(row[3]).toString().stripTrailing());
    }
    return List.copyOf(lines);
  }

  private static String what(VariableDefinition each) {
    String level = each.level().label();
    return each.origin().equals(level) ? level : level + ": " + each.origin();
  }

  private static String where(@Nullable Place place) {
    return place == null ? "-" : place.source().name() + ":" + place.line();
  }
}
