package io.pbrun.engine.vars;

import io.pbrun.engine.inventory.HashMerge;
import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.source.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Variables of one origin at one level of precedence.
 *
 * @param origin what is shown of the origin where a variable has no place, such as {@code group
 *     web}
 */
record Layer(Precedence level, String origin, Map<String, ? extends @Nullable Object> variables) {
  /** Tells a variable that does not exist from one that is null. */
  static final Object ABSENT = new Object();

  @SuppressWarnings("ReferenceEquality") // it is what it is
  static boolean isAbsent(@Nullable Object value) {
    return value == ABSENT;
  }

  /** The value of a name in a map, or {@link #ABSENT}; one look-up for the maps of this project. */
  @SuppressWarnings("unchecked")
  static @Nullable Object find(Map<String, ? extends @Nullable Object> variables, String name) {
    return ((Map<String, @Nullable Object>) variables).getOrDefault(name, ABSENT);
  }

  @Nullable Place place(String name) {
    return variables instanceof Variables placed ? placed.place(name) : null;
  }

  /** One map of several layers, lowest first, so that a look-up is one. */
  static Map<String, ? extends @Nullable Object> merged(List<Layer> layers, boolean hashMerge) {
    if (layers.size() == 1) {
      return layers.getFirst().variables;
    }
    Map<String, @Nullable Object> all = new HashMap<>();
    for (Layer layer : layers) {
      layer.variables.forEach((name, value) ->
          all.put(name, hashMerge ? HashMerge.merge(all.get(name), value) : value));
    }
    return all;
  }
}
