package io.pbrun.engine.inventory;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of INI inventories, which are Python literals where they can be read as such
 * ({@code 1}, {@code 0x1f}, {@code True}, {@code 'text'}, {@code ['a', 'b']}, {@code {'a': 1}}) and
 * text as it stands otherwise ({@code true}, {@code 010}, {@code web 1}).
 */
final class PythonLiteral {
  private static final int MAX_DEPTH = 90;
  private static final Pattern NUMBER =
      Pattern.compile(
          "0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+"
              + "|(?:(?:[0-9](?:_?[0-9])*)?\\.[0-9](?:_?[0-9])*|[0-9](?:_?[0-9])*\\.?)(?:[eE][+-]?[0-9](?:_?[0-9])*)?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String text;
  private int at;
  private int depth;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /** The text's value: what Python's literals give, or the text itself. */
  static @Nullable Object valueOf(String text) {
    if (text.isEmpty() || isPlainWord(text)) {
      return text;
    }
    PythonLiteral literal = new PythonLiteral(text);
    try {
      literal.skipBlanks(false);
      Object value = literal.expression(true);
      literal.skipBlanks(false);
      if (literal.at < text.length() && literal.peek() == '#') {
        return value;
      }
      return literal.at == text.length() ? value : text;
    } catch (NotALiteral e) {
      return text;
    }
  }

  /** Most values are words; they need no parser. */
  private static boolean isPlainWord(String text) {
    char first = text.charAt(0);
    boolean word = (first >= 'a' && first <= 'z') || first == '/' || first == '$' || first == '~';
    return word && !(text.length() > 1 && (text.charAt(1) == '\'' || text.charAt(1) == '"'));
  }

  private static final class NotALiteral extends Exception {
    private static final long serialVersionUID = 1;

    NotALiteral() {
      super(null, null, false, false);
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void skipBlanks(boolean insideBrackets) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\f' || (insideBrackets && (c == '\n' || c == '\r'))) {
        at++;
      } else {
        return;
      }
    }
  }

  /** At the top, {@code 1, 2} is a tuple without parentheses. */
  private @Nullable Object expression(boolean top) throws NotALiteral {
    Object first = value();
    skipBlanks(!top);
    if (!top || peek() != ',') {
      return first;
    }
    List<@Nullable Object> items = new ArrayList<>();
    items.add(first);
    while (peek() == ',') {
      at++;
      skipBlanks(false);
      if (at == text.length() || peek() == '#') {
        break;
      }
      items.add(value());
      skipBlanks(false);
    }
    return Collections.unmodifiableList(items);
  }

  private @Nullable Object value() throws NotALiteral {
    if (++depth > MAX_DEPTH) {
      throw new NotALiteral();
    }
    try {
      char c = peek();
      return switch (c) {
        case '[' -> sequence(']', false);
        case '(' -> sequence(')', true);
        case '{' -> braces();
        case '-', '+' -> signed();
        case '\'', '"' -> strings();
        default -> (c >= '0' && c <= '9') || c == '.' ? number() : word();
      };
    } finally {
      depth--;
    }
  }

  private Object signed() throws NotALiteral {
    boolean negative = peek() == '-';
    at++;
    skipBlanks(depth > 1);
    Object number = number();
    if (!negative) {
      return number;
    }
    return switch (number) {
      case Double d -> -d;
      case BigInteger big -> shorten(big.negate());
      case Long l -> -l;
      default -> throw new NotALiteral();
    };
  }

  private Object number() throws NotALiteral {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw new NotALiteral();
    }
    at = matcher.end();
    char after = peek();
    if (Character.isLetterOrDigit(after) || after == '_' || after == '.') {
      throw new NotALiteral();
    }
    String digits = matcher.group().replace("_", "");
    String lower = digits.toLowerCase(java.util.Locale.ROOT);
    if (lower.startsWith("0x")) {
      return shorten(new BigInteger(digits.substring(2), 16));
    } else if (lower.startsWith("0o")) {
      return shorten(new BigInteger(digits.substring(2), 8));
    } else if (lower.startsWith("0b")) {
      return shorten(new BigInteger(digits.substring(2), 2));
    } else if (lower.indexOf('.') >= 0 || lower.indexOf('e') >= 0) {
      return Double.valueOf(digits);
    }
    boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0';
    if (leadingZero && !digits.chars().allMatch(c -> c == '0')) {
      throw new NotALiteral();
    }
    return shorten(new BigInteger(digits));
  }

  private static Object shorten(BigInteger number) {
    return number.bitLength() < 64 ? (Object) number.longValue() : number;
  }

  private @Nullable Object word() throws NotALiteral {
    Matcher matcher = WORD.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw new NotALiteral();
    }
    String word = matcher.group();
    char after = matcher.end() < text.length() ? text.charAt(matcher.end()) : '\0';
    if ((after == '\'' || after == '"') && word.length() <= 2) {
      return strings();
    }
    at = matcher.end();
    return switch (word) {
      case "True" -> true;
      case "False" -> false;
      case "None" -> null;
      default -> throw new NotALiteral();
    };
  }

  private @Nullable Object sequence(char close, boolean tuple) throws NotALiteral {
    at++;
    List<@Nullable Object> items = new ArrayList<>();
    boolean comma = false;
    skipBlanks(true);
    while (peek() != close) {
      items.add(value());
      skipBlanks(true);
      comma = peek() == ',';
      if (comma) {
        at++;
        skipBlanks(true);
      } else if (peek() != close) {
        throw new NotALiteral();
      }
    }
    at++;
    if (tuple && items.size() == 1 && !comma) {
      return items.getFirst();
    }
    return Collections.unmodifiableList(items);
  }

  private Object braces() throws NotALiteral {
    at++;
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    skipBlanks(true);
    boolean set = false;
    while (peek() != '}') {
      Object key = value();
      if (key instanceof List || key instanceof Map) {
        throw new NotALiteral();
      }
      skipBlanks(true);
      if (map.isEmpty()) {
        set = peek() != ':';
      }
      if (!set) {
        if (peek() != ':') {
          throw new NotALiteral();
        }
        at++;
        skipBlanks(true);
        map.put(key, value());
        skipBlanks(true);
      } else {
        map.put(key, null);
      }
      if (peek() == ',') {
        at++;
        skipBlanks(true);
      } else if (peek() != '}') {
        throw new NotALiteral();
      }
    }
    at++;
    return set
        ? Collections.unmodifiableList(new ArrayList<>(map.keySet()))
        : Collections.unmodifiableMap(map);
  }

  /** Neighbouring string literals are one string. */
  private String strings() throws NotALiteral {
    StringBuilder joined = new StringBuilder();
    while (true) {
      int begin = at;
      boolean raw = false;
      while (Character.isLetter(peek())) {
        char prefix = Character.toLowerCase(peek());
        raw |= prefix == 'r';
        if (prefix != 'r' && prefix != 'u' && prefix != 'b') {
          throw new NotALiteral();
        }
        at++;
      }
      if (peek() != '\'' && peek() != '"') {
        at = begin;
        throw new NotALiteral();
      }
      string(raw, joined);
      int end = at;
      skipBlanks(depth > 1);
      char next = peek();
      if (next != '\'' && next != '"') {
        at = end;
        return joined.toString();
      }
    }
  }

  private void string(boolean raw, StringBuilder into) throws NotALiteral {
    char quote = peek();
    boolean triple = text.startsWith(String.valueOf(quote).repeat(3), at);
    String close = String.valueOf(quote).repeat(triple ? 3 : 1);
    at += close.length();
    while (!text.startsWith(close, at)) {
      if (at >= text.length()) {
        throw new NotALiteral();
      }
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        if (raw) {
          into.append(c).append(text.charAt(at + 1));
          at += 2;
        } else {
          escape(into);
        }
      } else {
        into.append(c);
        at++;
      }
    }
    at += close.length();
  }

  private void escape(StringBuilder into) throws NotALiteral {
    char c = text.charAt(at + 1);
    at += 2;
    switch (c) {
      case 'n' -> into.append('\n');
      case 't' -> into.append('\t');
      case 'r' -> into.append('\r');
      case 'a' -> into.append('\u0007');
      case 'b' -> into.append('\b');
      case 'f' -> into.append('\f');
      case 'v' -> into.append('\u000b');
      case '\\', '\'', '"' -> into.append(c);
      case 'x' -> into.appendCodePoint(hexadecimal(2));
      case 'u' -> into.appendCodePoint(hexadecimal(4));
      case 'U' -> into.appendCodePoint(hexadecimal(8));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int code = c - '0';
        for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7'; i++, at++) {
          code = code * 8 + (peek() - '0');
        }
        into.append((char) code);
      }
      default -> into.append('\\').append(c);
    }
  }

  private int hexadecimal(int digits) throws NotALiteral {
    if (at + digits > text.length()) {
      throw new NotALiteral();
    }
    try {
      int code = Integer.parseInt(text.substring(at, at + digits), 16);
      if (!Character.isValidCodePoint(code)) {
        throw new NotALiteral();
      }
      at += digits;
      return code;
    } catch (NumberFormatException e) {
      throw new NotALiteral();
    }
  }
}
