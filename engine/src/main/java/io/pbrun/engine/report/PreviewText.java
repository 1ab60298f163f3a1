package io.pbrun.engine.report;

import io.pbrun.engine.module.ApiCalls;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.report.RunEvent.PreviewSummary;
import io.pbrun.engine.report.RunEvent.PreviewSummary.Planned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The end of a preview: what somebody needs to know who has to decide. */
final class PreviewText {
  private static final Map<Change.Kind, String> ONE =
      Map.of(
          Change.Kind.CREATE, "creation",
          Change.Kind.UPDATE, "update",
          Change.Kind.DELETE, "deletion",
          Change.Kind.RESTART, "restart",
          Change.Kind.FAILOVER, "failover",
          Change.Kind.EXECUTE, "command");

  private final PreviewSummary summary;
  private final boolean manyHosts;

  PreviewText(PreviewSummary summary) {
    this.summary = summary;
    this.manyHosts =
        Stream.of(
                    summary.changes().stream().map(Planned::host),
                    summary.waits().stream().map(Planned::host),
                    summary.unknown().stream().map(PreviewSummary.Unknown::host))
                .flatMap(each -> each)
                .distinct()
                .count()
            > 1;
  }

  /** A line and how it is painted. */
  record Line(String text, Palette mood) {}

  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    changes(lines);
    waits(lines);
    if (!summary.unknown().isEmpty()) {
      plain(lines, "Cannot be known yet:");
      summary
          .unknown()
          .forEach(each ->
              lines.add(
                  new Line(
                      "  - %s: %s".formatted(at(each.task(), each.host()), each.why()),
                      Palette.WARNING)));
    }
    requests(lines);
    plain(lines, "Nothing was changed: this was a preview.");
    return lines;
  }

  private void changes(List<Line> lines) {
    if (summary.changes().isEmpty()) {
      plain(
          lines,
          summary.unknown().isEmpty()
              ? "Nothing would be changed."
              : "Nothing would be changed, as far as that can be known.");
      return;
    }
    plain(lines, "Would be changed, in this order:");
    int width = Integer.toString(summary.changes().size()).length();
    int number = 1;
    for (Planned planned : summary.changes()) {
      PlannedStep step = planned.step();
      String word = step.isDrastic() ? step.word().toUpperCase(Locale.ROOT) : step.word();
      lines.add(
          new Line(
              "  %s. %-8s  %s  (%s)"
                  .formatted(
                      pad(number++, width), word, step.shown(), at(planned.task(), planned.host())),
              step.isDrastic() ? Palette.FAILED : Palette.CHANGED));
    }
    plain(lines, "In all: " + counts() + ".");
  }

  private String counts() {
    Map<Change.Kind, Integer> byKind = new EnumMap<>(Change.Kind.class);
    for (Planned planned : summary.changes()) {
      byKind.merge(Objects.requireNonNull(planned.step().kind()), 1, Integer::sum);
    }
    return byKind.entrySet().stream()
        .map(each ->
            each.getValue() + " " + ONE.get(each.getKey()) + (each.getValue() == 1 ? "" : "s"))
        .collect(Collectors.joining(", "));
  }

  private void waits(List<Line> lines) {
    if (summary.waits().isEmpty()) {
      return;
    }
    Duration longest =
        summary.waits().stream()
            .map(each -> Objects.requireNonNull(each.step().limit()))
            .reduce(Duration.ZERO, Duration::plus);
    plain(
        lines,
        "Would be waited for, unless it holds by then (at most %s in all):"
            .formatted(Durations.text(longest)));
    summary
        .waits()
        .forEach(each ->
            lines.add(
                new Line(
                    "  - %s: %s".formatted(at(each.task(), each.host()), each.step().shown()),
                    Palette.SKIPPED)));
  }

  private void requests(List<Line> lines) {
    if (summary.calls().isEmpty()) {
      return;
    }
    long reads = summary.calls().values().stream().mapToLong(ApiCalls.Count::reads).sum();
    long writes = summary.calls().values().stream().mapToLong(ApiCalls.Count::writes).sum();
    String each =
        summary.calls().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue().reads())
            .collect(Collectors.joining(", "));
    plain(
        lines,
        "API requests: %d %s (%s), %s."
            .formatted(
                reads,
                reads == 1 ? "read" : "reads",
                each,
                writes == 0 ? "no write" : writes + " writes by tasks with check_mode: false"));
  }

  private String at(String task, String host) {
    return manyHosts ? task + ", " + host : task;
  }

  private static String pad(int number, int width) {
    String text = Integer.toString(number);
    return " ".repeat(width - text.length()) + text;
  }

  private static void plain(List<Line> lines, String text) {
    lines.add(new Line(text, Palette.OK));
  }
}
