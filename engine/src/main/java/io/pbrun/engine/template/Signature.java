package io.pbrun.engine.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a filter, test, lookup, function or method, written as their names: {@code
 * "width first? *rest **named"}. A name with {@code ?} may be left out.
 */
public final class Signature {
  private final List<String> names = new ArrayList<>();
  private final int required;
  private final boolean rest;
  private final boolean named;

  private Signature(String text) {
    boolean takesRest = false;
    boolean takesNamed = false;
    int needed = 0;
    for (String word : text.isBlank() ? new String[0] : text.strip().split("\\s+")) {
      if (word.startsWith("**")) {
        takesNamed = true;
      } else if (word.startsWith("*")) {
        takesRest = true;
      } else if (word.endsWith("?")) {
        names.add(word.substring(0, word.length() - 1));
      } else {
        names.add(word);
        needed = names.size();
      }
    }
    required = needed;
    rest = takesRest;
    named = takesNamed;
  }

  /** Reads the notation of the class comment. */
  public static Signature of(String text) {
    return new Signature(text);
  }

  public List<String> names() {
    return names;
  }

  /** What is wrong with a call of this shape; null when nothing is. */
  @Nullable String complaint(String what, int positional, Collection<String> keywords) {
    if (positional > names.size() && !rest) {
      return what
          + " takes "
          + (names.isEmpty()
              ? "no arguments"
              : "at most "
                  + names.size()
                  + (names.size() == 1 ? " argument" : " arguments")
                  + " ("
                  + String.join(", ", names)
                  + ")")
          + ", not "
          + positional;
    }
    for (String keyword : keywords) {
      int index = names.indexOf(keyword);
      if (index < 0 && !named) {
        return what
            + " has no argument '"
            + keyword
            + "'"
            + (names.isEmpty() ? "" : "; it has " + String.join(", ", names));
      }
      if (index >= 0 && index < positional) {
        return what + " got its argument '" + keyword + "' twice";
      }
    }
    for (int i = positional; i < required; i++) {
      if (!keywords.contains(names.get(i))) {
        return what + " needs the argument '" + names.get(i) + "'";
      }
    }
    return null;
  }

  /** Puts the arguments of a call in the order of the parameters. */
  Arguments bind(
      String what, @Nullable Object[] positional, Map<String, @Nullable Object> keywords) {
    if (positional.length < required || positional.length > names.size() || !keywords.isEmpty()) {
      String complaint = complaint(what, positional.length, keywords.keySet());
      if (complaint != null) {
        throw new io.pbrun.engine.value.ValueException(complaint);
      }
    }
    @Nullable Object[] values = new @Nullable Object[names.size()];
    int direct = Math.min(positional.length, values.length);
    System.arraycopy(positional, 0, values, 0, direct);
    Arrays.fill(values, direct, values.length, Arguments.ABSENT);
    Map<String, @Nullable Object> others = Map.of();
    for (Map.Entry<String, @Nullable Object> entry : keywords.entrySet()) {
      int index = names.indexOf(entry.getKey());
      if (index >= 0) {
        values[index] = entry.getValue();
      } else {
        if (others.isEmpty()) {
          others = new LinkedHashMap<>();
        }
        others.put(entry.getKey(), entry.getValue());
      }
    }
    List<@Nullable Object> more =
        direct < positional.length
            ? Arrays.asList(Arrays.copyOfRange(positional, direct, positional.length))
            : List.of();
    return new Arguments(what, names, values, more, others);
  }
}
