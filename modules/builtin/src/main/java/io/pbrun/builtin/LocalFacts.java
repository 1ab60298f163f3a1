package io.pbrun.builtin;

import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts that a target keeps in files of its own, {@code *.fact}: JSON, sections of {@code
 * name=value} lines, or programs that print one of these.
 */
final class LocalFacts {
  static final String FOLDER = "/etc/ansible/facts.d";

  /** Before the name, how it went, and what the file or program said, in base64. */
  static final String WORD = "fact";

  private LocalFacts() {}

  /** The commands that tell the facts of a folder, whose name they expect quoted. */
  static String script(String quotedFolder) {
    return """
    for f in %s/*.fact; do
      n=${f##*/}; n=${n%%.fact}
      if [ ! -e "$f" ]; then [ -L "$f" ] && t fact "$n stat 0 -"; continue; fi
      if [ -x "$f" ] && [ ! -d "$f" ]; then k=run; o=$("$f" 2>/dev/null); r=$?
      else k=read; o=$(cat "$f" 2>/dev/null); r=0; fi
      o=$(printf '%%s' "$o" | base64 | tr -d '\\n')
      t fact "$n $k $r ${o:--}"
    done
    """
        .formatted(quotedFolder);
  }

  /** Adds what one line tells. */
  static void add(String told, Map<String, Object> facts) {
    String[] parts = told.split(" ", 4);
    if (parts.length < 4) {
      return;
    }
    String text =
        parts[3].equals("-")
            ? ""
            : new String(Base64.getDecoder().decode(parts[3]), StandardCharsets.UTF_8);
    facts.put(parts[0], fact(parts[0] + ".fact", parts[1], parts[2], text));
  }

  private static Object fact(String file, String kind, String status, String text) {
    if (kind.equals("stat")) {
      return "Could not stat fact (" + file + "): it is a link to nothing";
    }
    if (!status.equals("0")) {
      return "Failure executing fact script (" + file + "), rc: " + status;
    }
    try {
      Object value = Json.read(text);
      return value == null ? Map.of() : value;
    } catch (ValueException notJson) {
      Map<String, Object> sections = sections(text);
      return sections != null
          ? sections
          : "error loading facts as JSON or ini - please check content: " + file;
    }
  }

  /** The sections of an ini file; null when it is none. */
  private static @Nullable Map<String, Object> sections(String text) {
    Map<String, Object> sections = new LinkedHashMap<>();
    Map<String, Object> section = null;
    for (String written : text.lines().toList()) {
      String line = written.strip();
      int at = separator(line);
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        section = new LinkedHashMap<>();
        sections.put(line.substring(1, line.length() - 1), section);
      } else if (section == null || at <= 0) {
        return null;
      } else {
        section.put(
            line.substring(0, at).strip().toLowerCase(Locale.ROOT), line.substring(at + 1).strip());
      }
    }
    return sections;
  }

  private static int separator(String line) {
    int equals = line.indexOf('=');
    int colon = line.indexOf(':');
    return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
  }
}
