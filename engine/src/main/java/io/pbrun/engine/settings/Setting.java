package io.pbrun.engine.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A setting as {@code ansible-config} lists it.
 *
 * @param choices what it may be; empty when anything of its type
 * @param defaultText its default as the environment would give it; empty when there is none
 * @param variables of the environment that set it, the first one that is set counts
 * @param keys that set it in {@code ansible.cfg}, as {@code section.key}
 * @param remark what users must know of it here; may be empty
 */
public record Setting(
    String name,
    Type type,
    List<String> choices,
    String defaultText,
    List<String> variables,
    List<String> keys,
    Support support,
    String remark) {

  /** How the text of a setting is read. */
  public enum Type {
    BOOLEAN,
    INTEGER,
    FLOAT,
    STRING,
    /** Parts between commas. */
    LIST,
    /** A file or folder. */
    PATH,
    /** Folders between colons. */
    PATHSPEC,
    /** Files or folders between commas. */
    PATHLIST,
    /** Mappings cannot be written in the environment or a file; only the default exists. */
    DICT
  }

  /** Reads a line of the table: seven columns between bars. */
  static Setting parse(String line) {
    List<String> columns = new ArrayList<>(7);
    int from = 0;
    for (int bar = line.indexOf('|'); bar >= 0; bar = line.indexOf('|', from)) {
      columns.add(line.substring(from, bar).strip());
      from = bar + 1;
    }
    columns.add(line.substring(from).strip());
    if (columns.size() != 7) {
      throw new IllegalStateException("a setting has seven columns, not this: " + line);
    }
    String type = columns.get(1);
    int choices = type.indexOf('(');
    return new Setting(
        columns.get(0),
        Type.valueOf((choices < 0 ? type : type.substring(0, choices)).toUpperCase(Locale.ROOT)),
        choices < 0 ? List.of() : words(type.substring(choices + 1, type.length() - 1)),
        columns.get(2),
        words(columns.get(3)),
        words(columns.get(4)),
        Support.of(columns.get(5)),
        columns.get(6));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
