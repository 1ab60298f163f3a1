package io.pbrun.engine.module;

import io.pbrun.engine.source.Quotes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text after {@code module:} where that is no mapping: {@code key=value} pairs, and free text
 * where allowed.
 */
final class ArgumentText {
  private ArgumentText() {}

  static Map<String, String> parse(ModuleSpec module, String text) throws ModuleFailure {
    String free = module.freeFormParameter();
    Map<String, String> arguments = new LinkedHashMap<>();
    StringBuilder rest = new StringBuilder();
    for (String token : split(text)) {
      int equals = token.indexOf('=');
      String key = equals > 0 ? token.substring(0, equals) : "";
      boolean named =
          module.parameter(key).filter(parameter -> !parameter.name().equals(free)).isPresent();
      boolean taken =
          free == null ? equals > 0 : named || (module.takesAnyKey() && key.matches("\\w+"));
      if (taken) {
        arguments.put(key, Quotes.strip(token.substring(equals + 1)));
      } else if (free != null) {
        rest.append(rest.isEmpty() ? "" : " ").append(token);
      } else {
        throw new ModuleFailure(
            "'"
                + module.name()
                + "' takes its parameters as a mapping or as key=value, not as '"
                + token
                + "'");
      }
    }
    if (free != null && !rest.isEmpty()) {
      // Without options the text stays as it was written: blanks and line ends matter to a shell.
      arguments.put(free, arguments.isEmpty() ? text.strip() : rest.toString());
    }
    return arguments;
  }

  /** Splits at blanks outside quotes and outside {@code {{ }}} and {@code {% %}}; quotes stay. */
  static List<String> split(String text) {
    List<String> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    char quote = 0;
    int braces = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (quote == 0 && c == '{' && (next == '{' || next == '%')) {
        braces++;
      } else if (quote == 0 && (c == '}' || c == '%') && next == '}' && braces > 0) {
        braces--;
        token.append(c);
        i++;
        c = next;
      } else if (quote == 0 && braces == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote && text.charAt(i - 1) != '\\') {
        quote = 0;
      }
      if (Character.isWhitespace(c) && quote == 0 && braces == 0) {
        if (!token.isEmpty()) {
          tokens.add(token.toString());
          token.setLength(0);
        }
      } else {
        token.append(c);
      }
    }
    if (!token.isEmpty()) {
      tokens.add(token.toString());
    }
    return tokens;
  }
}
