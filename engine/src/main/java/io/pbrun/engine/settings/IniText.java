package io.pbrun.engine.settings;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Quotes;
import io.pbrun.engine.source.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code ansible.cfg} as Python's configparser does: values go on in indented lines, {@code
 * ;} after a space begins a comment, {@code #} only at the beginning of a line.
 */
final class IniText {
  private final SourceText source;
  private final Map<String, ConfigFile.Entry> entries = new LinkedHashMap<>();
  private final Set<String> sections = new LinkedHashSet<>();
  private final List<Diagnostic> mistakes = new ArrayList<>();
  private @Nullable String section;
  private @Nullable String key;

  private IniText(SourceText source) {
    this.source = source;
  }

  static Map<String, ConfigFile.Entry> parse(SourceText source) {
    IniText text = new IniText(source);
    int number = 0;
    for (String line : source.text().lines().toList()) {
      number++;
      text.line(line, number);
    }
    if (!text.mistakes.isEmpty()) {
      throw new DiagnosticException(text.mistakes);
    }
    Map<String, ConfigFile.Entry> read = new LinkedHashMap<>();
    text.entries.forEach((name, entry) ->
        read.put(
            name,
            new ConfigFile.Entry(Quotes.stripUnlessEscaped(entry.value().strip()), entry.place())));
    return read;
  }

  private void line(String line, int number) {
    String text = line.replaceFirst("(^|\\s);.*$", "").stripTrailing();
    if (text.isBlank() || text.startsWith("#")) {
      return;
    }
    int indent = text.length() - text.stripLeading().length();
    text = text.strip();
    ConfigFile.Entry open = key == null ? null : entries.get(key);
    if (indent > 0 && key != null && open != null) {
      entries.put(key, new ConfigFile.Entry(open.value() + "\n" + text, open.place()));
    } else if (text.startsWith("[") && text.endsWith("]")) {
      String begun = text.substring(1, text.length() - 1);
      if (!sections.add(begun)) {
        wrong("the section [" + begun + "] stands here a second time", number, indent);
      }
      section = begun;
      key = null;
    } else {
      entry(text, number, indent);
    }
  }

  private void entry(String text, int number, int indent) {
    int equals = text.indexOf('=');
    int colon = text.indexOf(':');
    int end = equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
    if (end <= 0) {
      wrong("expected 'key = value' or '[section]'", number, indent);
    } else if (section == null) {
      wrong("this stands before the first section, such as [defaults]", number, indent);
    } else {
      key = section + "." + text.substring(0, end).strip().toLowerCase(Locale.ROOT);
      ConfigFile.Entry entry =
          new ConfigFile.Entry(text.substring(end + 1).strip(), source.at(number, indent + 1));
      ConfigFile.Entry first = entries.putIfAbsent(key, entry);
      if (first != null) {
        mistakes.add(
            Diagnostic.error("'" + key + "' is set a second time", entry.place())
                .with(new Diagnostic.Note("the first one", first.place())));
      }
    }
  }

  private void wrong(String message, int number, int indent) {
    mistakes.add(Diagnostic.error(message, source.at(number, indent + 1)));
  }
}
