package io.pbrun.engine.settings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value of a setting's text.
 *
 * @param environment for {@code ~} and variables in paths
 * @param directory the current one
 */
record SettingReader(Map<String, String> environment, Path directory) {
  private static final List<String> TRUE = List.of("y", "yes", "on", "1", "true", "t", "1.0");
  private static final List<String> FALSE =
      List.of("n", "no", "off", "0", "false", "f", "0.0", "none");

  /** A text is not of the setting's type; the message says what was expected. */
  static final class WrongType extends Exception {
    WrongType(String expected) {
      super(expected);
    }
  }

  /**
   * @param base what relative paths start from: the folder of the file that they stand in
   * @return Boolean, Long, Double, String, a list of String, or null for none
   */
  @Nullable Object read(Setting setting, String text, Path base) throws WrongType {
    if (text.isEmpty() && setting.type() != Setting.Type.STRING) {
      return switch (setting.type()) {
        case LIST, PATHLIST, PATHSPEC -> List.of();
        default -> null;
      };
    }
    Object value =
        switch (setting.type()) {
          case BOOLEAN -> truth(text);
          case INTEGER -> integer(text);
          case FLOAT -> decimal(text);
          case STRING -> text.equals("None") ? null : text;
          case LIST -> parts(text, ",");
          case PATH -> path(text, base);
          case PATHLIST -> parts(text, ",").stream().map(each -> path(each, base)).toList();
          case PATHSPEC -> parts(text, ":").stream().map(each -> path(each, base)).toList();
          case DICT -> throw new WrongType("nothing: it cannot be set");
        };
    if (value != null && !setting.choices().isEmpty() && !isChoice(setting, value)) {
      throw new WrongType("one of " + String.join(", ", setting.choices()));
    }
    return value;
  }

  private static boolean isChoice(Setting setting, Object value) {
    return setting.choices().contains(value.toString())
        // These stand for names of the list.
        || (setting.name().equals("TRANSFORM_INVALID_GROUP_CHARS")
            && (TRUE.contains(fold(value)) || FALSE.contains(fold(value))));
  }

  private static String fold(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean truth(String text) throws WrongType {
    if (TRUE.contains(fold(text))) {
      return true;
    }
    if (FALSE.contains(fold(text))) {
      return false;
    }
    throw new WrongType("yes or no");
  }

  private static long integer(String text) throws WrongType {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new WrongType("a whole number");
    }
  }

  private static double decimal(String text) throws WrongType {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new WrongType("a number");
    }
  }

  private static List<String> parts(String text, String separator) {
    return Arrays.stream(text.split(separator))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private String path(String text, Path base) {
    String here = directory.toAbsolutePath().normalize().toString();
    String expanded = Homes.expand(text.replace("{{CWD}}", here), environment);
    return base.resolve(expanded).toAbsolutePath().normalize().toString();
  }
}
