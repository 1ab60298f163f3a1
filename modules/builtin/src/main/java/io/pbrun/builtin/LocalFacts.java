package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.Quoting;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.ValueException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code ansible_local}: what the files {@code *.fact} in a folder of the target tell. Those that
 * can be executed are, which their owner meant to change nothing; the others are read. What they
 * tell is JSON or INI; of what cannot be told, a text says why.
 */
final class LocalFacts {
  static final String FOLDER = "/etc/ansible/facts.d";

  private static final String LIST =
      """
      cd %s 2>/dev/null || exit 0
      for f in *.fact; do
        if [ -f "$f" ] && [ -x "$f" ]; then echo "run $f"
        elif [ -e "$f" ]; then echo "read $f"
        elif [ -h "$f" ]; then echo "lost $f"; fi
      done
      """;

  private final Connection connection;
  private final String folder;
  private final Duration limit;

  private LocalFacts(Connection connection, String folder, Duration limit) {
    this.connection = connection;
    this.folder = folder;
    this.limit = limit;
  }

  /**
   * The facts by the names of their files.
   *
   * @param limit the longest time that each file may take
   */
  static Map<String, Object> of(Connection connection, String folder, Duration limit)
      throws ConnectionException, InterruptedException {
    return new LocalFacts(connection, folder, limit).gather();
  }

  private Map<String, Object> gather() throws ConnectionException, InterruptedException {
    String list = LIST.formatted(Quoting.word(folder));
    CommandResult found = run(Command.shell(list));
    Map<String, Object> facts = new LinkedHashMap<>();
    for (String line : found.stdout().lines().toList()) {
      int space = line.indexOf(' ');
      String file = line.substring(space + 1);
      String path = folder + "/" + file;
      facts.put(
          file.substring(0, file.length() - ".fact".length()),
          switch (line.substring(0, space)) {
            case "run" -> executed(path);
            case "read" -> parsed(run(Command.of(List.of("cat", path))).stdout(), path);
            default -> "Could not stat fact (" + path + "): it is a link to nothing";
          });
    }
    return facts;
  }

  private Object executed(String path) throws ConnectionException, InterruptedException {
    CommandResult told = run(Command.of(List.of(path)));
    return told.succeeded()
        ? parsed(told.stdout(), path)
        : "Failure executing fact script (%s), rc: %d, err: %s"
            .formatted(path, told.exitCode(), told.stderr().strip());
  }

  private CommandResult run(Command command) throws ConnectionException, InterruptedException {
    return connection.run(command.declaredReadOnly().within(limit));
  }

  private static Object parsed(String text, String path) {
    try {
      Object value = Json.read(text);
      return value == null ? "" : value;
    } catch (ValueException e) {
      Object sections = ini(text);
      return sections == null
          ? "error loading facts as JSON or ini - please check content: " + path
          : sections;
    }
  }

  /** The sections of a text in INI; null when it is none. */
  private static @Nullable Object ini(String text) {
    Map<String, Object> sections = new LinkedHashMap<>();
    Map<String, Object> section = null;
    for (String written : text.lines().toList()) {
      String line = written.strip();
      int mark = line.indexOf('=') >= 0 ? line.indexOf('=') : line.indexOf(':');
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        section = new LinkedHashMap<>();
        sections.put(line.substring(1, line.length() - 1), section);
      } else if (section != null && mark > 0) {
        section.put(
            line.substring(0, mark).strip().toLowerCase(Locale.ROOT),
            line.substring(mark + 1).strip());
      } else {
        return null;
      }
    }
    return sections;
  }
}
