package io.pbrun.engine.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Python's built-in operations say about values: truth, equality, order, membership, text. */
public final class Values {
  private Values() {}

  /** Python's {@code bool(value)}: none, false, zero and everything empty are false. */
  public static boolean truth(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean flag -> flag;
      case String text -> !text.isEmpty();
      case Long number -> number != 0;
      case Number number ->
          Numbers.isFloat(number) ? number.doubleValue() != 0 : Numbers.big(number).signum() != 0;
      case Collection<?> items -> !items.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      case Markup markup -> !markup.text().isEmpty();
      case Duration span -> !span.isZero();
      case Unknown unknown -> throw new UnknownValueException(unknown);
      case Undefined undefined when !undefined.isLenient() ->
          throw new UndefinedException(undefined);
      case Undefined _ -> false;
      default -> true;
    };
  }

  /**
   * Python's {@code ==}: {@code True == 1 == 1.0}, text never equals a number, a tuple never equals
   * a list.
   */
  public static boolean equal(@Nullable Object left, @Nullable Object right) {
    Object a = Markup.plain(left);
    Object b = Markup.plain(right);
    if (a instanceof String x && b instanceof String y) {
      return x.equals(y);
    }
    rejectUnusable(a);
    rejectUnusable(b);
    if (a == null || b == null) {
      return a == null && b == null;
    }
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      return Numbers.compare(a, b) == 0;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return sameKind(x, y) && sameItems(x, y);
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return sameEntries(x, y);
    }
    return a.equals(b);
  }

  /** Raises what using an Unknown or Undefined operand raises. */
  public static void rejectUnusable(@Nullable Object value) {
    if (value instanceof Unknown unknown) {
      throw new UnknownValueException(unknown);
    }
    if (value instanceof Undefined undefined && !undefined.isLenient()) {
      throw new UndefinedException(undefined);
    }
  }

  /** Whether both are lists, tuples or ranges. */
  private static boolean sameKind(List<?> a, List<?> b) {
    return a instanceof PyTuple == b instanceof PyTuple
        && a instanceof PyRange == b instanceof PyRange;
  }

  private static boolean sameItems(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    Iterator<?> other = b.iterator();
    for (Object item : a) {
      if (!equal(item, other.next())) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameEntries(Map<?, ?> a, Map<?, ?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : a.entrySet()) {
      if (!containsKey(b, entry.getKey()) || !equal(entry.getValue(), get(b, entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Orders two values as Python does; 2 when a NaN is among them, which is neither less nor
   * greater.
   */
  public static int compare(@Nullable Object left, @Nullable Object right, String operator) {
    Object a = Markup.plain(left);
    Object b = Markup.plain(right);
    rejectUnusable(a);
    rejectUnusable(b);
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      return Numbers.compare(a, b);
    }
    if (a instanceof String x && b instanceof String y) {
      return compareText(x, y);
    }
    if (a instanceof List<?> x
        && b instanceof List<?> y
        && sameKind(x, y)
        && !(a instanceof PyRange)) {
      return compareItems(x, y, operator);
    }
    if (a instanceof LocalDateTime x && b instanceof LocalDateTime y) {
      return x.compareTo(y);
    }
    if (a instanceof OffsetDateTime x && b instanceof OffsetDateTime y) {
      return x.toInstant().compareTo(y.toInstant());
    }
    if (a instanceof LocalDate x && b instanceof LocalDate y) {
      return x.compareTo(y);
    }
    if (a instanceof Duration x && b instanceof Duration y) {
      return x.compareTo(y);
    }
    // Callers turn a > b round; the message must not.
    boolean turned = operator.startsWith(">");
    throw new ValueException(
        "'"
            + operator
            + "' is not possible between '"
            + typeName(turned ? b : a)
            + "' and '"
            + typeName(turned ? a : b)
            + "'");
  }

  private static int compareText(String a, String b) {
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
        return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
      }
    }
    return a.length() - b.length();
  }

  private static int compareItems(List<?> a, List<?> b, String operator) {
    Iterator<?> other = b.iterator();
    for (Object item : a) {
      if (!other.hasNext()) {
        return 1;
      }
      Object against = other.next();
      if (!equal(item, against)) {
        return compare(item, against, operator);
      }
    }
    return other.hasNext() ? -1 : 0;
  }

  /** Whether {@code a operator b} holds, for the comparisons, {@code in} and {@code not in}. */
  public static boolean holds(String operator, @Nullable Object a, @Nullable Object b) {
    return switch (operator) {
      case "==" -> equal(a, b);
      case "!=" -> !equal(a, b);
      case "in" -> contains(b, a);
      case "not in" -> !contains(b, a);
      case "<" -> compare(a, b, operator) < 0;
      case "<=" -> compare(a, b, operator) <= 0;
      case ">" -> compare(b, a, operator) < 0;
      default -> compare(b, a, operator) <= 0;
    };
  }

  /** Python's {@code item in container}. */
  public static boolean contains(@Nullable Object box, @Nullable Object itemOrMarkup) {
    Object container = Markup.plain(box);
    Object item = Markup.plain(itemOrMarkup);
    rejectUnusable(container);
    rejectUnusable(item);
    return switch (container) {
      case String text -> {
        if (!(item instanceof String part)) {
          throw new ValueException(
              "'in <text>' needs text on its left side, not '" + typeName(item) + "'");
        }
        yield text.contains(part);
      }
      case Map<?, ?> map -> containsKey(map, hashable(item));
      case Collection<?> items -> containsItem(items, item);
      case null, default ->
          throw new ValueException(
              "'in' needs a list, a mapping or text on its right side, not '"
                  + typeName(container)
                  + "'");
    };
  }

  private static boolean containsItem(Collection<?> items, @Nullable Object item) {
    Unknown unknown = null;
    for (Object each : items) {
      if (each instanceof Unknown u) {
        unknown = u;
      } else if (!(each instanceof Undefined) && equal(each, item)) {
        return true;
      }
    }
    if (unknown != null) {
      throw new UnknownValueException(unknown);
    }
    return false;
  }

  /** Whether the map has the key, where 1, 1.0 and true are the same key. */
  public static boolean containsKey(Map<?, ?> map, @Nullable Object key) {
    return map.containsKey(key) || (Numbers.isNumber(key) && sameKey(map, key) != null);
  }

  /** The value under the key, where 1, 1.0 and true are the same key; null when there is none. */
  public static @Nullable Object get(Map<?, ?> map, @Nullable Object key) {
    Object value = map.get(key);
    if (value == null && Numbers.isNumber(key)) {
      Object same = sameKey(map, key);
      return same == null ? null : map.get(same);
    }
    return value;
  }

  private static @Nullable Object sameKey(Map<?, ?> map, @Nullable Object key) {
    if (map.containsKey(key)) {
      return key;
    }
    for (Object each : map.keySet()) {
      if (Numbers.isNumber(each) && Numbers.compare(each, key) == 0) {
        return each;
      }
    }
    return null;
  }

  /** Puts a value under a key, where 1, 1.0 and true are the same key. */
  public static void put(
      Map<@Nullable Object, @Nullable Object> map, @Nullable Object key, @Nullable Object value) {
    Object usable = hashable(key);
    Object same = Numbers.isNumber(usable) ? sameKey(map, usable) : null;
    map.put(same == null ? usable : same, value);
  }

  /** The value itself when it may be a dict's key, else an error. */
  public static @Nullable Object hashable(@Nullable Object value) {
    rejectUnusable(value);
    if (value instanceof Map || (value instanceof List && !(value instanceof PyTuple))) {
      throw new ValueException("a " + typeName(value) + " cannot be the key of a mapping");
    }
    return Markup.plain(value);
  }

  /**
   * The items of what Python can iterate over: a list's items, a mapping's keys, a text's
   * characters.
   */
  public static List<@Nullable Object> iterate(@Nullable Object valueOrMarkup) {
    Object value = Markup.plain(valueOrMarkup);
    rejectUnusable(value);
    return switch (value) {
      case List<?> list -> cast(list);
      case Map<?, ?> map -> new ArrayList<>(map.keySet());
      case Collection<?> items -> new ArrayList<>(items);
      case String text -> characters(text);
      case Undefined _ -> new ArrayList<>();
      case null, default ->
          throw new ValueException(
              "'"
                  + typeName(value)
                  + "' cannot be iterated over; a list, a mapping or text was expected");
    };
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> cast(List<?> list) {
    return (List<@Nullable Object>) list;
  }

  public static boolean isIterable(@Nullable Object value) {
    return value instanceof Collection
        || value instanceof Map
        || value instanceof String
        || value instanceof Markup;
  }

  private static List<@Nullable Object> characters(String text) {
    List<@Nullable Object> result = new ArrayList<>(text.length());
    text.codePoints().forEach(c -> result.add(Character.toString(c)));
    return result;
  }

  /** Python's {@code len(value)}. */
  public static long length(@Nullable Object valueOrMarkup) {
    Object value = Markup.plain(valueOrMarkup);
    rejectUnusable(value);
    return switch (value) {
      case String text -> text.codePointCount(0, text.length());
      case Undefined _ -> 0;
      case Collection<?> items -> items.size();
      case Map<?, ?> map -> map.size();
      case null, default ->
          throw new ValueException(
              "'" + typeName(value) + "' has no length; a list, a mapping or text was expected");
    };
  }

  /** Python's {@code str(value)}. */
  public static String str(@Nullable Object value) {
    return Repr.str(value);
  }

  /** Python's {@code repr(value)}. */
  public static String repr(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    Repr.repr(value, out);
    return out.toString();
  }

  /** A date, time or both as ISO 8601 with the separator between date and time. */
  public static String isoTime(Object time, char separator) {
    return Repr.iso(time, separator);
  }

  /** The name of Python's type. */
  public static String typeName(@Nullable Object value) {
    return switch (value) {
      case null -> "NoneType";
      case Boolean _ -> "bool";
      case Double _, Float _, BigDecimal _ -> "float";
      case Number _ -> "int";
      case String _ -> "str";
      case PyTuple _ -> "tuple";
      case PyRange _ -> "range";
      case List<?> _ -> "list";
      case Map<?, ?> _ -> "dict";
      case Collection<?> _ -> "set";
      case Markup _ -> "Markup";
      case LocalDateTime _, OffsetDateTime _ -> "datetime";
      case LocalDate _ -> "date";
      case Duration _ -> "timedelta";
      case Undefined _ -> "AnsibleUndefined";
      default -> value.getClass().getSimpleName();
    };
  }
}
