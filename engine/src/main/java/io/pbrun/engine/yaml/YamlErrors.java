package io.pbrun.engine.yaml;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Says in a playbook author's words what SnakeYAML found in a grammarian's. */
final class YamlErrors {
  /** A value, after {@code key:} or a dash, that begins with braces and was not quoted. */
  private static final Pattern BARE_BRACES =
      Pattern.compile("^\\s*(?:- +)*(?:[^\\s'\"{\\[#][^:#]*:\\s+)?(\\{[{%#].*?)\\s*$");

  private static final Pattern QUOTED_THEN_TEXT =
      Pattern.compile(
          "^(\\s*(?:- +)*(?:[^\\s'\"#][^:#]*:\\s+)?)('(?:[^']|'')*'|\"(?:[^\"\\\\]|\\\\.)*\")\\s*([^\\s#:,\\]}].*)$");
  private static final Pattern KEY_THEN_VALUE =
      Pattern.compile("^\\s*(?:- +)*([^\\s'\"#][^:#]*):\\s+(\\S.*)$");
  private static final String SINGLE = "'";

  private YamlErrors() {}

  static Diagnostic explain(YAMLException e, Lines lines) {
    return switch (e) {
      case MarkedYAMLException marked when marked.getProblemMark() != null -> marked(marked, lines);
      case ReaderException reader ->
          Diagnostic.error(
              "the character U+%04X is not allowed in YAML".formatted(reader.getCodePoint()),
              lines.at(Math.clamp(reader.getPosition(), 0, lines.source.text().length())),
              "write it as an escape in double quotes, or remove it");
      default -> Diagnostic.error(tooMuch(String.valueOf(e.getMessage())), lines.source.at(1, 1));
    };
  }

  private static String tooMuch(String message) {
    return message.contains("Nesting Depth")
        ? "the document is nested deeper than 100 levels"
        : message;
  }

  /** A key that is a list or a mapping: nearly always an unquoted expression. */
  static Diagnostic collectionAsKey(MappingNode mapping, Node key, Lines lines) {
    Place place = lines.place(mapping.getStartMark());
    int from = lines.offset(mapping.getStartMark());
    String text = lines.source.text();
    if (text.startsWith("{{", from)) {
      return unquoted(text.substring(from, lines.offset(mapping.getEndMark())).strip(), place);
    }
    return Diagnostic.error(
        "a list or mapping cannot be a key", lines.place(key.getStartMark()), "quote the key");
  }

  private static Diagnostic unquoted(String expression, Place place) {
    String quote = expression.contains("\"") ? SINGLE : "\"";
    boolean both = expression.contains("\"") && expression.contains(SINGLE);
    String quoted =
        both ? "\"" + expression.replace("\"", "\\\"") + "\"" : quote + expression + quote;
    return Diagnostic.error(
        "a value that begins with '"
            + expression.substring(0, 2)
            + "' must be quoted, or YAML takes it for a mapping",
        place,
        "quote this expression: " + quoted);
  }

  private static Diagnostic marked(MarkedYAMLException e, Lines lines) {
    Mark mark = e.getProblemMark();
    Place place = lines.place(mark);
    String line = lines.line(mark.getLine());
    String problem = String.valueOf(e.getProblem());
    String context = String.valueOf(e.getContext());
    if (problem.contains("(TAB)")
        || line.substring(0, line.length() - line.stripLeading().length()).contains("\t")) {
      int column = Math.max(0, line.indexOf('\t'));
      return Diagnostic.error(
          "a tab cannot indent YAML",
          lines.source.at(mark.getLine() + 1, column + 1),
          "use spaces");
    }
    Diagnostic braces = bareBraces(e, lines);
    if (braces != null) {
      return braces;
    }
    if ((context.contains("quoted scalar") && problem.contains("end of stream"))
        || problem.contains("unexpected document separator")) {
      Place opened = e.getContextMark() == null ? place : lines.place(e.getContextMark());
      return Diagnostic.error(
          "this quote is never closed", opened, "close it with the same kind of quote");
    }
    if (problem.contains("unknown escape character")) {
      return Diagnostic.error(
          "unknown escape in a double-quoted text",
          place,
          "write '\\\\' for a backslash, or use single quotes");
    }
    Diagnostic quotes = textAfterQuote(mark, lines);
    if (quotes != null) {
      return quotes;
    }
    if (problem.contains("mapping values are not allowed")) {
      return colon(mark, lines);
    }
    if (problem.contains("cannot start any token")) {
      return Diagnostic.error(
          "a value cannot begin with '"
              + line.charAt(Math.min(place.column() - 1, line.length() - 1))
              + "'",
          place,
          "quote it");
    }
    if (context.contains("scanning an alias") || context.contains("scanning an anchor")) {
      return Diagnostic.error(
          "'*' and '&' mark aliases and anchors in YAML, and a name must follow",
          place,
          "quote the value if it begins with that character");
    }
    if (problem.contains("undefined alias")) {
      return Diagnostic.error(
          "no anchor '&"
              + problem.replaceFirst(".*alias ", "").strip()
              + "' stands before this alias",
          place,
          "quote the value if it begins with '*' itself");
    }
    if (problem.contains("could not find expected ':'")) {
      return missingColon(e, lines);
    }
    if (problem.contains("expected <block end>") || problem.contains("expected <document start>")) {
      return indentation(e, lines);
    }
    return structure(e, lines, problem, place);
  }

  private static @Nullable Diagnostic bareBraces(MarkedYAMLException e, Lines lines) {
    for (Mark mark : new Mark[] {e.getProblemMark(), e.getContextMark()}) {
      if (mark == null) {
        continue;
      }
      Matcher matcher = BARE_BRACES.matcher(lines.line(mark.getLine()));
      if (matcher.matches()) {
        return unquoted(
            matcher.group(1), lines.source.at(mark.getLine() + 1, matcher.start(1) + 1));
      }
    }
    return null;
  }

  private static @Nullable Diagnostic textAfterQuote(Mark mark, Lines lines) {
    Matcher matcher = QUOTED_THEN_TEXT.matcher(lines.line(mark.getLine()));
    if (!matcher.matches()) {
      return null;
    }
    return Diagnostic.error(
        "text follows the closing quote",
        lines.source.at(mark.getLine() + 1, matcher.start(3) + 1),
        "quote the whole value: a value that begins with a quote ends with that quote");
  }

  private static Diagnostic colon(Mark mark, Lines lines) {
    Matcher matcher = KEY_THEN_VALUE.matcher(lines.line(mark.getLine()));
    if (matcher.matches() && matcher.start(2) < mark.getColumn()) {
      String value = matcher.group(2).stripTrailing();
      return Diagnostic.error(
          "a plain value cannot hold ': '",
          lines.place(mark),
          "quote the value: "
              + matcher.group(1)
              + ": \""
              + value.replace("\\", "\\\\").replace("\"", "\\\"")
              + "\"");
    }
    int indent =
        lines.line(mark.getLine()).length() - lines.line(mark.getLine()).stripLeading().length();
    return Diagnostic.error(
        "a key cannot stand here: it is indented under a line that already has a value",
        lines.source.at(mark.getLine() + 1, indent + 1),
        "give it the indentation of the keys that it belongs to");
  }

  private static Diagnostic missingColon(MarkedYAMLException e, Lines lines) {
    Mark at = e.getContextMark() == null ? e.getProblemMark() : e.getContextMark();
    return Diagnostic.error(
        "expected 'key: value' here", lines.place(at), "a key needs a colon and a space after it");
  }

  private static Diagnostic indentation(MarkedYAMLException e, Lines lines) {
    Mark problem = e.getProblemMark();
    String line = lines.line(problem.getLine());
    int indent = line.length() - line.stripLeading().length();
    Diagnostic diagnostic =
        Diagnostic.error(
            "this line does not fit what stands above it",
            lines.source.at(problem.getLine() + 1, indent + 1),
            "indent it like the lines that it belongs to");
    Mark context = e.getContextMark();
    return context == null || context.getLine() == problem.getLine()
        ? diagnostic
        : diagnostic.with(
            new Diagnostic.Note(
                String.valueOf(e.getContext()).contains("collection")
                    ? "the list begins here"
                    : "the mapping begins here",
                lines.place(context)));
  }

  private static Diagnostic structure(
      MarkedYAMLException e, Lines lines, String problem, Place place) {
    String context = String.valueOf(e.getContext());
    if (context.contains("flow")) {
      Mark opened = e.getContextMark() == null ? e.getProblemMark() : e.getContextMark();
      String what = context.contains("mapping") ? "'{'" : "'['";
      String close = context.contains("mapping") ? "'}'" : "']'";
      return Diagnostic.error(
              "expected ',' or " + close + " here",
              place,
              "close what " + what + " opened, or quote the value if it is text")
          .with(new Diagnostic.Note(what + " was opened here", lines.place(opened)));
    }
    return Diagnostic.error("this is not YAML: " + problem, place, null);
  }
}
