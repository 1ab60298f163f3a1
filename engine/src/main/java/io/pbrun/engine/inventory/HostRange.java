package io.pbrun.engine.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * Expands the ranges in host names: {@code web[01:10:2]}, {@code db-[a:c]}, {@code r[1:2]n[1:4]}.
 */
final class HostRange {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int LIMIT = 1_000_000;

  private HostRange() {}

  /** A range that cannot be read; the message says why. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  static List<String> expand(String pattern) throws Malformed {
    if (pattern.indexOf('[') < 0) {
      return List.of(pattern);
    }
    List<String> names = new ArrayList<>();
    expand(pattern, names);
    return names;
  }

  private static void expand(String pattern, List<String> names) throws Malformed {
    int open = pattern.indexOf('[');
    if (open < 0) {
      names.add(pattern);
      return;
    }
    int close = pattern.indexOf(']', open);
    if (close < 0) {
      throw new Malformed("host range has no closing ']'");
    }
    String head = pattern.substring(0, open);
    String tail = pattern.substring(close + 1);
    for (String item : items(pattern.substring(open + 1, close))) {
      expand(head + item + tail, names);
      if (names.size() > LIMIT) {
        throw new Malformed("host range gives more than " + LIMIT + " hosts");
      }
    }
  }

  private static List<String> items(String range) throws Malformed {
    String[] bounds = range.split(":", -1);
    if (bounds.length != 2 && bounds.length != 3) {
      throw new Malformed("host range must be begin:end or begin:end:step");
    }
    String begin = bounds[0].isEmpty() ? "0" : bounds[0];
    String end = bounds[1];
    if (end.isEmpty()) {
      throw new Malformed("host range must specify end value");
    }
    int step = bounds.length == 2 ? 1 : number(bounds[2], range);
    if (step < 1) {
      throw new Malformed("host range must have a step of 1 or more");
    }
    return begin.length() == 1
            && LETTERS.contains(begin)
            && end.length() == 1
            && LETTERS.contains(end)
        ? letters(begin, end, step)
        : numbers(begin, end, step, range);
  }

  private static List<String> letters(String begin, String end, int step) throws Malformed {
    int first = LETTERS.indexOf(begin);
    int last = LETTERS.indexOf(end);
    if (first > last) {
      throw new Malformed("host range must have begin <= end");
    }
    List<String> items = new ArrayList<>();
    for (int i = first; i <= last; i += step) {
      items.add(LETTERS.substring(i, i + 1));
    }
    return items;
  }

  private static List<String> numbers(String begin, String end, int step, String range)
      throws Malformed {
    int width = begin.length() > 1 && begin.charAt(0) == '0' ? begin.length() : 0;
    if (width > 0 && width != end.length()) {
      throw new Malformed("host range must specify equal-length begin and end formats");
    }
    long first = number(begin, range);
    long last = number(end, range);
    if ((last - first) / step >= LIMIT) {
      throw new Malformed("host range gives more than " + LIMIT + " hosts");
    }
    List<String> items = new ArrayList<>();
    for (long i = first; i <= last; i += step) {
      String digits = Long.toString(i);
      items.add(width > digits.length() ? "0".repeat(width - digits.length()) + digits : digits);
    }
    return items;
  }

  private static int number(String text, String range) throws Malformed {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw new Malformed(
          "host range [" + range + "] must have numbers or single letters as its bounds");
    }
  }
}
