package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.template.filter.PythonRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code blockinfile} makes of a text. */
record BlockEdit(String text, String message) {
  private static final Pattern MULTILINE_FLAG = Pattern.compile("^\\(\\?[aiLsux]*m");

  static BlockEdit of(Blockinfile task, TextFile file) throws ModuleFailure {
    List<String> block = block(task, file);
    List<String> lines = file.lines();
    String begin = marker(task, file, task.markerBegin());
    String end = marker(task, file, task.markerEnd());
    int first = lines.lastIndexOf(begin);
    int last = lines.lastIndexOf(end);
    int at;
    if (first < 0 || last < 0) {
      at = place(task, file, lines);
    } else {
      at = Math.min(first, last);
      lines.subList(at, Math.max(first, last) + 1).clear();
    }
    insert(task, lines, at, block);
    String text = String.join("", lines);
    if (file.is() == null) {
      return new BlockEdit(text, "File created");
    }
    return text.equals(file.text())
        ? new BlockEdit(text, "")
        : new BlockEdit(text, block.isEmpty() ? "Block removed" : "Block inserted");
  }

  private static void insert(Blockinfile task, List<String> lines, int at, List<String> block) {
    int where = at;
    boolean present = task.state() == Blockinfile.State.PRESENT;
    if (where > 0 && !lines.get(where - 1).endsWith("\n")) {
      lines.set(where - 1, lines.get(where - 1) + "\n");
    }
    if (task.prependNewline() && present && where > 0 && !lines.get(where - 1).equals("\n")) {
      lines.add(where++, "\n");
    }
    lines.addAll(where, block);
    int after = where + block.size();
    if (task.appendNewline() && present && after < lines.size() && !lines.get(after).equals("\n")) {
      lines.add(after, "\n");
    }
  }

  /** The block with its markers, a line each; none when it is to go. */
  private static List<String> block(Blockinfile task, TextFile file) {
    String text = task.block() == null ? "" : file.own(task.block());
    if (task.state() == Blockinfile.State.ABSENT || text.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(marker(task, file, task.markerBegin()));
    lines.add(text.endsWith("\n") ? text : text + "\n");
    lines.add(marker(task, file, task.markerEnd()));
    return lines;
  }

  private static String marker(Blockinfile task, TextFile file, String mark) {
    return file.own(task.marker().replace("{mark}", mark)) + "\n";
  }

  /** Where a new block goes: the number of the line before which it is put. */
  private static int place(Blockinfile task, TextFile file, List<String> lines)
      throws ModuleFailure {
    String before = task.insertbefore();
    String after = task.insertafter();
    if ("BOF".equals(before)) {
      return 0;
    }
    String pattern = before != null ? before : after;
    if (pattern == null || pattern.equals("EOF")) {
      return lines.size();
    }
    PythonRegex regex = Regex.python(file.own(pattern), false);
    int found = MULTILINE_FLAG.matcher(pattern).find() ? acrossLines(regex, task, file) : -1;
    if (!MULTILINE_FLAG.matcher(pattern).find()) {
      for (int i = 0; i < lines.size(); i++) {
        found = regex.matcher(lines.get(i)).find() ? i : found;
      }
    }
    return found < 0 ? lines.size() : after != null ? found + 1 : found;
  }

  /** The line where the first match of a pattern over several lines ends, or begins. */
  private static int acrossLines(PythonRegex regex, Blockinfile task, TextFile file) {
    Matcher match = regex.matcher(file.text());
    if (!match.find()) {
      return -1;
    }
    int offset = task.insertafter() != null ? match.end() : match.start();
    return (int) file.text().substring(0, offset).chars().filter(c -> c == '\n').count();
  }
}
