package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleFailure;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as playbooks write them: Python's, whose named groups are spelt {@code
 * (?P<name>…)}.
 */
final class Regex {
  private Regex() {}

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
