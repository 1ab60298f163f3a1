package io.pbrun.engine.template.python;

import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cutting text into parts, as Python does it. */
public final class Splitting {
  private Splitting() {}

  /**
   * Splits at the separator, or at runs of blanks when there is none, at most {@code most} times
   * when not negative.
   */
  public static List<@Nullable Object> split(String text, @Nullable Object separator, long most) {
    List<@Nullable Object> parts = new ArrayList<>();
    if (separator == null) {
      int at = skip(text, 0);
      while (at < text.length()) {
        int end = at;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
          end++;
        }
        if (most >= 0 && parts.size() == most) {
          parts.add(text.substring(at));
          return parts;
        }
        parts.add(text.substring(at, end));
        at = skip(text, end);
      }
      return parts;
    }
    String by = separator(separator);
    int at = 0;
    int found = text.indexOf(by);
    while (found >= 0 && (most < 0 || parts.size() < most)) {
      parts.add(text.substring(at, found));
      at = found + by.length();
      found = text.indexOf(by, at);
    }
    parts.add(text.substring(at));
    return parts;
  }

  private static String separator(Object separator) {
    if (!(separator instanceof String by)) {
      throw new ValueException(
          "the separator must be text, not '" + Values.typeName(separator) + "'");
    }
    if (by.isEmpty()) {
      throw new ValueException("the separator is empty");
    }
    return by;
  }

  private static int skip(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static List<@Nullable Object> rightSplit(String text, @Nullable Object separator, long most) {
    if (most < 0) {
      return split(text, separator, most);
    }
    List<@Nullable Object> parts = new ArrayList<>();
    String rest = separator == null ? StringMethods.strip(text, null, false, true) : text;
    while (parts.size() < most) {
      int end = rest.length();
      int start;
      if (separator == null) {
        start = end;
        while (start > 0 && !Character.isWhitespace(rest.charAt(start - 1))) {
          start--;
        }
        if (start == 0) {
          break;
        }
        parts.addFirst(rest.substring(start));
        rest = StringMethods.strip(rest.substring(0, start), null, false, true);
        continue;
      }
      String by = separator(separator);
      start = rest.lastIndexOf(by);
      if (start < 0) {
        break;
      }
      parts.addFirst(rest.substring(start + by.length()));
      rest = rest.substring(0, start);
    }
    if (separator != null || !rest.isBlank()) {
      parts.addFirst(rest);
    }
    return parts;
  }

  /** The lines; without their ends unless asked for. */
  public static List<@Nullable Object> lines(String text, boolean keepEnds) {
    List<@Nullable Object> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length()
          && "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      int next = end == text.length() ? end : end + (text.startsWith("\r\n", end) ? 2 : 1);
      lines.add(text.substring(at, keepEnds ? next : end));
      at = next;
    }
    return lines;
  }
}
