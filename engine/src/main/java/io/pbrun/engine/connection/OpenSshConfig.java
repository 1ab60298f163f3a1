package io.pbrun.engine.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads OpenSSH's client configuration, {@code ~/.ssh/config} and {@code /etc/ssh/ssh_config}:
 * {@code Host}, {@code Match} (all, host, originalhost, user, localuser) and {@code Include}.
 */
final class OpenSshConfig {
  private static final int DEPTH = 16;
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9]+)(?:\\s*=\\s*|\\s+)?(.*)");

  private final SshOptions options;
  private final String asked;
  private boolean applies = true;

  private OpenSshConfig(SshOptions options, String asked) {
    this.options = options;
    this.asked = asked;
  }

  /**
   * Adds to the options what the files say about a host.
   *
   * @param asked the name by which it is called, which {@code Host} lines are matched with
   * @param files those that are not there are passed over
   */
  static void read(SshOptions options, String asked, List<Path> files) throws ConnectionException {
    for (Path file : files) {
      new OpenSshConfig(options, asked).file(file, 0);
    }
  }

  private void file(Path file, int depth) throws ConnectionException {
    if (!Files.isRegularFile(file) && !Files.isReadable(file)) {
      return;
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw ConnectionException.lasting(
          "the ssh configuration " + file + " cannot be read: " + e.getMessage(), e);
    }
    boolean outside = applies;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      Matcher parts = LINE.matcher(line);
      if (!line.isEmpty() && !line.startsWith("#") && parts.matches()) {
        line(file, i + 1, parts.group(1), parts.group(2).strip(), depth, outside);
      }
    }
    applies = outside;
  }

  private void line(Path file, int number, String keyword, String value, int depth, boolean outside)
      throws ConnectionException {
    String where = file + ":" + number;
    switch (keyword.toLowerCase(Locale.ROOT)) {
      case "host" -> applies = outside && matches(SshOptions.split(where, value), asked);
      case "match" -> applies = outside && match(where, SshOptions.split(where, value));
      case "include" -> {
        if (applies) {
          for (String pattern : SshOptions.split(where, value)) {
            include(file, pattern, depth + 1);
          }
        }
      }
      default -> {
        if (applies) {
          options.option(where, keyword, value, true);
        }
      }
    }
  }

  private void include(Path from, String pattern, int depth) throws ConnectionException {
    if (depth > DEPTH) {
      throw ConnectionException.lasting(from + " includes itself, through " + pattern, null);
    }
    Path path = HomePath.of(pattern);
    Path folder = from.toAbsolutePath().getParent();
    Path full = path.isAbsolute() || folder == null ? path : folder.resolve(path);
    Path parent = full.getParent();
    Path name = full.getFileName();
    if (parent == null || name == null || !Files.isDirectory(parent)) {
      return;
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent, name.toString())) {
      stream.forEach(found::add);
    } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
      return;
    }
    found.sort(null);
    for (Path each : found) {
      file(each, depth);
    }
  }

  private boolean match(String where, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).toLowerCase(Locale.ROOT);
      if (word.equals("all")) {
        continue;
      }
      if (i + 1 == words.size()) {
        return false;
      }
      List<String> patterns = List.of(words.get(++i).split(","));
      String local = System.getProperty("user.name", "");
      boolean met =
          switch (word) {
            case "host" -> matches(patterns, options.hostName == null ? asked : options.hostName);
            case "originalhost" -> matches(patterns, asked);
            case "user" -> matches(patterns, options.user == null ? local : options.user);
            case "localuser" -> matches(patterns, local);
            default -> {
              options.warnings.add(
                  where + ": Match " + word + " is not supported, its lines have no effect");
              yield false;
            }
          };
      if (!met) {
        return false;
      }
    }
    return !words.isEmpty();
  }

  private static boolean matches(List<String> patterns, String name) {
    return KnownHosts.matchesAny(patterns, name);
  }
}
