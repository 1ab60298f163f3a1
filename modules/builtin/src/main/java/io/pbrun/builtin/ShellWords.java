package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Command lines to words and back, by the rules of a POSIX shell. */
final class ShellWords {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)})");

  private ShellWords() {}

  /** The words of a line; quotes and backslashes are resolved, nothing else is. */
  static List<String> split(String line) throws ModuleFailure {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean escapes =
          c == '\\'
              && i + 1 < line.length()
              && (quote == 0 || (quote == '"' && "\"\\".indexOf(line.charAt(i + 1)) >= 0));
      if (escapes) {
        word.append(line.charAt(++i));
        inWord = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw new ModuleFailure("the command has a " + quote + " without its partner: " + line);
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  /** The word such that a shell reads it as it stands. */
  static String quote(String word) {
    return !word.isEmpty() && word.chars().allMatch(ShellWords::isPlain)
        ? word
        : "'" + word.replace("'", "'\"'\"'") + "'";
  }

  static String join(List<String> words) {
    return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }

  /** Whether {@code $HOME} or {@code ~} in a word wants to be expanded on the target. */
  static boolean wantsExpansion(String word) {
    return word.equals("~") || word.startsWith("~/") || VARIABLE.matcher(word).find();
  }

  /**
   * The word for a shell that expands variables and a leading {@code ~} in it, and nothing else.
   * Unset variables stay.
   */
  static String expanding(String word) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    if (word.equals("~") || word.startsWith("~/")) {
      text.append("\"$HOME\"");
      from = 1;
    }
    Matcher matcher = VARIABLE.matcher(word);
    int last = from;
    while (matcher.find()) {
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      text.append(literal(word.substring(last, matcher.start())));
      text.append("\"${").append(name).append('-').append("\\$").append(name).append("}\"");
      last = matcher.end();
    }
    return text.append(literal(word.substring(last))).toString();
  }

  /** A path for a shell: a leading {@code ~} is expanded, a leading {@code -} is no option. */
  static String path(String path) {
    return path.startsWith("~")
        ? expanding(path)
        : quote(path.startsWith("-") ? "./" + path : path);
  }

  /** A glob pattern for a shell: everything but {@code * ? [ ]} is taken literally. */
  static String globbing(String pattern) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      text.append("*?[]".indexOf(c) >= 0 || isPlain(c) ? String.valueOf(c) : "\\" + c);
    }
    return text.toString();
  }

  private static String literal(String text) {
    return text.isEmpty() ? "" : quote(text);
  }

  private static boolean isPlain(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "_@%+=:,./-".indexOf(c) >= 0);
  }
}
