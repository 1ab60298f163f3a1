package io.pbrun.engine.template.lookup;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.python.Encodings;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code ini}: values of keys in an INI or properties file. */
final class IniLookup {
  private static final List<String> OPTIONS =
      List.of(
          "type",
          "file",
          "section",
          "re",
          "encoding",
          "default",
          "case_sensitive",
          "allow_no_value",
          "allow_none");

  private final CallContext context;
  private String type;
  private String file;
  private String section;
  private @Nullable Object otherwise;
  private boolean regex;
  private String encoding;
  private boolean exact;
  private boolean bare;

  private IniLookup(Arguments a, CallContext context) {
    this.context = context;
    this.type = a.text(0, "ini");
    this.file = a.text(1, "ansible.ini");
    this.section = a.text(2, "global");
    this.regex = a.flag(3, false);
    this.encoding = a.text(4, "utf-8");
    this.otherwise = a.value(5, "");
    this.exact = a.flag(6, false);
    this.bare = a.flag(7, a.flag(8, false));
  }

  static List<@Nullable Object> run(
      List<@Nullable Object> terms, Arguments a, CallContext context) {
    IniLookup lookup = new IniLookup(a, context);
    List<@Nullable Object> result = new ArrayList<>();
    // Options that are written into a term hold for those after it too.
    terms.forEach(term -> result.addAll(lookup.values(lookup.key(Values.str(term)))));
    return result;
  }

  /** The key that a term asks for; options that are written behind it are taken over. */
  private String key(String term) {
    if (term.indexOf('=') < 0 && term.strip().indexOf(' ') < 0) {
      return term;
    }
    String key = null;
    for (String piece : pieces(term)) {
      int equals = piece.indexOf('=');
      if (equals >= 0) {
        set(piece.substring(0, equals), piece.substring(equals + 1));
      } else if (key == null) {
        key = piece;
      }
    }
    if (key == null) {
      throw new ValueException(
          "No key to lookup was provided as first term with in string inline options: " + term);
    }
    return key;
  }

  /** The key and the options, each with the words up to the next option. */
  private static List<String> pieces(String term) {
    List<String> pieces = new ArrayList<>();
    for (String word : term.strip().split("\\s+")) {
      boolean option = OPTIONS.stream().anyMatch(name -> word.startsWith(name + "="));
      if (option || pieces.isEmpty()) {
        pieces.add(word);
      } else {
        pieces.addLast(pieces.removeLast() + " " + word);
      }
    }
    return pieces;
  }

  private void set(String option, String value) {
    switch (option) {
      case "file" -> file = value;
      case "section" -> section = value;
      case "type" -> type = value;
      case "default" -> otherwise = value;
      case "re" -> regex = isTrue(value);
      case "encoding" -> encoding = value;
      case "case_sensitive" -> exact = isTrue(value);
      case "allow_no_value", "allow_none" -> bare = isTrue(value);
      default ->
          throw new ValueException(
              option + " is not a valid option. Known are: " + String.join(", ", OPTIONS));
    }
  }

  private List<@Nullable Object> values(String key) {
    boolean properties = type.equals("properties");
    String wanted = properties ? "java_properties" : section;
    String text =
        FileLookups.read(
            FileLookups.find("files", file, context), Encodings.named(encoding), context);
    IniText ini =
        IniText.read(
            properties ? "[java_properties]\n" + text : text, file, exact, bare || properties);
    Map<String, @Nullable String> options = ini.section(wanted);
    if (options == null) {
      throw new ValueException("No section '" + wanted + "' in " + file);
    }
    List<@Nullable Object> found = new ArrayList<>();
    if (regex) {
      Pattern pattern = Pattern.compile(key);
      options.forEach((name, value) -> {
        if (pattern.matcher(name).lookingAt()) {
          found.add(value);
        }
      });
    } else if (!options.containsKey(ini.name(key))) {
      found.add(otherwise);
    } else if (options.get(ini.name(key)) != null) {
      found.add(options.get(ini.name(key)));
    }
    return found;
  }

  private static boolean isTrue(String value) {
    return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes") || value.equals("1");
  }
}
