package io.pbrun.engine.template;

import io.pbrun.engine.value.PyRange;
import io.pbrun.engine.value.Strftime;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that every template can call. */
final class Globals {
  private final Map<String, Object> values = new HashMap<>();

  Globals(Library library) {
    library
        .function("range", "start stop? step?", (a, _) -> range(a))
        .function("dict", "entries? **named", (a, _) -> dict(a))
        .function("namespace", "entries? **named", (a, _) -> new Namespace(dict(a)))
        .function("now", "utc? fmt?", (a, context) -> now(a, context.surroundings().clock()))
        .function("undef", "hint?", (a, _) -> undef(a))
        .function("lipsum", "n? html? min? max?", (a, context) -> Lipsum.generate(a, context))
        .function("cycler", "*items", (a, _) -> new Iteration.Cycler(a.rest()))
        .function("joiner", "sep?", (a, _) -> new Iteration.Joiner(a.text(0, ", ")));
    library.functions().forEach((name, entry) -> values.put(name, new Functions.Named(entry)));
    values.put("lookup", new Functions.LookupFunction(false));
    values.put("query", new Functions.LookupFunction(true));
    values.put("q", new Functions.LookupFunction(true));
  }

  @Nullable Object find(String name) {
    return values.getOrDefault(name, Access.NONE_SUCH);
  }

  java.util.Set<String> names() {
    return values.keySet();
  }

  /** What the name {@code vars} stands for: all variables as one mapping. */
  Object allVariables(Frame frame) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (String name : frame.scope().names()) {
      all.put(name, frame.scope().get(name));
    }
    return all;
  }

  private static Object range(Arguments a) {
    long first = a.integer(0, 0);
    return a.has(1)
        ? new PyRange(first, a.integer(1, 0), a.integer(2, 1))
        : new PyRange(0, first, 1);
  }

  private static Map<String, @Nullable Object> dict(Arguments a) {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    Object entries = a.value(0);
    if (entries instanceof Map<?, ?> given) {
      map.putAll(given);
    } else if (entries instanceof Namespace namespace) {
      map.putAll(namespace.names());
    } else if (a.has(0)) {
      for (Object pair : Values.iterate(entries)) {
        List<@Nullable Object> two = Values.iterate(pair);
        if (two.size() != 2) {
          throw new ValueException("dict() needs pairs, not a list of " + two.size() + " elements");
        }
        map.put(Values.hashable(two.getFirst()), two.getLast());
      }
    }
    map.putAll(a.named());
    @SuppressWarnings({"unchecked", "rawtypes"})
    Map<String, @Nullable Object> result = (Map) map;
    return result;
  }

  private static Object now(Arguments a, Clock clock) {
    OffsetDateTime now =
        OffsetDateTime.now(a.flag(0, false) ? clock.withZone(java.time.ZoneOffset.UTC) : clock);
    LocalDateTime time = now.toLocalDateTime().truncatedTo(ChronoUnit.MICROS);
    String format = a.text(1, "");
    if (format.isEmpty()) {
      return time;
    }
    return Strftime.format(format.contains("%s") ? now : time, format);
  }

  private static Object undef(Arguments a) {
    return Missing.notSet(a.text(0, ""));
  }
}
