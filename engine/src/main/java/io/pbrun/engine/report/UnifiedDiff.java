package io.pbrun.engine.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.pbrun.engine.module.Diff;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A before and after as a unified diff. */
final class UnifiedDiff {
  private static final int CONTEXT_LINES = 3;
  private static final Pattern RANGE = Pattern.compile("([-+])(\\d+),(\\d+)");

  private static final String NO_LINE_END = "\n\\ No newline at end of file";

  private UnifiedDiff() {}

  /** The diff's lines; empty when nothing differs. */
  static List<String> lines(Diff diff) {
    List<String> before = split(diff.before());
    List<String> after = split(diff.after());
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            header("before", diff.beforeHeader()),
            header("after", diff.afterHeader()),
            before,
            DiffUtils.diff(before, after),
            CONTEXT_LINES);
    return lines.stream()
        .flatMap(line -> (line.startsWith("@@") ? ranges(line) : line).lines())
        .toList();
  }

  /** Its lines; the last one says so when no line end follows it. */
  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (!lines.isEmpty() && !text.endsWith("\n")) {
      lines.set(lines.size() - 1, lines.getLast() + NO_LINE_END);
    }
    return lines;
  }

  private static String header(String what, String name) {
    return name.isEmpty() ? what : what + ": " + name;
  }

  /**
   * Ranges as diff writes them: a length of one is left out, and one of none begins a line earlier.
   */
  private static String ranges(String line) {
    return RANGE
        .matcher(line)
        .replaceAll(range -> {
          int from = Integer.parseInt(range.group(2));
          return switch (range.group(3)) {
            case "0" -> range.group(1) + Math.max(0, from - 1) + ",0";
            case "1" -> range.group(1) + from;
            default -> range.group();
          };
        });
  }
}
