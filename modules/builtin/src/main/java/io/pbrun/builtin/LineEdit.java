package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code lineinfile} makes of a text.
 *
 * @param count how many lines were removed
 */
record LineEdit(String text, String message, int count) {

  static LineEdit of(Lineinfile task, String text) throws ModuleFailure {
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return task.state() == Lineinfile.State.ABSENT
        ? remove(task, text, lines)
        : put(task, text, lines);
  }

  private static LineEdit remove(Lineinfile task, String text, List<String> lines)
      throws ModuleFailure {
    Predicate<String> goes = match(task);
    List<String> kept = lines.stream().filter(line -> !goes.test(bare(line))).toList();
    int count = lines.size() - kept.size();
    return count == 0
        ? new LineEdit(text, "", 0)
        : new LineEdit(String.join("", kept), count + " line(s) removed", count);
  }

  private static LineEdit put(Lineinfile task, String text, List<String> lines)
      throws ModuleFailure {
    String wanted = String.valueOf(task.line());
    int at =
        task.regexp() == null && task.searchString() == null
            ? -1
            : find(lines, match(task), task.firstmatch());
    if (at >= 0) {
      String replacement = task.backrefs() ? expand(task, bare(lines.get(at)), wanted) : wanted;
      return replace(lines, at, replacement, text);
    }
    if (task.backrefs()) {
      return new LineEdit(text, "", 0);
    }
    if (lines.stream().anyMatch(line -> bare(line).equals(wanted))) {
      return new LineEdit(text, "", 0);
    }
    lines = new ArrayList<>(lines);
    int where = insertion(task, lines);
    if (where > 0 && !lines.get(where - 1).endsWith("\n")) {
      lines.set(where - 1, lines.get(where - 1) + "\n");
    }
    lines.add(where, wanted.endsWith("\n") ? wanted : wanted + "\n");
    return new LineEdit(String.join("", lines), "line added", 0);
  }

  private static LineEdit replace(List<String> lines, int at, String replacement, String text) {
    if (bare(lines.get(at)).equals(replacement)) {
      return new LineEdit(text, "", 0);
    }
    List<String> changed = new ArrayList<>(lines);
    changed.set(at, replacement.endsWith("\n") ? replacement : replacement + "\n");
    return new LineEdit(String.join("", changed), "line replaced", 0);
  }

  private static int insertion(Lineinfile task, List<String> lines) throws ModuleFailure {
    String before = task.insertbefore();
    String after = task.insertafter();
    if (before != null) {
      if (before.equals("BOF")) {
        return 0;
      }
      int found = find(lines, Regex.compile(before).asPredicate(), task.firstmatch());
      return found >= 0 ? found : lines.size();
    }
    if (after == null || after.equals("EOF")) {
      return lines.size();
    }
    int found = find(lines, Regex.compile(after).asPredicate(), task.firstmatch());
    return found >= 0 ? found + 1 : lines.size();
  }

  private static Predicate<String> match(Lineinfile task) throws ModuleFailure {
    String regexp = task.regexp();
    String search = task.searchString();
    if (regexp != null) {
      return Regex.compile(regexp).asPredicate();
    }
    return search != null ? line -> line.contains(search) : line -> line.equals(task.line());
  }

  private static int find(List<String> lines, Predicate<String> match, boolean first) {
    int found = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (match.test(bare(lines.get(i)))) {
        found = i;
        if (first) {
          break;
        }
      }
    }
    return found;
  }

  private static String expand(Lineinfile task, String line, String template) throws ModuleFailure {
    Matcher match = Regex.compile(String.valueOf(task.regexp())).matcher(line);
    if (!match.find()) {
      return template;
    }
    StringBuilder text = new StringBuilder();
    Matcher reference = Pattern.compile("\\\\(?:(\\d{1,2})|g<(\\w+)>)").matcher(template);
    while (reference.find()) {
      reference.appendReplacement(
          text, Matcher.quoteReplacement(group(match, reference.group(1), reference.group(2))));
    }
    reference.appendTail(text);
    return text.toString();
  }

  private static String group(Matcher match, @Nullable String number, @Nullable String name)
      throws ModuleFailure {
    try {
      String digits = number != null ? number : name != null && name.matches("\\d+") ? name : null;
      String value =
          digits != null
              ? match.group(Integer.parseInt(digits))
              : match.group(String.valueOf(name));
      return value == null ? "" : value;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new ModuleFailure("regexp has no group " + (number != null ? number : name));
    }
  }

  private static String bare(String line) {
    return line.endsWith("\r\n")
        ? line.substring(0, line.length() - 2)
        : line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
  }
}
