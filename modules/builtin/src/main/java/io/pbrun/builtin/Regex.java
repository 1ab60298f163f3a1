package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.template.filter.PythonRegex;
import io.pbrun.engine.value.ValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as playbooks write them: Python's, whose named groups are spelt {@code
 * (?P<name>…)}.
 */
final class Regex {
  private Regex() {}

  static PythonRegex python(String text, boolean multiline) throws ModuleFailure {
    try {
      return PythonRegex.compile(text, false, multiline);
    } catch (ValueException e) {
      throw new ModuleFailure(String.valueOf(e.getMessage()));
    }
  }

  /** A replacement such as {@code \1 x \g<name>} for one match. */
  static String expand(PythonRegex regex, String template, Matcher match) throws ModuleFailure {
    try {
      return regex.expand(template, match);
    } catch (ValueException e) {
      throw new ModuleFailure(String.valueOf(e.getMessage()));
    }
  }

  static Pattern compile(String text) throws ModuleFailure {
    return compile(text, 0);
  }

  static Pattern compile(String text, int flags) throws ModuleFailure {
    String ours =
        text.replace("(?P<", "(?<")
            .replaceAll("\\(\\?P=(\\w+)\\)", "\\\\k<$1>")
            .replace("\\Z", "\\z");
    try {
      return Pattern.compile(ours, flags);
    } catch (PatternSyntaxException e) {
      throw new ModuleFailure("not a regular expression: '" + text + "': " + e.getDescription());
    }
  }
}
