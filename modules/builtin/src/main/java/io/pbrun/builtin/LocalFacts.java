package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.FileOperationException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts that a target keeps itself, in files {@code NAME.fact}: JSON or INI, or a program that
 * prints one of them and changes nothing.
 */
record LocalFacts(ModuleContext context, String folder) {

  Map<String, Object> read() throws ConnectionException, InterruptedException {
    Map<String, Object> facts = new LinkedHashMap<>();
    Connection connection = context.connection();
    FileFacts is = connection.files().stat(folder, true);
    if (is == null || is.type() != FileFacts.Type.DIRECTORY) {
      return facts;
    }
    for (String name : connection.files().list(folder)) {
      if (name.endsWith(".fact")) {
        String path = TargetPaths.join(folder, name);
        facts.put(name.substring(0, name.length() - ".fact".length()), fact(connection, path));
      }
    }
    return facts;
  }

  private Object fact(Connection connection, String path)
      throws ConnectionException, InterruptedException {
    FileFacts is = connection.files().stat(path, true);
    if (is == null || is.type() != FileFacts.Type.FILE) {
      return failed("Could not stat fact (" + path + "): no such file");
    }
    String text;
    if ((is.mode() & 0100) != 0) {
      CommandResult told = connection.run(Command.of(List.of(path)).declaredReadOnly());
      if (!told.succeeded()) {
        return failed(
            "Failure executing fact script ("
                + path
                + "), rc: "
                + told.exitCode()
                + ", err: "
                + told.stderr());
      }
      text = told.stdout();
    } else {
      try {
        text = new String(connection.files().read(path), StandardCharsets.UTF_8);
      } catch (FileOperationException unreadable) {
        return Map.of();
      }
    }
    Object value = value(text);
    return value == null
        ? failed("error loading facts as JSON or ini - please check content: " + path)
        : value;
  }

  private String failed(String why) {
    context.warn(why);
    return why;
  }

  private static @Nullable Object value(String text) {
    try {
      return Json.read(text);
    } catch (ValueException notJson) {
      return ini(text);
    }
  }

  /** Sections with their options; null when it is no INI text. */
  private static @Nullable Object ini(String text) {
    Map<String, Object> sections = new LinkedHashMap<>();
    Map<String, Object> section = null;
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        section = new LinkedHashMap<>();
        sections.put(line.substring(1, line.length() - 1), section);
        continue;
      }
      String[] parts = line.split("\\s*[=:]\\s*", 2);
      if (section == null || parts.length < 2 || parts[0].isEmpty()) {
        return null;
      }
      section.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    return sections;
  }
}
