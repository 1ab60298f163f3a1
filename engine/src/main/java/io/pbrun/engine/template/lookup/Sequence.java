package io.pbrun.engine.template.lookup;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.PercentFormat;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code sequence}: numbers as text, from {@code start=1 end=10 stride=2 format=web%02d} or {@code
 * 1-10/2:web%02d}.
 */
final class Sequence {
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(0?x?[0-9a-f]+)-)?(0?x?[0-9a-f]+)(?:/(-?0?x?[0-9a-f]+))?(?::(.+))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PAIR = Pattern.compile("(\\w+)=(\\S+)");

  private static final List<String> OPTIONS = List.of("start", "end", "count", "stride", "format");

  private Sequence() {}

  static List<@Nullable Object> run(
      List<@Nullable Object> terms, Arguments options, CallContext context) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < OPTIONS.size(); i++) {
      if (options.has(i)) {
        given.put(OPTIONS.get(i), Values.str(options.value(i)));
      }
    }
    List<@Nullable Object> result = new ArrayList<>();
    if (terms.isEmpty()) {
      add(given, result);
    }
    for (Object term : terms) {
      Map<String, String> all = new HashMap<>(given);
      read(Values.str(term), all);
      add(all, result);
    }
    return result;
  }

  private static void read(String term, Map<String, String> into) {
    Matcher shorthand = SHORT.matcher(term.strip());
    if (shorthand.matches()) {
      String[] names = {"start", "end", "stride", "format"};
      for (int i = 0; i < names.length; i++) {
        if (shorthand.group(i + 1) != null) {
          into.put(names[i], shorthand.group(i + 1));
        }
      }
      return;
    }
    List<String> unknown = new ArrayList<>();
    Matcher pair = PAIR.matcher(term);
    while (pair.find()) {
      if (OPTIONS.contains(pair.group(1))) {
        into.put(pair.group(1), pair.group(2));
      } else {
        unknown.add(pair.group(1));
      }
    }
    if (!unknown.isEmpty()) {
      throw new ValueException(
          "unrecognized arguments to with_sequence: " + Values.repr(new ArrayList<>(unknown)));
    }
    if (!pair.replaceAll("").isBlank()) {
      throw new ValueException(
          "unknown error parsing with_sequence arguments: "
              + Values.repr(term)
              + "; write for instance 'start=1 end=5' or '1-5'");
    }
  }

  private static void add(Map<String, String> settings, List<@Nullable Object> result) {
    long start = number(settings, "start", 1);
    boolean counted = settings.containsKey("count");
    if (!counted && !settings.containsKey("end")) {
      throw new ValueException("must specify count or end in with_sequence");
    }
    if (counted && settings.containsKey("end")) {
      throw new ValueException("can't specify both count and end in with_sequence");
    }
    long count = number(settings, "count", 0);
    long stride = number(settings, "stride", 1);
    if ((counted && count == 0) || stride == 0) {
      return;
    }
    long end = counted ? start + count * stride - stride : number(settings, "end", 0);
    if ((stride > 0 && end < start) || (stride < 0 && end > start)) {
      throw new ValueException(
          stride > 0
              ? "to count backwards make stride negative"
              : "to count forward don't make stride negative");
    }
    String format = settings.getOrDefault("format", "%d");
    if (format.chars().filter(c -> c == '%').count() != 1) {
      throw new ValueException("bad formatting string: " + format);
    }
    for (long i = start; stride > 0 ? i <= end : i >= end; i += stride) {
      result.add(PercentFormat.format(format, i));
    }
  }

  private static long number(Map<String, String> settings, String name, long otherwise) {
    String text = settings.get(name);
    if (text == null) {
      return otherwise;
    }
    boolean octal = text.matches("0\\d+");
    Number number = octal ? Numbers.parseInteger(text, 8) : Numbers.parseInteger(text, 0);
    if (number == null) {
      throw new ValueException("can't parse " + name + "=" + text + " as integer");
    }
    return number.longValue();
  }
}
