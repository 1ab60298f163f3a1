package io.pbrun.stories;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which fields a JSON value has and of which types; the members of a list count as one. */
final class Shape {
  /** Keys that are data: ids, host names, names of metadata. */
  private static final Pattern DATA = Pattern.compile("[0-9a-f-]{32,36}|[A-Z_]+|.*[0-9].*");

  /** What a server has only while something is wrong with it, or under names of its own. */
  private static final Set<String> SOMETIMES = Set.of("fault", "addresses");

  private final Map<String, Set<String>> types = new TreeMap<>();

  private Shape() {}

  static Shape of(JsonNode value) {
    Shape shape = new Shape();
    shape.add("", value);
    return shape;
  }

  private void add(String path, JsonNode value) {
    if (SOMETIMES.contains(path.substring(path.lastIndexOf('.') + 1))) {
      return;
    }
    types
        .computeIfAbsent(path, any -> new TreeSet<>())
        .add(value.isNumber() ? "number" : value.getNodeType().toString().toLowerCase());
    if (value.isArray()) {
      value.forEach(each -> add(path + "[]", each));
    }
    if (value.isObject()) {
      value
          .properties()
          .forEach(each ->
              add(
                  path + "." + (DATA.matcher(each.getKey()).matches() ? "*" : each.getKey()),
                  each.getValue()));
    }
  }

  /** What is here and not there, there and not here, or of another type; null goes with all. */
  List<String> differencesTo(Shape other) {
    List<String> found = new ArrayList<>();
    Set<String> all = new TreeSet<>(types.keySet());
    all.addAll(other.types.keySet());
    for (String path : all) {
      Set<String> here = types.get(path);
      Set<String> there = other.types.get(path);
      if (here == null || there == null) {
        Shape lacking = here == null ? this : other;
        if (lacking.knows(parent(path))) {
          found.add(path + (here == null ? " is missing" : " is too much"));
        }
      } else if (!meets(here, there)) {
        found.add("%s is %s, not %s".formatted(path, here, there));
      }
    }
    return found;
  }

  /** What is here and not there, or of another type. */
  List<String> inventionsBeside(Shape other) {
    return differencesTo(other).stream().filter(each -> !each.endsWith(" is missing")).toList();
  }

  /** Whether a container was seen and was not empty. */
  private boolean knows(String path) {
    return types.keySet().stream().anyMatch(each -> parent(each).equals(path) && !each.isEmpty());
  }

  private static String parent(String path) {
    if (path.endsWith("[]")) {
      return path.substring(0, path.length() - 2);
    }
    return path.isEmpty() ? "" : path.substring(0, path.lastIndexOf('.'));
  }

  private static boolean meets(Set<String> here, Set<String> there) {
    Set<String> a = new TreeSet<>(here);
    Set<String> b = new TreeSet<>(there);
    a.remove("null");
    b.remove("null");
    return a.isEmpty() || b.isEmpty() || a.stream().anyMatch(b::contains);
  }
}
