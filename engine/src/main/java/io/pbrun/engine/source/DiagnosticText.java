package io.pbrun.engine.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes diagnostics for a terminal: the place, the message, the line itself with a mark under it,
 * and what to do.
 */
public final class DiagnosticText {
  private static final int WIDEST = 160;

  /** More than these are not read anyway, and push the first ones off the screen. */
  private static final int MOST = 20;

  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String BLUE = "\u001b[1;34m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final boolean color;
  private final StringBuilder out = new StringBuilder();

  private DiagnosticText(boolean color) {
    this.color = color;
  }

  /**
   * Those of one file together and in the order of its lines; of very many, the first ones and how
   * many more there are.
   */
  public static String render(List<Diagnostic> diagnostics, boolean color) {
    Map<String, Integer> files = new HashMap<>();
    diagnostics.forEach(diagnostic -> files.putIfAbsent(file(diagnostic), files.size()));
    List<Diagnostic> sorted = new ArrayList<>(diagnostics);
    sorted.sort(
        Comparator.<Diagnostic>comparingInt(diagnostic -> files.getOrDefault(file(diagnostic), 0))
            .thenComparingInt(
                diagnostic -> diagnostic.place() == null ? 0 : diagnostic.place().line())
            .thenComparingInt(
                diagnostic -> diagnostic.place() == null ? 0 : diagnostic.place().column()));
    DiagnosticText text = new DiagnosticText(color);
    sorted.stream().limit(MOST).forEach(text::diagnostic);
    if (sorted.size() > MOST) {
      text.out
          .append("and ")
          .append(sorted.size() - MOST)
          .append(" more like these: ")
          .append(summary(sorted))
          .append(" in all\n");
    }
    return text.out.toString();
  }

  /** "2 errors, 1 warning", as the last line under them. */
  public static String summary(List<Diagnostic> diagnostics) {
    long errors =
        diagnostics.stream().filter(diagnostic -> diagnostic.severity() == Severity.ERROR).count();
    long warnings = diagnostics.size() - errors;
    List<String> parts = new ArrayList<>();
    if (errors > 0) {
      parts.add(errors + (errors == 1 ? " error" : " errors"));
    }
    if (warnings > 0) {
      parts.add(warnings + (warnings == 1 ? " warning" : " warnings"));
    }
    return String.join(", ", parts);
  }

  private static String file(Diagnostic diagnostic) {
    return diagnostic.place() == null ? "" : diagnostic.place().source().name();
  }

  private void diagnostic(Diagnostic diagnostic) {
    boolean error = diagnostic.severity() == Severity.ERROR;
    // As Ansible begins its errors; scripts look for it.
    String word = error ? "ERROR!" : "warning:";
    entry(
        diagnostic.place(),
        paint(error ? RED : YELLOW, word),
        diagnostic.message(),
        diagnostic.hint(),
        error ? RED : YELLOW);
    for (Diagnostic.Note note : diagnostic.notes()) {
      entry(note.place(), paint(BLUE, "note:"), note.message(), null, BLUE);
    }
  }

  private void entry(
      @Nullable Place place, String kind, String message, @Nullable String hint, String paint) {
    if (place != null) {
      out.append(paint(BOLD, place + ":")).append(' ');
    }
    out.append(kind).append(' ').append(shown(message)).append('\n');
    String gutter = "     ";
    boolean secret = place != null && place.source().secret();
    if (place != null && !secret && !place.source().line(place.line()).isBlank()) {
      String number = String.format("%4d", place.line());
      gutter = " ".repeat(number.length() + 1);
      excerpt(place, number, paint);
    }
    // A hint may quote the line, too.
    if (hint != null && !secret) {
      hint.lines().forEach(new Hint(gutter)::line);
    }
  }

  private final class Hint {
    private final String gutter;
    private boolean first = true;

    Hint(String gutter) {
      this.gutter = gutter;
    }

    void line(String line) {
      out.append(gutter)
          .append(first ? paint(BLUE, "=") : " ")
          .append(' ')
          .append(shown(line))
          .append('\n');
      first = false;
    }
  }

  private void excerpt(Place place, String number, String paint) {
    String line = place.source().line(place.line());
    int column = Math.min(place.column() - 1, line.length());
    int length =
        place.length() > 0
            ? Math.min(place.length(), Math.max(1, line.length() - column))
            : Math.max(1, wordEnd(line, column) - column);
    int from = line.length() <= WIDEST || column < WIDEST / 2 ? 0 : column - WIDEST / 2;
    int to = Math.min(line.length(), from + WIDEST);
    String cut = (from > 0 ? "…" : "") + line.substring(from, to) + (to < line.length() ? "…" : "");
    int indent = column - from + (from > 0 ? 1 : 0);
    out.append(paint(BLUE, number + " |"))
        .append(' ')
        .append(shown(cut).stripTrailing())
        .append('\n');
    out.append(paint(BLUE, " ".repeat(number.length()) + " |"))
        .append(' ')
        .append(" ".repeat(indent))
        .append(paint(paint, "^".repeat(Math.min(length, WIDEST))))
        .append('\n');
  }

  /** Where the word or quoted text at the column ends. */
  private static int wordEnd(String line, int column) {
    if (column >= line.length()) {
      return column;
    }
    char first = line.charAt(column);
    if (first == '"' || first == '\'') {
      int close = line.indexOf(first, column + 1);
      return close < 0 ? line.stripTrailing().length() : close + 1;
    }
    if (line.startsWith("{{", column)) {
      int close = line.indexOf("}}", column);
      return close < 0 ? column + 2 : close + 2;
    }
    int end = column;
    while (end < line.length()
        && (Character.isLetterOrDigit(line.charAt(end))
            || "_.-/!".indexOf(line.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  /** Nothing in a text may steer the terminal. */
  private static String shown(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> clean.append(c == '\t' ? ' ' : Character.isISOControl(c) ? '\uFFFD' : (char) c));
    return clean.toString();
  }

  private String paint(String paint, String text) {
    return color ? paint + text + PLAIN : text;
  }
}
