package io.pbrun.engine.template.python;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.BraceFormat;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Methods of text. */
public final class StringMethods {
  private StringMethods() {}

  /** Adds the methods as filters whose input is the text. */
  public static void addTo(Library library) {
    new TypeMethods<>(library, String.class)
        .add("upper", "", (s, _, _) -> s.toUpperCase(Locale.ROOT))
        .add("lower", "", (s, _, _) -> s.toLowerCase(Locale.ROOT))
        .add("casefold", "", (s, _, _) -> s.replace("\u00df", "ss").toLowerCase(Locale.ROOT))
        .add("title", "", (s, _, _) -> title(s))
        .add("capitalize", "", (s, _, _) -> capitalize(s))
        .add("swapcase", "", (s, _, _) -> swapCase(s))
        .add("strip", "chars?", (s, a, _) -> strip(s, a, true, true))
        .add("lstrip", "chars?", (s, a, _) -> strip(s, a, true, false))
        .add("rstrip", "chars?", (s, a, _) -> strip(s, a, false, true))
        .add(
            "split",
            "sep? maxsplit?",
            (s, a, _) -> Splitting.split(s, a.value(0), a.integer(1, -1)))
        .add(
            "rsplit",
            "sep? maxsplit?",
            (s, a, _) -> Splitting.rightSplit(s, a.value(0), a.integer(1, -1)))
        .add("splitlines", "keepends?", (s, a, _) -> Splitting.lines(s, a.flag(0, false)))
        .add("partition", "sep", (s, a, _) -> partition(s, a.text(0), false))
        .add("rpartition", "sep", (s, a, _) -> partition(s, a.text(0), true))
        .add("join", "iterable", (s, a, _) -> join(s, a.value(0)))
        .add(
            "replace",
            "old new count?",
            (s, a, _) -> replace(s, a.text(0), a.text(1), a.integer(2, -1)))
        .add("startswith", "prefix start? end?", (s, a, _) -> affix(s, a, true))
        .add("endswith", "suffix start? end?", (s, a, _) -> affix(s, a, false))
        .add("find", "sub start? end?", (s, a, _) -> find(s, a, false))
        .add("rfind", "sub start? end?", (s, a, _) -> find(s, a, true))
        .add("index", "sub start? end?", (s, a, _) -> index(s, a, false))
        .add("rindex", "sub start? end?", (s, a, _) -> index(s, a, true))
        .add("count", "sub start? end?", (s, a, _) -> count(s, a))
        .add("zfill", "width", (s, a, _) -> zeroFill(s, a.integer(0, 0)))
        .add("ljust", "width fillchar?", (s, a, _) -> s + padding(s, a))
        .add("rjust", "width fillchar?", (s, a, _) -> padding(s, a) + s)
        .add("center", "width fillchar?", (s, a, _) -> center(s, a))
        .add("expandtabs", "tabsize?", (s, a, _) -> expandTabs(s, a.integer(0, 8)))
        .add(
            "removeprefix",
            "prefix",
            (s, a, _) -> s.startsWith(a.text(0)) ? s.substring(a.text(0).length()) : s)
        .add(
            "removesuffix",
            "suffix",
            (s, a, _) ->
                s.endsWith(a.text(0)) ? s.substring(0, s.length() - a.text(0).length()) : s)
        .add("format", "*args **named", (s, a, context) -> format(s, a.rest(), a.named(), context))
        .add(
            "format_map",
            "mapping",
            (s, a, context) -> format(s, List.of(), texts(a.value(0)), context))
        .add("isdigit", "", (s, _, _) -> all(s, StringMethods::isDigit))
        .add("isdecimal", "", (s, _, _) -> all(s, Character::isDigit))
        .add("isnumeric", "", (s, _, _) -> all(s, StringMethods::isNumeric))
        .add("isalpha", "", (s, _, _) -> all(s, Character::isLetter))
        .add("isalnum", "", (s, _, _) -> all(s, c -> Character.isLetter(c) || isNumeric(c)))
        .add("isspace", "", (s, _, _) -> all(s, Character::isWhitespace))
        .add("isascii", "", (s, _, _) -> s.codePoints().allMatch(c -> c < 128))
        .add("isprintable", "", (s, _, _) -> s.codePoints().noneMatch(Character::isISOControl))
        .add("isupper", "", (s, _, _) -> cased(s, Character::isLowerCase, Character::isUpperCase))
        .add("islower", "", (s, _, _) -> cased(s, Character::isUpperCase, Character::isLowerCase))
        .add(
            "istitle",
            "",
            (s, _, _) -> s.codePoints().anyMatch(StringMethods::isCased) && title(s).equals(s))
        .add("isidentifier", "", (s, _, _) -> isIdentifier(s))
        .add("translate", "table", (s, a, _) -> translate(s, a.value(0)))
        .add("encode", "encoding? errors?", (s, _, _) -> s)
        .add("decode", "encoding? errors?", (s, _, _) -> s);
  }

  private static boolean isCased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }

  /** Digits, also raised, lowered or circled ones. */
  private static boolean isDigit(int c) {
    int value = Character.getNumericValue(c);
    return Character.isDigit(c)
        || (Character.getType(c) == Character.OTHER_NUMBER && value >= 0 && value <= 9);
  }

  private static boolean isNumeric(int c) {
    return Character.isDigit(c)
        || Character.getType(c) == Character.OTHER_NUMBER
        || Character.getType(c) == Character.LETTER_NUMBER;
  }

  private static String translate(String text, @Nullable Object table) {
    if (!(table instanceof Map<?, ?> map)) {
      throw new ValueException("translate() needs a mapping from code points to text");
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          Object with =
              Values.containsKey(map, (long) c) ? Values.get(map, (long) c) : (Object) (long) c;
          if (with != null) {
            out.append(
                with instanceof String s
                    ? s
                    : Character.toString(Numbers.big(with).intValueExact()));
          }
        });
    return out.toString();
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && (Character.isUnicodeIdentifierStart(text.codePointAt(0)) || text.charAt(0) == '_')
        && text.codePoints().allMatch(c -> Character.isUnicodeIdentifierPart(c) || c == '_');
  }

  private static boolean all(String text, IntPredicate test) {
    return !text.isEmpty() && text.codePoints().allMatch(test);
  }

  private static boolean cased(String text, IntPredicate none, IntPredicate any) {
    return text.codePoints().noneMatch(none) && text.codePoints().anyMatch(any);
  }

  /** Every letter after something that is no letter in upper case, the others in lower case. */
  public static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inside = false;
    for (int c : text.codePoints().toArray()) {
      if (inside) {
        out.appendCodePoint(Character.toLowerCase(c));
      } else {
        out.append(capitalize(Character.toString(c)));
      }
      inside = isCased(c);
    }
    return out.toString();
  }

  /** The first character in upper case, the others in lower case. */
  public static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = Character.charCount(text.codePointAt(0));
    String head = text.substring(0, first);
    String upper = head.toUpperCase(Locale.ROOT);
    // A letter that is two in upper case, such as the German sharp s, begins with only one of them.
    return (upper.length() > first
            ? upper.charAt(0) + upper.substring(1).toLowerCase(Locale.ROOT)
            : Character.toString(Character.toTitleCase(head.codePointAt(0))))
        + text.substring(first).toLowerCase(Locale.ROOT);
  }

  private static String swapCase(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c ->
            out.append(
                Character.isUpperCase(c)
                    ? Character.toString(c).toLowerCase(Locale.ROOT)
                    : Character.toString(c).toUpperCase(Locale.ROOT)));
    return out.toString();
  }

  private static String strip(String text, Arguments a, boolean left, boolean right) {
    return strip(text, a.value(0) == null ? null : a.text(0), left, right);
  }

  /** Removes blanks, or any of the characters, from the ends. */
  public static String strip(
      String text, @Nullable String characters, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    while (left && start < end && dropped(text.charAt(start), characters)) {
      start++;
    }
    while (right && end > start && dropped(text.charAt(end - 1), characters)) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean dropped(char c, @Nullable String characters) {
    return characters == null
        ? Character.isWhitespace(c) || c == '\u00a0'
        : characters.indexOf(c) >= 0;
  }

  private static PyTuple partition(String text, String separator, boolean last) {
    if (separator.isEmpty()) {
      throw new ValueException("the separator is empty");
    }
    int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
    if (at < 0) {
      return last ? PyTuple.of("", "", text) : PyTuple.of(text, "", "");
    }
    return PyTuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
  }

  private static String join(String separator, @Nullable Object items) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    for (Object item : Values.iterate(items)) {
      Values.rejectUnusable(item);
      if (!(item instanceof String text)) {
        throw new ValueException(
            "join() needs text, but item "
                + i
                + " is of type '"
                + Values.typeName(item)
                + "'; the filter '| join' takes any values");
      }
      out.append(i++ == 0 ? "" : separator).append(text);
    }
    return out.toString();
  }

  /** Replaces the first {@code count} occurrences; all when it is negative. */
  public static String replace(String text, String old, String with, long count) {
    if (count < 0) {
      return text.replace(old, with);
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    int from = 0;
    for (long i = 0; i < count && from <= text.length(); i++) {
      int found = text.indexOf(old, from);
      if (found < 0) {
        break;
      }
      out.append(text, at, found).append(with);
      at = found + old.length();
      from = old.isEmpty() ? found + 1 : at;
    }
    return out.append(text.substring(at)).toString();
  }

  private static String part(String text, Arguments a, int from) {
    int size = text.length();
    int start = bound(a.integer(from, 0), size);
    int end = bound(a.integer(from + 1, size), size);
    return start > end ? "" : text.substring(start, end);
  }

  private static int bound(long index, int size) {
    return (int) Math.clamp(index < 0 ? index + size : index, 0, size);
  }

  private static boolean affix(String text, Arguments a, boolean prefix) {
    String part = part(text, a, 1);
    Object wanted = a.value(0);
    List<@Nullable Object> any =
        wanted instanceof PyTuple tuple ? tuple : java.util.Collections.singletonList(wanted);
    for (Object each : any) {
      if (!(each instanceof String affix)) {
        throw new ValueException(
            (prefix ? "startswith" : "endswith")
                + "() needs text or a tuple of texts, not '"
                + Values.typeName(each)
                + "'");
      }
      if (prefix ? part.startsWith(affix) : part.endsWith(affix)) {
        return true;
      }
    }
    return false;
  }

  private static long find(String text, Arguments a, boolean last) {
    String part = part(text, a, 1);
    int at = last ? part.lastIndexOf(a.text(0)) : part.indexOf(a.text(0));
    return at < 0 ? -1 : at + (long) bound(a.integer(1, 0), text.length());
  }

  private static long index(String text, Arguments a, boolean last) {
    long at = find(text, a, last);
    if (at < 0) {
      throw new ValueException("'" + a.text(0) + "' is not in the text");
    }
    return at;
  }

  private static long count(String text, Arguments a) {
    String part = part(text, a, 1);
    String wanted = a.text(0);
    if (wanted.isEmpty()) {
      return part.length() + 1L;
    }
    long count = 0;
    for (int at = part.indexOf(wanted); at >= 0; at = part.indexOf(wanted, at + wanted.length())) {
      count++;
    }
    return count;
  }

  private static String zeroFill(String text, long width) {
    int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    long missing = width - text.length();
    return missing <= 0
        ? text
        : text.substring(0, sign) + "0".repeat((int) missing) + text.substring(sign);
  }

  private static String padding(String text, Arguments a) {
    long missing = a.integer(0, 0) - text.codePointCount(0, text.length());
    checkFill(a.text(1, " "));
    return missing <= 0 ? "" : a.text(1, " ").repeat((int) missing);
  }

  private static String center(String text, Arguments a) {
    return center(text, a.integer(0, 0), a.text(1, " "));
  }

  /** Centred as Python does it: an odd blank stands left when the width is odd. */
  public static String center(String text, long width, String fill) {
    long missing = width - text.codePointCount(0, text.length());
    checkFill(fill);
    if (missing <= 0) {
      return text;
    }
    long left = missing / 2 + (missing & width & 1);
    return fill.repeat((int) left) + text + fill.repeat((int) (missing - left));
  }

  private static void checkFill(String fill) {
    if (fill.codePointCount(0, fill.length()) != 1) {
      throw new ValueException("the fill must be one character, not '" + fill + "'");
    }
  }

  private static String expandTabs(String text, long size) {
    StringBuilder out = new StringBuilder();
    long column = 0;
    for (char c : text.toCharArray()) {
      if (c == '\t') {
        long blanks = size <= 0 ? 0 : size - column % size;
        out.repeat(' ', (int) blanks);
        column += blanks;
      } else {
        out.append(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return out.toString();
  }

  private static Map<String, @Nullable Object> texts(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new ValueException("format_map() needs a mapping");
    }
    Map<String, @Nullable Object> result = new java.util.LinkedHashMap<>();
    map.forEach((key, item) -> result.put(Values.str(key), item));
    return result;
  }

  private static String format(
      String text,
      List<@Nullable Object> positional,
      Map<String, @Nullable Object> named,
      CallContext context) {
    return new BraceFormat(
            new ArrayList<>(positional),
            named,
            (value, name) ->
                context.attribute(value, name.matches("\\d+") ? Long.valueOf(name) : name))
        .format(text);
  }
}
