package io.pbrun.engine.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What OpenSSH's command line options say, as far as this client does the same. Others are named in
 * a warning.
 */
final class SshOptions {
  final List<String> identityFiles = new ArrayList<>();
  final List<String> knownHostsFiles = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  boolean identitiesOnly;
  @Nullable HostKeyPolicy hostKeyPolicy;
  @Nullable Duration connectTimeout;
  @Nullable String proxyJump;
  @Nullable String user;
  @Nullable Integer port;

  void read(String variable, @Nullable String line) throws ConnectionException {
    if (line == null) {
      return;
    }
    Iterator<String> words = split(variable, line).iterator();
    while (words.hasNext()) {
      String word = words.next();
      if (word.length() < 2 || word.charAt(0) != '-') {
        throw new ConnectionException(
            variable + " has '" + word + "', expected ssh options such as -o Name=value");
      }
      char letter = word.charAt(1);
      if ("oipJlF".indexOf(letter) >= 0) {
        String value = word.length() > 2 ? word.substring(2) : words.hasNext() ? words.next() : "";
        lettered(variable, letter, value);
      } else if (!word.matches("-[qvTxa46]+")) {
        warnings.add(variable + ": ssh option " + word + " is not supported and has no effect");
      }
    }
  }

  private void lettered(String variable, char letter, String value) throws ConnectionException {
    switch (letter) {
      case 'o' -> option(variable, value);
      case 'i' -> identityFiles.add(value);
      case 'p' -> port = number(variable + " -p", value, 1, 65535);
      case 'J' -> proxyJump = jump(value);
      case 'l' -> user = value;
      default ->
          warnings.add(
              variable + ": ssh option -" + letter + " is not supported and has no effect");
    }
  }

  private void option(String variable, String text) throws ConnectionException {
    String[] parts = text.strip().split("\\s*=\\s*|\\s+", 2);
    String value = parts.length > 1 ? parts[1].strip() : "";
    String name = variable + " " + parts[0];
    switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "stricthostkeychecking" ->
          hostKeyPolicy =
              switch (value.toLowerCase(Locale.ROOT)) {
                case "yes", "ask", "true" -> HostKeyPolicy.STRICT;
                case "accept-new" -> HostKeyPolicy.ACCEPT_NEW;
                case "no", "off", "false" -> HostKeyPolicy.OFF;
                default ->
                    throw new ConnectionException(
                        name + " is '" + value + "', expected yes, accept-new or no");
              };
      case "userknownhostsfile" -> knownHostsFiles.addAll(List.of(value.split("\\s+")));
      case "connecttimeout" -> connectTimeout = Duration.ofSeconds(number(name, value, 1, 3600));
      case "proxyjump" -> proxyJump = value.equalsIgnoreCase("none") ? null : jump(value);
      case "identityfile" -> identityFiles.add(value);
      case "identitiesonly" -> identitiesOnly = value.equalsIgnoreCase("yes");
      case "port" -> port = number(name, value, 1, 65535);
      case "user" -> user = value;
      // Connections are always kept open and alive, and nothing is asked for at a terminal.
      case "controlmaster",
          "controlpersist",
          "controlpath",
          "serveraliveinterval",
          "serveralivecountmax",
          "tcpkeepalive",
          "batchmode",
          "loglevel",
          "preferredauthentications" -> {}
      default ->
          warnings.add(
              variable + ": ssh option " + parts[0] + " is not supported and has no effect");
    }
  }

  private static String jump(String value) throws ConnectionException {
    if (value.contains(",")) {
      throw new ConnectionException(
          "ProxyJump '" + value + "' names several hosts; one jump host is supported");
    }
    parseAddress("ProxyJump", value);
    return value;
  }

  /**
   * User (may be empty), host and port (may be empty) of {@code [user@]host[:port]}; IPv6 in
   * brackets.
   */
  static String[] parseAddress(String what, String text) throws ConnectionException {
    String rest = text.startsWith("ssh://") ? text.substring(6) : text;
    int at = rest.lastIndexOf('@');
    String user = at < 0 ? "" : rest.substring(0, at);
    rest = rest.substring(at + 1);
    String host = rest;
    String port = "";
    int colon = rest.lastIndexOf(':');
    if (rest.startsWith("[")) {
      int end = rest.indexOf(']');
      host = end < 0 ? "" : rest.substring(1, end);
      port = colon > end ? rest.substring(colon + 1) : "";
    } else if (colon >= 0 && rest.indexOf(':') == colon) {
      host = rest.substring(0, colon);
      port = rest.substring(colon + 1);
    }
    if (host.isEmpty() || !port.matches("\\d{0,5}")) {
      throw new ConnectionException(what + " is '" + text + "', expected [user@]host[:port]");
    }
    return new String[] {user, host, port};
  }

  static int number(String name, String value, int from, int to) throws ConnectionException {
    try {
      int n = (int) Double.parseDouble(value);
      if (n >= from && n <= to) {
        return n;
      }
    } catch (NumberFormatException e) {
      // Told below, with the limits.
    }
    throw new ConnectionException(
        name + " is '" + value + "', expected a number from " + from + " to " + to);
  }

  /** Words as a shell parts them: quotes of both kinds and backslashes. */
  static List<String> split(String variable, String line) throws ConnectionException {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else if (c == '\\'
            && quote == '"'
            && i + 1 < line.length()
            && "\"\\$`".indexOf(line.charAt(i + 1)) >= 0) {
          word.append(line.charAt(++i));
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        inWord = true;
      } else if (c == '\\' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
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
      throw new ConnectionException(variable + " has an unclosed " + quote);
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }
}
