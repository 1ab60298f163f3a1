package io.pbrun.engine.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.pbrun.engine.module.Diff;
import java.util.List;

/** A before and after as a unified diff. */
final class UnifiedDiff {
  private static final int CONTEXT_LINES = 3;

  private UnifiedDiff() {}

  /** The diff's lines; empty when nothing differs. */
  static List<String> lines(Diff diff) {
    List<String> before = diff.before().lines().toList();
    List<String> after = diff.after().lines().toList();
    return UnifiedDiffUtils.generateUnifiedDiff(
        "before: " + diff.beforeHeader(),
        "after: " + diff.afterHeader(),
        before,
        DiffUtils.diff(before, after),
        CONTEXT_LINES);
  }
}
