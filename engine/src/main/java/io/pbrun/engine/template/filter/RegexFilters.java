package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Filters and tests with regular expressions. */
public final class RegexFilters {
  private RegexFilters() {}

  public static void addTo(Library library) {
    library
        .filter(
            "regex_replace",
            "pattern? replacement? ignorecase? multiline?",
            (v, a, _) -> regex(a, 2, 3).replaceAll(Values.str(v), a.text(1, "")))
        .filter("regex_search", "regex *groups **flags", (v, a, _) -> search(Values.str(v), a))
        .filter(
            "regex_findall",
            "regex multiline? ignorecase?",
            (v, a, _) -> findAll(Values.str(v), regex(a, 2, 1)))
        .filter("regex_escape", "re_type?", (v, a, _) -> escape(Values.str(v), a.text(0, "python")))
        .test(
            "match",
            "pattern? ignorecase? multiline?",
            (v, a, _) -> regex(a, 1, 2).matcher(subject(v)).lookingAt())
        .test(
            "search",
            "pattern? ignorecase? multiline?",
            (v, a, _) -> regex(a, 1, 2).matcher(subject(v)).find())
        .test(
            "regex",
            "pattern? ignorecase? multiline? match_type?",
            (v, a, _) -> {
              Matcher matcher = regex(a, 1, 2).matcher(subject(v));
              return switch (a.text(3, "search")) {
                case "match" -> matcher.lookingAt();
                case "fullmatch" -> matcher.matches();
                default -> matcher.find();
              };
            });
  }

  private static String subject(@Nullable Object value) {
    return Values.str(value);
  }

  private static PythonRegex regex(Arguments a, int ignoreCase, int multiline) {
    return PythonRegex.compile(a.text(0, ""), a.flag(ignoreCase, false), a.flag(multiline, false));
  }

  private static @Nullable Object search(String text, Arguments a) {
    for (String name : a.named().keySet()) {
      if (!name.equals("ignorecase") && !name.equals("multiline")) {
        throw new ValueException(
            "the filter 'regex_search' has no argument '"
                + name
                + "'; it has ignorecase and multiline");
      }
    }
    PythonRegex regex =
        PythonRegex.compile(
            a.text(0, ""),
            Values.truth(a.named().get("ignorecase")),
            Values.truth(a.named().get("multiline")));
    List<String> groups = new ArrayList<>();
    for (Object each : a.rest()) {
      String group = Values.str(each);
      if (group.startsWith("\\g<") && group.endsWith(">")) {
        groups.add(group.substring(3, group.length() - 1));
      } else if (group.matches("\\\\\\d+")) {
        groups.add(group.substring(1));
      } else {
        throw new ValueException(
            "the filter 'regex_search' takes groups as '\\\\1' or '\\\\g<name>', not '"
                + group
                + "'");
      }
    }
    Matcher matcher = regex.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    if (groups.isEmpty()) {
      return matcher.group();
    }
    List<@Nullable Object> found = new ArrayList<>();
    groups.forEach(group -> found.add(regex.group(matcher, group)));
    return found;
  }

  private static List<@Nullable Object> findAll(String text, PythonRegex regex) {
    List<@Nullable Object> found = new ArrayList<>();
    Matcher matcher = regex.matcher(text);
    while (matcher.find()) {
      int groups = matcher.groupCount();
      if (groups <= 1) {
        found.add(groups == 0 ? matcher.group() : matcher.group(1) == null ? "" : matcher.group(1));
        continue;
      }
      @Nullable Object[] all = new @Nullable Object[groups];
      for (int i = 0; i < groups; i++) {
        all[i] = matcher.group(i + 1) == null ? "" : matcher.group(i + 1);
      }
      found.add(PyTuple.of(all));
    }
    return found;
  }

  private static String escape(String text, String type) {
    String special =
        switch (type) {
          case "python" -> "()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f";
          case "posix_basic" -> "$^.*[]\\";
          default ->
              throw new ValueException(
                  "the filter 'regex_escape' knows the types python and posix_basic, not '"
                      + type
                      + "'");
        };
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      out.append(special.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return out.toString();
  }
}
