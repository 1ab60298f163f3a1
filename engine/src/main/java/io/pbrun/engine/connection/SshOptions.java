package io.pbrun.engine.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What OpenSSH's options say, from a command line or a configuration file, as far as this client
 * does the same. As in ssh, the first value that is given to an option holds. Unknown options of a
 * command line are named in a warning; configuration files are full of things that matter to
 * others.
 */
final class SshOptions {
  final List<String> identityFiles = new ArrayList<>();
  final List<String> configuredIdentityFiles = new ArrayList<>();
  final List<String> certificateFiles = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  @Nullable Boolean identitiesOnly;
  @Nullable Boolean publicKeys;
  @Nullable List<String> userKnownHosts;
  @Nullable List<String> globalKnownHosts;
  @Nullable HostKeyPolicy hostKeyPolicy;
  @Nullable String hostKeyAlias;
  @Nullable String identityAgent;
  @Nullable Duration connectTimeout;
  @Nullable Duration aliveInterval;
  @Nullable Integer aliveCount;
  @Nullable String proxyJump;
  @Nullable String proxyCommand;
  @Nullable String hostName;
  @Nullable String user;
  @Nullable Integer port;

  /** Another configuration file than the usual ones, {@code none} for no file at all. */
  @Nullable String configFile;

  /** Reads the value of a variable with options for ssh's command line. */
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
      case 'o' -> {
        String[] parts = value.strip().split("\\s*=\\s*|\\s+", 2);
        option(variable, parts[0], parts.length > 1 ? parts[1].strip() : "", false);
      }
      case 'i' -> identityFiles.add(value);
      case 'p' -> option(variable, "Port", value, false);
      case 'J' -> option(variable, "ProxyJump", value, false);
      case 'l' -> option(variable, "User", value, false);
      default -> configFile = configFile == null ? value : configFile;
    }
  }

  /**
   * Takes one option, unless it has a value already.
   *
   * @param where the variable, or the file and line, for messages
   * @param fromFile whether it stands in a configuration file
   */
  void option(String where, String option, String text, boolean fromFile)
      throws ConnectionException {
    String name = where + " " + option;
    String value = fromFile ? unquoted(text) : text;
    switch (option.toLowerCase(Locale.ROOT)) {
      case "stricthostkeychecking" -> hostKeyPolicy = or(hostKeyPolicy, policy(name, value));
      case "userknownhostsfile" -> userKnownHosts = or(userKnownHosts, split(name, text));
      case "globalknownhostsfile" -> globalKnownHosts = or(globalKnownHosts, split(name, text));
      case "hostkeyalias" -> hostKeyAlias = or(hostKeyAlias, value);
      case "connecttimeout" ->
          connectTimeout =
              value.equals("none")
                  ? connectTimeout
                  : or(connectTimeout, Duration.ofSeconds(number(name, value, 1, 3600)));
      case "serveraliveinterval" ->
          aliveInterval = or(aliveInterval, Duration.ofSeconds(number(name, value, 0, 86400)));
      case "serveralivecountmax" -> aliveCount = or(aliveCount, number(name, value, 1, 1000));
      case "proxyjump" -> proxyJump = proxyCommand == null ? or(proxyJump, value) : proxyJump;
      case "proxycommand" ->
          proxyCommand = proxyJump == null ? or(proxyCommand, text) : proxyCommand;
      case "identityfile" -> (fromFile ? configuredIdentityFiles : identityFiles).add(value);
      case "certificatefile" -> certificateFiles.add(value);
      case "identitiesonly" -> identitiesOnly = or(identitiesOnly, yes(value));
      case "identityagent" -> identityAgent = or(identityAgent, value);
      case "pubkeyauthentication" -> publicKeys = or(publicKeys, !value.equalsIgnoreCase("no"));
      case "hostname" -> hostName = or(hostName, value);
      case "port" -> port = or(port, number(name, value, 1, 65535));
      case "user" -> user = or(user, value);
      // Connections are always kept open, and nothing is asked for at a terminal.
      case "controlmaster",
          "controlpersist",
          "controlpath",
          "tcpkeepalive",
          "batchmode",
          "loglevel",
          "preferredauthentications" -> {}
      default -> {
        if (!fromFile) {
          warnings.add(where + ": ssh option " + option + " is not supported and has no effect");
        }
      }
    }
  }

  private static HostKeyPolicy policy(String name, String value) throws ConnectionException {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "yes", "ask", "true" -> HostKeyPolicy.STRICT;
      case "accept-new" -> HostKeyPolicy.ACCEPT_NEW;
      case "no", "off", "false" -> HostKeyPolicy.OFF;
      default ->
          throw new ConnectionException(
              name + " is '" + value + "', expected yes, accept-new or no");
    };
  }

  private static boolean yes(String value) {
    return value.equalsIgnoreCase("yes") || value.equalsIgnoreCase("true");
  }

  private static <T> T or(@Nullable T first, T otherwise) {
    return first != null ? first : otherwise;
  }

  /** A value without the double quotes around it. */
  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /**
   * Where to jump to.
   *
   * @param user null when none is named
   * @param port null when none is named
   */
  record Address(@Nullable String user, String host, @Nullable Integer port) {}

  /** Reads {@code [user@]host[:port]}; IPv6 in brackets. */
  static Address parseAddress(String what, String text) throws ConnectionException {
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
    if (host.isEmpty()) {
      throw new ConnectionException(what + " is '" + text + "', expected [user@]host[:port]");
    }
    return new Address(
        user.isEmpty() ? null : user, host, port.isEmpty() ? null : number(what, port, 1, 65535));
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
