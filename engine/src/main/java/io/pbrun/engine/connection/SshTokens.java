package io.pbrun.engine.connection;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code %} tokens and {@code ${VARIABLES}} in values of ssh's options.
 *
 * @param asked the name by which the host is called
 * @param host its address
 * @param remoteUser the login name
 */
record SshTokens(String asked, String host, int port, String remoteUser) {
  private static final Pattern TOKEN =
      Pattern.compile("%([%hnprdu])|\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  String expand(String text) {
    Matcher token = TOKEN.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (token.find()) {
      token.appendReplacement(expanded, Matcher.quoteReplacement(value(token)));
    }
    return token.appendTail(expanded).toString();
  }

  private String value(Matcher token) {
    String variable = token.group(2);
    if (variable != null) {
      String value = System.getenv(variable);
      return value == null ? token.group() : value;
    }
    return switch (token.group(1)) {
      case "h" -> host;
      case "n" -> asked;
      case "p" -> String.valueOf(port);
      case "r" -> remoteUser;
      case "d" -> System.getProperty("user.home", "/");
      case "u" -> System.getProperty("user.name", "root");
      default -> "%";
    };
  }
}
