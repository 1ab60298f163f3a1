package io.pbrun.engine.template;

import io.pbrun.engine.template.Lexer.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a template into text, expressions and tags, and settles all questions of white space. */
final class Segments {

  /** A piece of a template. */
  sealed interface Segment {
    At at();
  }

  record Data(At at, String text) implements Segment {}

  record Output(At at, List<Token> tokens) implements Segment {}

  record Tag(At at, List<Token> tokens) implements Segment {}

  private final At.Origin origin;
  private final String text;
  private final TemplateSettings settings;
  private final List<Segment> result = new ArrayList<>();
  private int at;
  private boolean trimNext;
  private boolean trimLineNext;

  private Segments(At.Origin origin, String text, TemplateSettings settings) {
    this.origin = origin;
    this.text = text;
    this.settings = settings;
  }

  static List<Segment> split(At.Origin origin, TemplateSettings settings) {
    String text = origin.text();
    if (!settings.keepTrailingNewline() && text.endsWith("\n")) {
      text = text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
    }
    return new Segments(origin, text, settings).run();
  }

  private List<Segment> run() {
    while (at < text.length()) {
      int start = nextStart();
      if (start < 0) {
        data(at, text.length(), null, (char) 0);
        break;
      }
      piece(start);
    }
    return result;
  }

  private int nextStart() {
    int variable = text.indexOf(settings.variableStart(), at);
    int block = text.indexOf(settings.blockStart(), at);
    int comment = text.indexOf(settings.commentStart(), at);
    int first = -1;
    for (int each : new int[] {variable, block, comment}) {
      if (each >= 0 && (first < 0 || each < first)) {
        first = each;
      }
    }
    return first;
  }

  private void piece(int start) {
    String opening = opening(start);
    int inside = start + opening.length();
    char sign = inside < text.length() ? text.charAt(inside) : 0;
    char mark = sign == '-' || sign == '+' ? sign : 0;
    if (mark != 0) {
      inside++;
    }
    data(at, start, opening, mark);
    if (opening.equals(settings.commentStart())) {
      comment(start, inside);
      return;
    }
    boolean variable = opening.equals(settings.variableStart());
    At.Origin scanned =
        text.length() == origin.text().length() ? origin : new At.Origin(text, origin.source());
    Lexer.Result lexed =
        Lexer.lex(
            scanned,
            inside,
            variable ? settings.variableEnd() : settings.blockEnd(),
            settings.escapes() || !variable);
    at = lexed.next();
    trimNext = lexed.mark() == '-';
    trimLineNext = !variable && settings.trimBlocks() && lexed.mark() != '+';
    At place = origin.at(start, at);
    if (variable) {
      result.add(new Output(place, lexed.tokens()));
    } else if (lexed.tokens().size() == 2 && lexed.tokens().getFirst().isName("raw")) {
      raw(place);
    } else {
      result.add(new Tag(place, lexed.tokens()));
    }
  }

  /** The longest delimiter that begins here. */
  private String opening(int start) {
    String longest = "";
    for (String each :
        List.of(settings.variableStart(), settings.blockStart(), settings.commentStart())) {
      if (each.length() > longest.length() && text.startsWith(each, start)) {
        longest = each;
      }
    }
    return longest;
  }

  private void comment(int start, int inside) {
    int end = text.indexOf(settings.commentEnd(), inside);
    if (end < 0) {
      throw origin
          .at(start, inside)
          .mistake(
              "the comment that begins here is never closed; '"
                  + settings.commentEnd()
                  + "' was expected",
              null);
    }
    char last = end > inside ? text.charAt(end - 1) : 0;
    trimNext = last == '-';
    trimLineNext = settings.trimBlocks() && last != '+';
    at = end + settings.commentEnd().length();
  }

  private void raw(At place) {
    java.util.regex.Matcher end =
        java.util.regex.Pattern.compile(
                java.util.regex.Pattern.quote(settings.blockStart())
                    + "([-+]?)\\s*endraw\\s*([-+]?)"
                    + java.util.regex.Pattern.quote(settings.blockEnd()))
            .matcher(text);
    if (!end.find(at)) {
      throw place.mistake("'raw' is never closed; 'endraw' was expected", null);
    }
    int stop = end.start();
    data(at, stop, settings.blockStart(), end.group(1).isEmpty() ? 0 : end.group(1).charAt(0));
    at = end.end();
    trimNext = end.group(2).equals("-");
    trimLineNext = settings.trimBlocks() && !end.group(2).equals("+");
  }

  /** Adds the text from here to there, without the blanks that the signs around it drop. */
  private void data(int from, int to, @Nullable String following, char mark) {
    int start = from;
    if (trimNext) {
      while (start < to && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
    } else if (trimLineNext && start < to) {
      if (text.startsWith("\r\n", start)) {
        start += 2;
      } else if (text.charAt(start) == '\n') {
        start++;
      }
    }
    int end = to;
    if (mark == '-') {
      while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
    } else if (mark == 0
        && following != null
        && settings.lstripBlocks()
        && !following.equals(settings.variableStart())) {
      int line = end;
      while (line > start && (text.charAt(line - 1) == ' ' || text.charAt(line - 1) == '\t')) {
        line--;
      }
      if (line == 0 || text.charAt(line - 1) == '\n') {
        end = line;
      }
    }
    trimNext = false;
    trimLineNext = false;
    if (start < end) {
      result.add(new Data(origin.at(start, end), newlines(text.substring(start, end))));
    }
  }

  private String newlines(String part) {
    String unix = part.indexOf('\r') < 0 ? part : part.replace("\r\n", "\n").replace('\r', '\n');
    return settings.newline().equals("\n") ? unix : unix.replace("\n", settings.newline());
  }
}
