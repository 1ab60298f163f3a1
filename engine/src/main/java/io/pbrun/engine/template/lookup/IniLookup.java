package io.pbrun.engine.template.lookup;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.python.Encodings;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code ini}: values of keys in an INI or properties file. */
final class IniLookup {
  private IniLookup() {}

  static List<@Nullable Object> run(
      List<@Nullable Object> terms, Arguments a, CallContext context) {
    List<@Nullable Object> result = new ArrayList<>();
    for (Object term : terms) {
      String key = Values.str(term);
      String file = a.text(1, "ansible.ini");
      String section = a.text(2, "global");
      String type = a.text(0, "ini");
      Object otherwise = a.value(5, "");
      boolean regex = a.flag(3, false);
      String encoding = a.text(4, "utf-8");
      boolean exact = a.flag(6, false);
      boolean bare = a.flag(7, false);
      String[] words = key.split("\\s+");
      if (words.length > 1) {
        key = words[0];
        for (int i = 1; i < words.length; i++) {
          int equals = words[i].indexOf('=');
          String value = words[i].substring(equals + 1);
          switch (equals < 0 ? "" : words[i].substring(0, equals)) {
            case "file" -> file = value;
            case "section" -> section = value;
            case "type" -> type = value;
            case "default" -> otherwise = value;
            case "re" -> regex = isTrue(value);
            case "encoding" -> encoding = value;
            case "case_sensitive" -> exact = isTrue(value);
            case "allow_no_value", "allow_none" -> bare = isTrue(value);
            default -> throw new ValueException("the lookup 'ini' cannot read '" + words[i] + "'");
          }
        }
      }
      Map<String, String> values =
          read(
              FileLookups.read(
                  FileLookups.find("files", file, context), Encodings.named(encoding), context),
              type.equals("properties") ? "" : section,
              exact,
              bare || type.equals("properties"));
      if (regex) {
        Pattern pattern = Pattern.compile(key);
        values.forEach((name, value) -> {
          if (pattern.matcher(name).lookingAt()) {
            result.add(value);
          }
        });
      } else {
        String found = values.get(exact ? key : key.toLowerCase(Locale.ROOT));
        result.add(found == null ? otherwise : found);
      }
    }
    return result;
  }

  private static boolean isTrue(String value) {
    return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes") || value.equals("1");
  }

  private static Map<String, String> read(
      String text, String section, boolean exact, boolean bareNames) {
    Map<String, String> values = new LinkedHashMap<>();
    String current = section.isEmpty() ? "" : null;
    String last = null;
    for (String line : text.split("\\R")) {
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
        continue;
      }
      if (bare.startsWith("[") && bare.endsWith("]")) {
        String name = bare.substring(1, bare.length() - 1);
        current = name.equals(section) || name.equals("DEFAULT") ? name : null;
        last = null;
      } else if (current != null && last != null && Character.isWhitespace(line.charAt(0))) {
        values.merge(last, bare, (before, more) -> before + "\n" + more);
      } else if (current != null) {
        int split = 0;
        while (split < bare.length() && bare.charAt(split) != '=' && bare.charAt(split) != ':') {
          split++;
        }
        if (split == bare.length() && !bareNames) {
          throw new ValueException(
              "the line '" + bare + "' has no value; allow_no_value=true takes such lines");
        }
        last =
            exact
                ? bare.substring(0, split).strip()
                : bare.substring(0, split).strip().toLowerCase(Locale.ROOT);
        values.put(last, split < bare.length() ? bare.substring(split + 1).strip() : "");
      }
    }
    return values;
  }
}
