package io.pbrun.openstack.config;

import io.pbrun.openstack.http.OpenStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the assignments of an openrc file as a shell would, without running it: {@code export K=V},
 * quotes, {@code $K} of earlier assignments, {@code unset}. A file that asks for a password or runs
 * commands is refused, since what it would yield cannot be known.
 */
final class Openrc {
  private static final Pattern EXPORT = Pattern.compile("(?:export|declare\\s+-x)\\s+(.*)");
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)");
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(?:\\{([A-Za-z_]\\w*)\\}|([A-Za-z_]\\w*))");

  private final Path file;
  private final Map<String, String> variables = new LinkedHashMap<>();

  private Openrc(Path file) {
    this.file = file;
  }

  static Map<String, String> read(Path file) {
    Openrc openrc = new Openrc(file);
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        openrc.line(++number, line.strip());
      }
    } catch (IOException e) {
      throw OpenStackException.configuration(
          "the openrc file %s cannot be read: %s".formatted(file, e));
    }
    return openrc.variables;
  }

  /** The names of clouds.yaml for a set of {@code OS_*} variables. */
  static Map<String, String> settings(Map<String, String> variables) {
    Map<String, String> settings = new LinkedHashMap<>();
    variables.forEach((key, value) -> {
      if (key.startsWith("OS_") && !value.isEmpty()) {
        settings.put(key.substring(3).toLowerCase(Locale.ROOT), value);
      }
    });
    return settings;
  }

  private void line(int number, String line) {
    if (line.isEmpty()
        || line.startsWith("#")
        || line.equals("export")
        || line.startsWith("echo ")) {
      return;
    }
    if (line.matches("read\\b.*")) {
      throw refused(
          number,
          "it asks for input ('read'). Put the value into the file (mode 0600), or use clouds.yaml with secure.yaml");
    }
    for (String part : statements(line)) {
      statement(number, part);
    }
  }

  private void statement(int number, String statement) {
    if (statement.startsWith("unset ")) {
      List.of(statement.substring(6).strip().split("\\s+")).forEach(variables::remove);
      return;
    }
    Matcher export = EXPORT.matcher(statement);
    boolean exported = export.matches();
    List<String> words = words(exported ? export.group(1) : statement);
    for (String word : words) {
      Matcher assignment = ASSIGNMENT.matcher(word);
      if (assignment.matches()) {
        variables.put(assignment.group(1), value(number, assignment.group(2)));
      } else if (words.getFirst().contains("=") && !(exported && word.matches("\\w+"))) {
        throw refused(number, "its value has a blank outside quotes");
      } else if (!exported || !word.matches("\\w+")) { // else: exports what was assigned before
        throw refused(
            number, "it is no assignment; pbrun reads 'export NAME=value' lines and runs nothing");
      }
    }
  }

  /** Splits at blanks outside quotes. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (char c : text.strip().toCharArray()) {
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (Character.isWhitespace(c)) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
        continue;
      }
      word.append(c);
    }
    words.add(word.toString());
    return words;
  }

  /** Splits at semicolons outside quotes, and drops a trailing comment. */
  private static List<String> statements(String line) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '#' && i > 0 && Character.isWhitespace(line.charAt(i - 1))) {
        break;
      } else if (c == ';') {
        parts.add(part.toString().strip());
        part.setLength(0);
        continue;
      }
      part.append(c);
    }
    parts.add(part.toString().strip());
    parts.removeIf(String::isEmpty);
    return parts;
  }

  private String value(int number, String written) {
    StringBuilder value = new StringBuilder();
    int i = 0;
    while (i < written.length()) {
      char c = written.charAt(i);
      if (c == '\'') {
        int end = closing(number, written, i, '\'');
        value.append(written, i + 1, end);
        i = end + 1;
      } else if (c == '"') {
        int end = closing(number, written, i, '"');
        value.append(expanded(number, written.substring(i + 1, end)));
        i = end + 1;
      } else {
        int end = i;
        while (end < written.length()
            && written.charAt(end) != '\''
            && written.charAt(end) != '"') {
          end++;
        }
        String bare = written.substring(i, end);
        value.append(expanded(number, bare));
        i = end;
      }
    }
    return value.toString();
  }

  private int closing(int number, String text, int from, char quote) {
    for (int i = from + 1; i < text.length(); i++) {
      if (quote == '"' && text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i;
      }
    }
    throw refused(number, "a quote is not closed");
  }

  private String expanded(int number, String text) {
    if (text.contains("$(") || text.contains("`")) {
      throw refused(
          number,
          "it runs a command ('$(…)' or backquotes). Put the value itself into the file, or use clouds.yaml");
    }
    StringBuilder out = new StringBuilder();
    Matcher reference = REFERENCE.matcher(text);
    int last = 0;
    while (reference.find()) {
      if (reference.start() > 0 && text.charAt(reference.start() - 1) == '\\') {
        continue;
      }
      String name = reference.group(1) != null ? reference.group(1) : reference.group(2);
      String known = variables.get(name);
      if (known == null) {
        throw refused(
            number,
            "it uses $"
                + name
                + ", which the file does not set; if it is asked for by 'read', put the value into the file");
      }
      out.append(text, last, reference.start()).append(known);
      last = reference.end();
    }
    return out.append(text.substring(last)).toString().replaceAll("\\\\([$\"`\\\\])", "$1");
  }

  private OpenStackException refused(int number, String why) {
    return OpenStackException.configuration(
        "line %d of the openrc file %s cannot be used: %s".formatted(number, file, why));
  }
}
