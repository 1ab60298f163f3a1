package io.pbrun.engine.template;

import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.Omit;
import io.pbrun.engine.value.PyRange;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.UndefinedException;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last step of every template: its result becomes plain data. */
final class Finish {
  private Finish() {}

  static @Nullable Object value(@Nullable Object value, At at) {
    return switch (value) {
      case null -> null;
      case String _, Number _, Boolean _ -> value;
      case Undefined undefined when undefined.isLenient() ->
          throw at.fail(
              "the condition of '" + undefined.path() + "' is false and it has no 'else'",
              "say what it is then: ... if ... else ''");
      case Undefined undefined -> throw at.fail(new UndefinedException(undefined));
      case Markup markup -> markup.text();
      case Namespace namespace -> map(namespace.names(), at);
      case Map<?, ?> map -> isPlain(map.values()) ? value : map(map, at);
      case PyRange range -> new ArrayList<>(range);
      case PyTuple tuple -> list(tuple, at);
      case List<?> list -> isPlain(list) ? value : list(list, at);
      case Callable callable ->
          throw at.fail(
              new ValueException(
                  "'" + at.text() + "' is " + callable.describe() + " and was not called"));
      default -> value;
    };
  }

  private static boolean isPlain(Iterable<?> values) {
    for (Object value : values) {
      boolean plain =
          switch (value) {
            case null -> true;
            case Map<?, ?> map -> isPlain(map.values());
            case PyRange _, PyTuple _, Namespace _ -> false;
            case List<?> list -> isPlain(list);
            case Undefined _, Markup _, Omit _, Callable _ -> false;
            default -> true;
          };
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static Map<@Nullable Object, @Nullable Object> map(Map<?, ?> map, At at) {
    Map<@Nullable Object, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((key, item) -> {
      if (item != Omit.OMIT) {
        copy.put(key, value(item, at));
      }
    });
    return copy;
  }

  private static List<@Nullable Object> list(List<?> list, At at) {
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (Object item : list) {
      if (item != Omit.OMIT) {
        copy.add(value(item, at));
      }
    }
    return copy;
  }

  /** The text that a value has between other text: none has none. */
  static String text(@Nullable Object value) {
    return value == null ? "" : Values.str(value);
  }
}
