package io.pbrun.engine.template;

import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.value.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the text of an expression into tokens, up to a closing delimiter or the end of the text. */
final class Lexer {
  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    OPERATOR,
    END
  }

  /** A token; {@code value} is the number or the content of the string. */
  record Token(Kind kind, String text, @Nullable Object value, At at) {
    boolean is(String operator) {
      return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
      return kind == Kind.NAME && text.equals(name);
    }
  }

  /**
   * The tokens of one expression or tag.
   *
   * @param next offset behind the closing delimiter
   * @param mark the sign before the closing delimiter, '-' or '+'; 0 when there is none
   */
  record Result(List<Token> tokens, int next, char mark) {}

  private static final List<String> OPERATORS =
      List.of(
          "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{",
          "}", ">", "<", "=", ".", ":", "|", ",", ";");

  private final At.Origin origin;
  private final String text;
  private final @Nullable String closing;
  private final boolean escapes;
  private final boolean plusCloses;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Character> open = new ArrayList<>();
  private final List<Integer> openedAt = new ArrayList<>();
  private final int begin;
  private int at;

  private Lexer(At.Origin origin, int start, @Nullable String closing, boolean escapes) {
    this.origin = origin;
    this.text = origin.text();
    this.begin = start;
    this.at = start;
    this.closing = closing;
    this.escapes = escapes;
    this.plusCloses = closing != null && !closing.startsWith("}");
  }

  /**
   * @param closing the delimiter that ends the expression; null when it goes on to the end of the
   *     text
   * @param escapes whether a backslash in a string is an escape; in a playbook's {@code {{ }}} it
   *     stands for itself
   */
  static Result lex(At.Origin origin, int start, @Nullable String closing, boolean escapes) {
    return new Lexer(origin, start, closing, escapes).run(start);
  }

  private Result run(int start) {
    while (true) {
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
      if (at >= text.length()) {
        if (closing != null) {
          throw origin
              .at(Math.max(0, start - closing.length()), start)
              .mistake(
                  "'"
                      + origin.text().substring(Math.max(0, start - closing.length()), start)
                      + "' is never closed; '"
                      + closing
                      + "' was expected",
                  null);
        }
        tokens.add(new Token(Kind.END, "", null, origin.at(at, at)));
        return new Result(tokens, at, (char) 0);
      }
      if (closing != null && open.isEmpty()) {
        char mark = text.charAt(at);
        int skip = mark == '-' || (mark == '+' && plusCloses) ? 1 : 0;
        if (text.startsWith(closing, at + skip)) {
          tokens.add(new Token(Kind.END, closing, null, origin.at(at, at)));
          return new Result(tokens, at + skip + closing.length(), skip == 1 ? mark : 0);
        }
      }
      token();
    }
  }

  /** White space as Python sees it, which counts a no-break space. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private void token() {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      string(c);
    } else if (isDigit(c)) {
      number();
    } else if (Character.isUnicodeIdentifierStart(c) || c == '_' || Character.isHighSurrogate(c)) {
      int start = at;
      while (at < text.length()
          && (Character.isUnicodeIdentifierPart(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
      if (at == start) {
        throw unexpected(c);
      }
      add(Kind.NAME, start, null);
    } else {
      operator(c);
    }
  }

  private DiagnosticException unexpected(char c) {
    String hint = c == '!' ? "write 'not'" : c == '&' ? "write 'and'" : null;
    return origin.at(at, at + 1).mistake("unexpected character '" + c + "' in an expression", hint);
  }

  private void operator(char c) {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        balance(c);
        int start = at;
        at += operator.length();
        add(Kind.OPERATOR, start, null);
        return;
      }
    }
    throw unexpected(c);
  }

  private String braces() {
    return origin.text().startsWith("{{{", Math.max(0, begin - 2))
        ? "an expression is opened with '{{'; the third '{' begins a mapping"
        : "the expression ends with '" + closing + "'";
  }

  private void balance(char c) {
    switch (c) {
      case '(', '[', '{' -> {
        open.add(c);
        openedAt.add(at);
      }
      case ')', ']', '}' -> {
        char expected = c == ')' ? '(' : c == ']' ? '[' : '{';
        if (open.isEmpty()) {
          throw origin
              .at(at, at + 1)
              .mistake("unexpected '" + c + "'", closing != null && c == '}' ? braces() : null);
        }
        int opened = openedAt.removeLast();
        char bracket = open.removeLast();
        if (bracket != expected) {
          throw origin
              .at(opened, opened + 1)
              .mistake(
                  "'" + bracket + "' is never closed",
                  "close it before the '" + c + "' that follows");
        }
      }
      default -> {}
    }
  }

  private void add(Kind kind, int start, @Nullable Object value) {
    tokens.add(new Token(kind, text.substring(start, at), value, origin.at(start, at)));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void number() {
    int start = at;
    boolean afterDot =
        !tokens.isEmpty() && tokens.getLast().is(".") && tokens.getLast().at().end() == start;
    if (text.charAt(at) == '0'
        && at + 2 < text.length()
        && "bBoOxX".indexOf(text.charAt(at + 1)) >= 0) {
      at += 2;
      while (at < text.length()
          && (Character.digit(text.charAt(at), 16) >= 0 || text.charAt(at) == '_')) {
        at++;
      }
      addInteger(start, 0);
      return;
    }
    digits();
    boolean real = false;
    if (!afterDot) {
      if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
        at++;
        digits();
        real = true;
      }
      if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
        int sign = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 2 : 1;
        if (at + sign < text.length() && isDigit(text.charAt(at + sign))) {
          at += sign;
          digits();
          real = true;
        }
      }
    }
    if (real) {
      add(Kind.NUMBER, start, Double.valueOf(text.substring(start, at).replace("_", "")));
    } else {
      addInteger(start, 10);
    }
  }

  private void digits() {
    while (at < text.length()
        && (isDigit(text.charAt(at))
            || (text.charAt(at) == '_'
                && at + 1 < text.length()
                && isDigit(text.charAt(at + 1))))) {
      at++;
    }
  }

  private void addInteger(int start, int base) {
    String digits = text.substring(start, at);
    Number value = Numbers.parseInteger(digits, base);
    if (value == null || (base == 10 && digits.startsWith("0") && !digits.matches("[0_]+"))) {
      throw origin
          .at(start, at)
          .mistake(
              "'" + digits + "' is no number",
              base == 10 ? "a decimal number does not begin with 0; quote it if it is text" : null);
    }
    add(Kind.NUMBER, start, value);
  }

  private void string(char quote) {
    int start = at++;
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      at = text.length();
      throw origin
          .at(start, start + 1)
          .mistake("the string that begins here is never closed", "close it with " + quote);
    }
    String content = text.substring(start + 1, at++);
    add(
        Kind.TEXT,
        start,
        escapes && content.indexOf('\\') >= 0 ? Escapes.unescape(content) : content);
  }
}
