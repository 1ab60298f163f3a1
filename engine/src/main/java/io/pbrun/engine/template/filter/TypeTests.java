package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tests on what a value is. They take undefined values, except where Python would have to look into
 * them.
 */
public final class TypeTests {
  private static final Set<String> YES = Set.of("yes", "on", "1", "true", "y", "t");
  private static final Set<String> NO = Set.of("no", "off", "0", "false", "n", "f", "");

  private TypeTests() {}

  public static void addTo(Library library) {
    library
        .rawTest("defined", "", (v, _, _) -> !(v instanceof Undefined))
        .rawTest("undefined", "", (v, _, _) -> v instanceof Undefined)
        .rawTest("none", "", (v, _, _) -> v == null)
        .rawTest("boolean", "", (v, _, _) -> v instanceof Boolean)
        .rawTest("true", "", (v, _, _) -> Boolean.TRUE.equals(v))
        .rawTest("false", "", (v, _, _) -> Boolean.FALSE.equals(v))
        .rawTest("integer", "", (v, _, _) -> Numbers.isInteger(v))
        .rawTest("float", "", (v, _, _) -> Numbers.isFloat(v))
        .rawTest("number", "", (v, _, _) -> Numbers.isNumber(v))
        .rawTest("string", "", (v, _, _) -> v instanceof String || v instanceof Markup)
        .rawTest("mapping", "", (v, _, _) -> v instanceof Map)
        .rawTest("sequence", "", (v, _, _) -> Values.isIterable(v))
        .rawTest("escaped", "", (v, _, _) -> v instanceof Markup)
        .rawTest("sameas", "other", (v, a, _) -> same(v, a.value(0)))
        .rawTest(
            "callable",
            "",
            (v, _, context) ->
                v instanceof Undefined || Values.typeName(v).endsWith("Function") || isCallable(v))
        .test("iterable", "", (v, _, _) -> Values.isIterable(v))
        .test("odd", "", (v, _, _) -> Values.equal(Numbers.modulo(number(v), 2L), 1L))
        .test("even", "", (v, _, _) -> Values.equal(Numbers.modulo(number(v), 2L), 0L))
        .test(
            "divisibleby",
            "num",
            (v, a, _) -> Values.equal(Numbers.modulo(number(v), number(a.value(0))), 0L))
        .test("upper", "", (v, _, _) -> cased(Values.str(v), true))
        .test("lower", "", (v, _, _) -> cased(Values.str(v), false))
        .test("nan", "", (v, _, _) -> isNan(v))
        .test("truthy", "convert_bool?", (v, a, _) -> truthy(v, a.flag(0, false)))
        .test("falsy", "convert_bool?", (v, a, _) -> !truthy(v, a.flag(0, false)))
        .test("filter", "", (v, _, context) -> context.hasFilter(name(v)))
        .test("test", "", (v, _, context) -> context.hasTest(name(v)))
        .alias("isnan", "nan");
  }

  private static String name(@Nullable Object value) {
    if (value instanceof String name) {
      return name;
    }
    throw new ValueException("a name was expected, not '" + Values.typeName(value) + "'");
  }

  private static boolean isCallable(@Nullable Object value) {
    return value != null
        && value.getClass().getName().startsWith("io.pbrun.engine.template.")
        && !Values.isIterable(value);
  }

  private static @Nullable Object number(@Nullable Object value) {
    if (Numbers.isNumber(value)) {
      return value;
    }
    throw new ValueException("a number was expected, not '" + Values.typeName(value) + "'");
  }

  @SuppressWarnings("ReferenceEquality") // That is what the test asks.
  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a == b || a == null || b == null) {
      return a == b;
    }
    return a.getClass() == b.getClass()
        && !(a instanceof Collection || a instanceof Map)
        && a.equals(b);
  }

  private static boolean cased(String text, boolean upper) {
    return text.codePoints().anyMatch(upper ? Character::isUpperCase : Character::isLowerCase)
        && text.codePoints().noneMatch(upper ? Character::isLowerCase : Character::isUpperCase);
  }

  private static boolean isNan(@Nullable Object value) {
    return Numbers.isFloat(value) && Double.isNaN(Numbers.real(value));
  }

  private static boolean truthy(@Nullable Object value, boolean convert) {
    if (!convert) {
      return Values.truth(value);
    }
    Object plain = Markup.plain(value);
    if (plain instanceof String text) {
      String lower = text.toLowerCase(Locale.ROOT).strip();
      if (YES.contains(lower) || NO.contains(lower)) {
        return YES.contains(lower);
      }
    }
    return Values.truth(value);
  }
}
