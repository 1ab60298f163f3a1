package io.pbrun.engine.template.lookup;

import io.pbrun.engine.value.ValueException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An INI text as Python's configparser reads it. */
final class IniText {
  private static final String DEFAULTS = "DEFAULT";
  private static final Pattern INTERPOLATION = Pattern.compile("%(?:%|\\(([^)]+)\\)s|)");

  /** As deep as values may refer to one another. */
  private static final int DEPTH = 10;

  private final Map<String, Map<String, @Nullable String>> sections = new LinkedHashMap<>();
  private final boolean exact;

  private IniText(boolean exact) {
    this.exact = exact;
    sections.put(DEFAULTS, new LinkedHashMap<>());
  }

  /**
   * @param file its name, for messages
   * @param exact whether the names of options are kept as they are written, not made small
   * @param bareNames whether a name may stand without a value
   */
  static IniText read(String text, String file, boolean exact, boolean bareNames) {
    IniText ini = new IniText(exact);
    String section = null;
    String option = null;
    int indent = 0;
    int number = 0;
    for (String line : text.split("\\R")) {
      number++;
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
        continue;
      }
      int margin = line.length() - line.stripLeading().length();
      if (section != null && option != null && margin > indent) {
        Map<String, @Nullable String> values = Objects.requireNonNull(ini.sections.get(section));
        String before = values.get(option);
        values.put(option, before == null ? bare : before + "\n" + bare);
        continue;
      }
      indent = margin;
      if (bare.startsWith("[") && bare.endsWith("]")) {
        section = bare.substring(1, bare.length() - 1);
        option = null;
        if (ini.sections.putIfAbsent(section, new LinkedHashMap<>()) != null
            && !section.equals(DEFAULTS)) {
          throw new ValueException(
              "'%s' line %d: section '%s' already exists".formatted(file, number, section));
        }
      } else if (section == null) {
        throw new ValueException(
            "File contains no section headers: '%s' line %d: '%s'".formatted(file, number, bare));
      } else {
        option = ini.option(section, bare, file, number, bareNames);
      }
    }
    return ini;
  }

  private String option(String section, String line, String file, int number, boolean bareNames) {
    int split = 0;
    while (split < line.length() && line.charAt(split) != '=' && line.charAt(split) != ':') {
      split++;
    }
    boolean bare = split == line.length();
    if (bare && !bareNames) {
      throw new ValueException(
          "the line '" + line + "' has no value; allow_no_value=true takes such lines");
    }
    String name = name(line.substring(0, split).strip());
    Map<String, @Nullable String> values = Objects.requireNonNull(sections.get(section));
    if (values.containsKey(name)) {
      throw new ValueException(
          "Duplicate option in '%s': line %d: option '%s' in section '%s' already exists"
              .formatted(file, number, name, section));
    }
    values.put(name, bare ? null : line.substring(split + 1).strip());
    return name;
  }

  /** The name under which an option is kept. */
  String name(String written) {
    return exact ? written : written.toLowerCase(Locale.ROOT);
  }

  /**
   * The options of a section with those of {@code [DEFAULT]}; null when there is no such section.
   */
  @Nullable Map<String, @Nullable String> section(String name) {
    Map<String, @Nullable String> own = sections.get(name);
    if (own == null) {
      return null;
    }
    Map<String, @Nullable String> all = new LinkedHashMap<>(own);
    Objects.requireNonNull(sections.get(DEFAULTS))
        .forEach((option, value) -> {
          if (!all.containsKey(option)) {
            all.put(option, value);
          }
        });
    all.replaceAll((option, value) -> value == null ? null : interpolated(value, all, 0));
    return all;
  }

  /** {@code %(name)s} stands for another option of the section, {@code %%} for one sign. */
  private String interpolated(String value, Map<String, @Nullable String> options, int depth) {
    if (depth > DEPTH) {
      throw new ValueException("'" + value + "' refers to itself");
    }
    return INTERPOLATION
        .matcher(value)
        .replaceAll(match -> {
          if (match.group().equals("%%")) {
            return "%";
          }
          String named = match.group(1);
          String other = named == null ? null : options.get(name(named));
          if (other == null) {
            throw new ValueException(
                named == null
                    ? "'%' must be followed by '%' or '(', found: '"
                        + value.substring(match.start())
                        + "'"
                    : "'" + value + "' refers to the option '" + named + "', which is not there");
          }
          return Matcher.quoteReplacement(interpolated(other, options, depth + 1));
        });
  }
}
