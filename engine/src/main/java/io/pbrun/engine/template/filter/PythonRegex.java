package io.pbrun.engine.template.filter;

import io.pbrun.engine.value.ValueException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Python's regular expressions on top of Java's: the same notation for groups, flags and
 * replacements.
 */
public final class PythonRegex {
  private final Pattern pattern;
  private final Map<String, String> names;

  private PythonRegex(Pattern pattern, Map<String, String> names) {
    this.pattern = pattern;
    this.names = names;
  }

  /**
   * Compiles Python's notation.
   *
   * @param multiline whether {@code ^} and {@code $} stand for every line's
   * @throws ValueException when the text is no regular expression
   */
  public static PythonRegex compile(String regex, boolean ignoreCase, boolean multiline) {
    Map<String, String> names = new HashMap<>();
    String translated = translate(regex, names, multiline);
    int flags =
        (ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0)
            | (multiline ? Pattern.MULTILINE : 0)
            | Pattern.UNICODE_CHARACTER_CLASS
            | Pattern.UNIX_LINES;
    try {
      return new PythonRegex(Pattern.compile(translated, flags), names);
    } catch (PatternSyntaxException e) {
      throw new ValueException(
          "'" + regex + "' is no regular expression: " + e.getDescription(), e);
    }
  }

  private static String translate(String regex, Map<String, String> names, boolean multiline) {
    StringBuilder out = new StringBuilder(regex.length() + 8);
    boolean set = false;
    int setStart = 0;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\' && i + 1 < regex.length()) {
        char next = regex.charAt(++i);
        if (next == 'Z') {
          out.append("\\z");
        } else {
          out.append(c).append(next);
        }
      } else if (set) {
        if (c == ']' && i > setStart) {
          set = false;
          out.append(c);
        } else if (c == ']' || c == '[' || (c == '&' && regex.startsWith("&&", i))) {
          out.append('\\').append(c);
        } else {
          out.append(c);
        }
      } else if (c == '[') {
        set = true;
        out.append(c);
        if (regex.startsWith("^", i + 1)) {
          out.append('^');
          i++;
        }
        setStart = i + 1;
      } else if (regex.startsWith("(?P<", i)) {
        int end = regex.indexOf('>', i);
        String name = end < 0 ? "" : regex.substring(i + 4, end);
        out.append("(?<").append(javaName(name, names)).append('>');
        i = end < 0 ? regex.length() : end;
      } else if (regex.startsWith("(?P=", i)) {
        int end = regex.indexOf(')', i);
        out.append("\\k<")
            .append(javaName(end < 0 ? "" : regex.substring(i + 4, end), names))
            .append('>');
        i = end < 0 ? regex.length() : end;
      } else if (c == '^' && multiline) {
        // Unlike Java's, also right behind the last line end.
        out.append("(?:\\A|(?<=\n))");
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Java's group names have no underscore. */
  private static String javaName(String name, Map<String, String> names) {
    return names.computeIfAbsent(
        name,
        key ->
            key.matches("[A-Za-z][A-Za-z0-9]*")
                ? key
                : "g" + names.size() + "x" + key.replaceAll("[^A-Za-z0-9]", ""));
  }

  public Matcher matcher(String text) {
    return pattern.matcher(text);
  }

  /**
   * The group by number or name.
   *
   * @throws ValueException when there is no such group
   */
  public String group(Matcher matcher, String nameOrNumber) {
    String text;
    if (!nameOrNumber.isEmpty() && nameOrNumber.chars().allMatch(Character::isDigit)) {
      int number = Integer.parseInt(nameOrNumber);
      if (number > matcher.groupCount()) {
        throw new ValueException("the regular expression has no group " + number);
      }
      text = matcher.group(number);
    } else {
      String name = names.get(nameOrNumber);
      if (name == null) {
        throw new ValueException(
            "the regular expression has no group named '" + nameOrNumber + "'");
      }
      text = matcher.group(name);
    }
    return text;
  }

  /** Replaces all matches, where the replacement knows {@code \1} and {@code \g<name>}. */
  public String replaceAll(String text, String replacement) {
    Matcher matcher = matcher(text);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (matcher.find()) {
      out.append(text, at, matcher.start());
      expand(replacement, matcher, out);
      at = matcher.end();
    }
    return at == 0 && out.isEmpty() ? text : out.append(text.substring(at)).toString();
  }

  /**
   * The replacement for one match, with its groups filled in.
   *
   * @throws ValueException when it names a group that is not there
   */
  public String expand(String replacement, Matcher matcher) {
    StringBuilder out = new StringBuilder();
    expand(replacement, matcher, out);
    return out.toString();
  }

  private void expand(String replacement, Matcher matcher, StringBuilder out) {
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c != '\\' || i + 1 == replacement.length()) {
        out.append(c);
        continue;
      }
      char next = replacement.charAt(++i);
      String group;
      if (next == 'g' && replacement.startsWith("<", i + 1) && replacement.indexOf('>', i) > 0) {
        int end = replacement.indexOf('>', i);
        group = group(matcher, replacement.substring(i + 2, end));
        i = end;
      } else if (next >= '1' && next <= '9') {
        int end = i + 1;
        if (end < replacement.length() && Character.isDigit(replacement.charAt(end))) {
          end++;
        }
        group = group(matcher, replacement.substring(i, end));
        i = end - 1;
      } else {
        switch (next) {
          case 'n' -> out.append('\n');
          case 't' -> out.append('\t');
          case 'r' -> out.append('\r');
          case 'f' -> out.append('\f');
          case 'v' -> out.append('\u000b');
          case 'a' -> out.append('\u0007');
          case 'b' -> out.append('\b');
          case '0' -> out.append('\0');
          case '\\' -> out.append('\\');
          default -> {
            if (Character.isLetter(next) && next < 128) {
              throw new ValueException(
                  "bad escape \\" + next + " in the replacement '" + replacement + "'");
            }
            out.append('\\').append(next);
          }
        }
        continue;
      }
      out.append(group == null ? "" : group);
    }
  }
}
