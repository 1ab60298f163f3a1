package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tests that compare values and look into collections. */
public final class CollectionTests {
  private CollectionTests() {}

  public static void addTo(Library library) {
    library
        .test("eq", "other", (v, a, _) -> Values.holds("==", v, a.value(0)))
        .test("ne", "other", (v, a, _) -> Values.holds("!=", v, a.value(0)))
        .test("lt", "other", (v, a, _) -> Values.holds("<", v, a.value(0)))
        .test("le", "other", (v, a, _) -> Values.holds("<=", v, a.value(0)))
        .test("gt", "other", (v, a, _) -> Values.holds(">", v, a.value(0)))
        .test("ge", "other", (v, a, _) -> Values.holds(">=", v, a.value(0)))
        .test("in", "seq", (v, a, _) -> Values.contains(a.value(0), v))
        .test("contains", "element", (v, a, _) -> contains(v, a.value(0)))
        .test("subset", "other", (v, a, _) -> subset(Values.iterate(v), Values.iterate(a.value(0))))
        .test(
            "superset", "other", (v, a, _) -> subset(Values.iterate(a.value(0)), Values.iterate(v)))
        .test("any", "", (v, _, _) -> Values.iterate(v).stream().anyMatch(Values::truth))
        .test("all", "", (v, _, _) -> Values.iterate(v).stream().allMatch(Values::truth))
        .alias("==", "eq")
        .alias("equalto", "eq")
        .alias("!=", "ne")
        .alias("<", "lt")
        .alias("lessthan", "lt")
        .alias("<=", "le")
        .alias(">", "gt")
        .alias("greaterthan", "gt")
        .alias(">=", "ge")
        .alias("issubset", "subset")
        .alias("issuperset", "superset");
  }

  private static boolean contains(@Nullable Object container, @Nullable Object element) {
    if (!(container instanceof List || container instanceof Map || container instanceof String)) {
      throw new ValueException(
          "the test 'contains' needs a list, a mapping or text, not '"
              + Values.typeName(container)
              + "'");
    }
    return Values.contains(container, element);
  }

  private static boolean subset(List<@Nullable Object> small, List<@Nullable Object> large) {
    small.forEach(Values::hashable);
    large.forEach(Values::hashable);
    return small.stream().allMatch(item -> Values.contains(large, item));
  }
}
