package io.pbrun.kubernetes;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Label and field selectors, applied to what came back. Fields always so: servers support few of
 * them, and none of a custom resource's.
 */
final class Selectors {
  private static final Pattern SET =
      Pattern.compile("\\s*([^\\s!=,]+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALS =
      Pattern.compile("\\s*([^\\s!=]+)\\s*(==|!=|=)\\s*(.*?)\\s*");
  private static final Pattern EXISTS = Pattern.compile("\\s*(!?)\\s*([^\\s!=]+)\\s*");

  private Selectors() {}

  /** Whether an object has the labels. */
  static Predicate<Map<String, Object>> labels(List<String> selectors) {
    Predicate<Map<String, Object>> all = _ -> true;
    for (String selector : selectors) {
      for (String part : selector.split(",(?![^()]*\\))")) {
        if (!part.isBlank()) {
          all = all.and(label(part));
        }
      }
    }
    return all;
  }

  private static Predicate<Map<String, Object>> label(String text) {
    Matcher set = SET.matcher(text);
    if (set.matches()) {
      List<String> values = Arrays.stream(set.group(3).split(",")).map(String::strip).toList();
      boolean in = set.group(2).equals("in");
      String key = set.group(1);
      return object -> {
        Object value = Tree.at(object, "metadata", "labels", key);
        return in
            ? value != null && values.contains(value)
            : value == null || !values.contains(value);
      };
    }
    Matcher equals = EQUALS.matcher(text);
    if (equals.matches()) {
      boolean not = equals.group(2).equals("!=");
      return object ->
          equals.group(3).equals(Tree.at(object, "metadata", "labels", equals.group(1))) != not;
    }
    Matcher exists = EXISTS.matcher(text);
    if (exists.matches()) {
      boolean not = !exists.group(1).isEmpty();
      return object -> (Tree.at(object, "metadata", "labels", exists.group(2)) != null) != not;
    }
    throw new IllegalArgumentException(
        "label selector '"
            + text
            + "' is not understood: write app=web, app!=web, app in (a, b), app or !app");
  }

  /**
   * Whether an object's fields have the values: {@code status.phase=Running}, {@code
   * metadata.name!=x}.
   */
  static Predicate<Map<String, Object>> fields(List<String> selectors) {
    Predicate<Map<String, Object>> all = _ -> true;
    for (String selector : selectors) {
      for (String part : selector.split(",")) {
        if (!part.isBlank()) {
          all = all.and(field(part));
        }
      }
    }
    return all;
  }

  private static Predicate<Map<String, Object>> field(String text) {
    Matcher equals = EQUALS.matcher(text);
    if (!equals.matches()) {
      throw new IllegalArgumentException(
          "field selector '"
              + text
              + "' is not understood: write status.phase=Running or metadata.name!=x");
    }
    boolean not = equals.group(2).equals("!=");
    String[] path = equals.group(1).split("\\.");
    return object -> Tree.text(object, path).equals(equals.group(3)) != not;
  }
}
