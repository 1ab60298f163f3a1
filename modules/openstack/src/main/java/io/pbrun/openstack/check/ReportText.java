package io.pbrun.openstack.check;

import io.pbrun.openstack.check.Report.Answer;
import io.pbrun.openstack.check.Report.Service;
import io.pbrun.openstack.check.Report.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The report for people. */
final class ReportText {
  /** Playbooks write too, and no read can tell whether they may. */
  static final String NOT_TRIED =
      "not tried, because it changes something: starting and stopping servers (Nova wants member in their project), deleting orphans and failovers (Nova and Octavia want admin, as for the lists above)";

  private ReportText() {}

  static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%scloud %s (%s), %s, %s%s endpoints"
            .formatted(
                report.site() == null ? "" : "site " + report.site() + ", ",
                report.cloud(),
                report.source(),
                report.authUrl(),
                report.region() == null ? "" : "region " + report.region() + ", ",
                report.interfaceName()));
    for (SignedIn each : Stream.of(report.admin(), report.project()).toList()) {
      if (each != null) {
        lines.add(signedIn(each));
      }
    }
    if (!report.services().isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("service", "version", "microversions", "endpoint"));
      report.services().forEach(each -> rows.add(row(each)));
      lines.add("");
      lines.addAll(table(rows));
    }
    if (report.mute()) {
      lines.add("nothing could be asked, so no module can work");
    } else {
      lines.addAll(answers(report));
    }
    report.notes().forEach(note -> lines.add("note: " + note));
    List<String> problems = report.problems();
    problems.forEach(problem -> lines.add("problem: " + problem));
    lines.add(
        problems.isEmpty()
            ? "ready: everything that the playbooks ask for is granted"
            : "not ready: %d problem%s"
                .formatted(problems.size(), problems.size() == 1 ? "" : "s"));
    return lines;
  }

  private static List<String> answers(Report report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("asked", "as", "answer", "needed by"));
    report.answers().forEach(each -> rows.add(row(each)));
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(table(rows));
    lines.add(NOT_TRIED);
    lines.add("");
    report
        .unusable()
        .forEach((module, missing) ->
            lines.add("would fail: %s (%s)".formatted(module, String.join(", ", missing))));
    return lines;
  }

  private static String signedIn(SignedIn each) {
    return each.refusal() != null
        ? each.scope() + ": cannot sign in"
        : "%s: user %s in project %s (%s), roles %s, token until %s"
            .formatted(
                each.scope(),
                each.user(),
                each.project(),
                each.projectId(),
                each.roles().isEmpty() ? "none" : String.join(", ", each.roles()),
                each.expires());
  }

  private static List<String> row(Service each) {
    String range =
        each.asked() == null
            ? ""
            : (each.newest() == null ? "" : each.lowest() + " to " + each.newest() + ", ")
                + "asked: "
                + each.asked();
    return List.of(
        each.name(),
        each.fault() != null && each.url() != null
            ? "no answer"
            : each.version() == null ? "not told" : each.version(),
        range,
        each.url() == null ? "none" : each.url());
  }

  private static List<String> row(Answer each) {
    return List.of(
        each.question().what(),
        each.question().admin() ? "admin" : "project",
        each.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        each.question().modules().isEmpty()
            ? "amphora_sweep, as evidence only"
            : String.join(", ", each.question().modules()));
  }

  private static List<String> table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    rows.forEach(row -> {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    });
    return rows.stream()
        .map(row -> {
          StringBuilder line = new StringBuilder();
          for (int i = 0; i < columns; i++) {
            line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
          }
          return line.toString().stripTrailing();
        })
        .toList();
  }
}
