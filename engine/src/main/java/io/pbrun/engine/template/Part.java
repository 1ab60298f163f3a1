package io.pbrun.engine.template;

import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part that a value does not have, in words.
 *
 * @param owner the value as its author wrote it; null when it has no name
 * @param path the part as its author wrote it
 */
record Part(@Nullable String owner, @Nullable Object value, @Nullable Object name, String path) {
  /** More keys than these are not listed. */
  private static final int MOST_KEYS = 12;

  /** In Ansible's words, which playbooks look for in results. */
  String message() {
    if (value instanceof List && Numbers.isInteger(name)) {
      return "list object has no element " + name;
    }
    return "object of type '"
        + Values.typeName(value)
        + "' has no attribute '"
        + Values.str(name)
        + "'";
  }

  @Nullable String hint() {
    String whose = owner == null ? "the value" : "'" + owner + "'";
    String wanted = Values.str(name);
    return switch (value) {
      case null -> whose + " is null: give it a value, or write " + path + " | default(…)";
      case Map<?, ?> map -> ofMapping(map, whose, wanted);
      case List<?> list when Numbers.isInteger(name) ->
          list.isEmpty()
              ? whose + " is an empty list"
              : whose
                  + " has "
                  + list.size()
                  + (list.size() == 1 ? " element: " : " elements, the last is ")
                  + (owner == null ? "" : owner)
                  + "["
                  + (list.size() - 1)
                  + "]";
      case List<?> _ when owner != null ->
          whose
              + " is a list: choose an element, such as "
              + owner
              + "[0]"
              + path.substring(Math.min(owner.length(), path.length()))
              + ", or take it of all: "
              + owner
              + " | map(attribute='"
              + wanted
              + "')";
      case String text when Numbers.isInteger(name) ->
          whose + " is text of " + text.length() + " characters";
      default -> {
        String near = Spelling.didYouMean(wanted, Methods.names(value));
        yield near != null
            ? near
            : whose + " is " + kind(value) + ", which has no parts of its own";
      }
    };
  }

  private static String kind(Object value) {
    return switch (value) {
      case String _ -> "text";
      case Boolean _ -> "true or false";
      case Number _ -> "a number";
      default -> "of type '" + Values.typeName(value) + "'";
    };
  }

  private static @Nullable String ofMapping(Map<?, ?> map, String whose, String wanted) {
    if (Boolean.TRUE.equals(map.get("skipped")) && map.containsKey("changed")) {
      return whose
          + " is the result of a task that was skipped: ask '"
          + bare(whose)
          + " is not skipped' first";
    }
    if (map.get("results") instanceof List && map.containsKey("changed")) {
      return whose
          + " is the result of a loop: what each item gave is in "
          + bare(whose)
          + ".results";
    }
    if (Boolean.TRUE.equals(map.get("failed")) && map.containsKey("changed")) {
      return whose + " is the result of a task that failed";
    }
    if (bare(whose).equals("ansible_facts") && map.isEmpty()) {
      return "no facts of this host were gathered: set 'gather_facts: true' in the play, or run 'setup'";
    }
    List<String> keys = new ArrayList<>();
    for (Object key : map.keySet()) {
      keys.add(Values.str(key));
    }
    if (keys.isEmpty()) {
      return whose + " is an empty mapping";
    }
    String near = Spelling.didYouMean(wanted, keys);
    if (keys.size() > MOST_KEYS) {
      return near;
    }
    String listed = whose + " has: " + String.join(", ", keys.stream().sorted().toList());
    return near == null ? listed : near + "\n" + listed;
  }

  private static String bare(String quoted) {
    return quoted.replace("'", "");
  }
}
