package io.pbrun.engine.template;

import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.template.Lexer.Kind;
import io.pbrun.engine.template.Lexer.Token;
import java.util.List;

/**
 * Steps through the tokens of an expression or tag and says what was expected where another stands.
 */
class TokenReader {
  private final List<Token> tokens;
  private int at;

  TokenReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  void end() {
    if (peek().kind() != Kind.END) {
      String hint =
          peek().is("=")
              ? "compare with '=='"
              : peek().kind() == Kind.NAME ? "'" + peek().text() + "' is no operator" : null;
      throw peek()
          .at()
          .mistake("unexpected '" + peek().text() + "' after the end of the expression", hint);
    }
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = peek();
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  boolean accept(String operator) {
    if (peek().is(operator)) {
      at++;
      return true;
    }
    return false;
  }

  boolean acceptName(String name) {
    if (peek().isName(name)) {
      at++;
      return true;
    }
    return false;
  }

  Token expect(String operator) {
    if (!peek().is(operator)) {
      throw unexpected("'" + operator + "'");
    }
    return next();
  }

  Token name(String what) {
    if (peek().kind() != Kind.NAME) {
      throw unexpected(what);
    }
    return next();
  }

  DiagnosticException unexpected(String expected) {
    Token token = peek();
    String found =
        token.kind() == Kind.END ? "the expression ends here" : "found '" + token.text() + "'";
    return token.at().mistake(expected + " was expected, but " + found, null);
  }

  Token previous() {
    return tokens.get(at - 1);
  }

  void back() {
    at--;
  }
}
