package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Arguments written as one text, {@code chdir=/tmp ls -l}: words are split at white space outside
 * quotes and templates, a word {@code key=value} is an argument, and what is left is the free text.
 *
 * @param rest the free text; null when nothing is left
 */
record FreeForm(List<YamlNode.Entry> options, YamlNode.@Nullable Scalar rest) {
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\\\\'\"abfnrtv]))");

  private record Word(int begin, int end) {}

  /**
   * Splits a text.
   *
   * @param isOption whether a key is an argument; other {@code key=value} words belong to the free
   *     text
   * @param keepsLineEnds whether line ends at the end belong to the free text, as in {@code shell:
   *     |}
   * @throws DiagnosticException when a quote or a template is not closed
   */
  static FreeForm parse(
      String text, TextOrigin origin, Predicate<String> isOption, boolean keepsLineEnds) {
    List<YamlNode.Entry> options = new ArrayList<>();
    MappedText rest = new MappedText(origin);
    int copied = 0;
    for (Word word : words(text, origin)) {
      if (isContinuation(text, word)) {
        rest.copy(text, copied, word.begin);
        copied = word.end + 1;
        continue;
      }
      int equals = equalsSign(text, word);
      if (equals > word.begin && isOption.test(text.substring(word.begin, equals))) {
        YamlNode.Scalar key = new MappedText(origin).copy(text, word.begin, equals).scalar();
        options.add(new YamlNode.Entry(key, value(text, equals + 1, word.end, origin).scalar()));
        rest.copy(text, copied, word.begin);
        copied = word.end;
        while (copied < text.length() && text.charAt(copied) == ' ') {
          copied++;
        }
      }
    }
    rest.copy(text, copied, text.length());
    MappedText stripped = strip(rest, origin, keepsLineEnds);
    return new FreeForm(List.copyOf(options), stripped.text().isEmpty() ? null : stripped.scalar());
  }

  /** A backslash of its own at the end of a line: the next line goes on where it stands. */
  private static boolean isContinuation(String text, Word word) {
    return word.end - word.begin == 1
        && text.charAt(word.begin) == '\\'
        && text.startsWith("\n", word.end);
  }

  /** Without blanks around it. */
  private static MappedText strip(MappedText rest, TextOrigin origin, boolean keepsLineEnds) {
    String text = rest.text();
    if (text.isBlank()) {
      return new MappedText(origin);
    }
    MappedText stripped = MappedText.stripped(text, rest.origin());
    int end = text.stripTrailing().length();
    if (keepsLineEnds && text.indexOf('\n', end) >= 0) {
      int begin = text.length() - text.stripLeading().length();
      return new MappedText(rest.origin()).copy(text, begin, text.length());
    }
    return stripped;
  }

  private static List<Word> words(String text, TextOrigin origin) {
    List<Word> words = new ArrayList<>();
    int begin = -1;
    char quote = 0;
    int quotedFrom = 0;
    int depth = 0;
    int openedAt = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      boolean blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (begin < 0 && !blank) {
        begin = i;
      }
      if (quote == 0 && c == '{' && (next == '{' || next == '%' || next == '#')) {
        openedAt = depth == 0 ? i : openedAt;
        depth++;
        i++;
      } else if (quote == 0 && depth > 0 && next == '}' && (c == '}' || c == '%' || c == '#')) {
        depth--;
        i++;
      } else if (depth == 0 && (c == '\'' || c == '"') && (i == 0 || text.charAt(i - 1) != '\\')) {
        quotedFrom = quote == 0 ? i : quotedFrom;
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      } else if (blank && quote == 0 && depth == 0 && begin >= 0) {
        words.add(new Word(begin, i));
        begin = -1;
      }
    }
    if (quote != 0 || depth > 0) {
      throw new DiagnosticException(
          Diagnostic.error(
              quote != 0
                  ? "the quote " + quote + " is never closed"
                  : "the template is never closed",
              origin.at(quote != 0 ? quotedFrom : openedAt),
              "close it, or write the arguments as a mapping, one a line"));
    }
    if (begin >= 0) {
      words.add(new Word(begin, text.length()));
    }
    return words;
  }

  private static int equalsSign(String text, Word word) {
    for (int i = word.begin; i < word.end; i++) {
      char c = text.charAt(i);
      if (c == '=' && (i == word.begin || text.charAt(i - 1) != '\\')) {
        return i;
      }
      int close = text.startsWith("{{", i) ? text.indexOf("}}", i) : -1;
      if (close > 0) {
        // A name may be a template where any name is allowed: set_fact: "{{ item }}=1".
        i = close + 1;
      } else if (c == '\'' || c == '"' || c == '{') {
        return -1;
      }
    }
    return -1;
  }

  private static MappedText value(String text, int begin, int end, TextOrigin origin) {
    int from = begin;
    int to = end;
    if (to - from > 1
        && text.charAt(from) == text.charAt(to - 1)
        && "'\"".indexOf(text.charAt(from)) >= 0) {
      from++;
      to--;
    }
    MappedText value = new MappedText(origin);
    Matcher escape = ESCAPE.matcher(text).region(from, to);
    while (escape.find()) {
      value.copy(text, from, escape.start());
      value.append(unescaped(escape), escape.start());
      from = escape.end();
    }
    return value.copy(text, from, to);
  }

  private static String unescaped(Matcher escape) {
    for (int group = 1; group <= 3; group++) {
      String digits = escape.group(group);
      if (digits != null) {
        int point = (int) Long.parseLong(digits, 16);
        return Character.isValidCodePoint(point) ? Character.toString(point) : escape.group();
      }
    }
    return switch (escape.group(4)) {
      case "a" -> "\u0007";
      case "b" -> "\b";
      case "f" -> "\f";
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      case "v" -> "\u000b";
      default -> escape.group(4);
    };
  }
}
