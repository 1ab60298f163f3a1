package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.template.filter.PythonRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * What {@code lineinfile} makes of a text.
 *
 * @param count how many lines were removed
 */
record LineEdit(String text, String message, int count) {

  static LineEdit of(Lineinfile task, TextFile file) throws ModuleFailure {
    Editor editor =
        new Editor(task, file, file.lines(), file.own(task.line() == null ? "" : task.line()));
    return task.state() == Lineinfile.State.ABSENT ? editor.remove() : editor.put();
  }

  /** The lines, and the one that is to stand there or to go. */
  private record Editor(Lineinfile task, TextFile file, List<String> lines, String wanted) {

    LineEdit unchanged() {
      return new LineEdit(file.text(), "", 0);
    }

    LineEdit remove() throws ModuleFailure {
      Predicate<String> match = match();
      Predicate<String> goes = match == null ? line -> bare(line).equals(wanted) : match;
      List<String> kept = lines.stream().filter(goes.negate()).toList();
      int count = lines.size() - kept.size();
      return count == 0
          ? unchanged()
          : new LineEdit(String.join("", kept), count + " line(s) removed", count);
    }

    LineEdit put() throws ModuleFailure {
      Predicate<String> match = match();
      int at = match == null ? -1 : find(match, task.firstmatch());
      if (at >= 0) {
        return replace(at, task.backrefs() ? expand(lines.get(at)) : wanted);
      }
      Predicate<String> neighbour = neighbour();
      int exact = -1;
      int near = -1;
      for (int i = 0; i < lines.size(); i++) {
        if (bare(lines.get(i)).equals(wanted)) {
          exact = i;
        } else if (neighbour != null && neighbour.test(lines.get(i))) {
          near = i;
          if (task.firstmatch()) {
            break;
          }
        }
      }
      if (exact >= 0) {
        return replace(exact, wanted);
      }
      return task.backrefs() ? unchanged() : insert(near);
    }

    private LineEdit replace(int at, String line) {
      String whole = line.endsWith("\n") ? line : line + "\n";
      if (lines.get(at).equals(whole)) {
        return unchanged();
      }
      List<String> changed = new ArrayList<>(lines);
      changed.set(at, whole);
      return new LineEdit(String.join("", changed), "line replaced", 0);
    }

    /** Adds the line beside its neighbour, or at an end of the file. */
    private LineEdit insert(int near) {
      List<String> changed = new ArrayList<>(lines);
      boolean first = "BOF".equals(task.insertbefore()) || "BOF".equals(task.insertafter());
      int where =
          first ? 0 : near < 0 ? changed.size() : task.insertbefore() == null ? near + 1 : near;
      if (near >= 0
          && task.insertbefore() == null
          && where < changed.size()
          && bare(changed.get(where)).equals(wanted)) {
        return unchanged();
      }
      if (where > 0 && !changed.get(where - 1).endsWith("\n")) {
        changed.set(where - 1, changed.get(where - 1) + "\n");
      }
      changed.add(where, wanted + "\n");
      return new LineEdit(String.join("", changed), "line added", 0);
    }

    private @Nullable Predicate<String> match() throws ModuleFailure {
      if (task.regexp() != null) {
        return finding(task.regexp());
      }
      if (task.searchString() == null) {
        return null;
      }
      String search = file.own(task.searchString());
      return line -> line.contains(search);
    }

    private @Nullable Predicate<String> neighbour() throws ModuleFailure {
      String pattern = task.insertafter() != null ? task.insertafter() : task.insertbefore();
      return pattern == null || pattern.equals("BOF") || pattern.equals("EOF")
          ? null
          : finding(pattern);
    }

    private Predicate<String> finding(String pattern) throws ModuleFailure {
      PythonRegex regex = Regex.python(file.own(pattern), false);
      return line -> regex.matcher(line).find();
    }

    private int find(Predicate<String> match, boolean first) {
      int found = -1;
      for (int i = 0; i < lines.size(); i++) {
        if (match.test(lines.get(i))) {
          found = i;
          if (first) {
            break;
          }
        }
      }
      return found;
    }

    private String expand(String line) throws ModuleFailure {
      PythonRegex regex = Regex.python(file.own(String.valueOf(task.regexp())), false);
      Matcher match = regex.matcher(line);
      return match.find() ? Regex.expand(regex, wanted, match) : wanted;
    }

    private static String bare(String line) {
      int end = line.length();
      while (end > 0 && "\r\n".indexOf(line.charAt(end - 1)) >= 0) {
        end--;
      }
      return line.substring(0, end);
    }
  }
}
