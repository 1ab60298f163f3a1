package io.pbrun.engine.run;

import io.pbrun.engine.report.HostCounts;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.report.Status;
import io.pbrun.engine.report.TaskReport;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened in a run, one line a task: {@code Start it: web1 changed, web2 ok}. */
final class Story implements RunListener {
  private final List<StringBuilder> lines = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final Map<String, Map<String, @Nullable Object>> results = new LinkedHashMap<>();
  private final List<String> waits = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();
  private List<HostCounts> recap = List.of();
  private RunEvent.@Nullable PreviewSummary preview;
  private ExitCode code = ExitCode.UNEXPECTED;

  void endedWith(ExitCode code) {
    this.code = code;
  }

  @Override
  public void on(RunEvent event) {
    switch (event) {
      case RunEvent.PlayStarted play -> line("PLAY " + play.name());
      case RunEvent.TaskStarted task ->
          line(
              (task.kind() == RunEvent.TaskStarted.Kind.HANDLER ? "HANDLER " : "")
                  + task.name()
                  + ":");
      case RunEvent.TaskEnded ended -> ended(ended.report());
      case RunEvent.ItemEnded ended -> ended(ended.report());
      case RunEvent.Included included -> word("included for " + String.join(" ", included.hosts()));
      case RunEvent.NoHostsMatched none -> line("no hosts matched");
      case RunEvent.NoHostsLeft none -> line("NO MORE HOSTS LEFT");
      case RunEvent.RetryScheduled retry -> word("retry " + retry.retriesLeft());
      case RunEvent.WaitObserved wait ->
          waits.add(
              wait.elapsed().toSeconds()
                  + "s of "
                  + wait.limit().toSeconds()
                  + "s: "
                  + wait.seen());
      case RunEvent.RunFailed failed -> line("ERROR " + failed.message());
      case RunEvent.MistakesFound mistakes ->
          mistakes.diagnostics().forEach(each -> messages.add(each.message()));
      case RunEvent.StepPreviewed step ->
          step.steps().forEach(each -> messages.add("about to " + each.shown()));
      case RunEvent.StepAsked step -> messages.add(step.question());
      case RunEvent.Progress told -> progress.add(told.message().replaceAll("j\\d+\\.\\d+", "JOB"));
      case RunEvent.Warned warned -> messages.add(warned.message());
      case RunEvent.Recap counts -> recap = counts.hosts();
      case RunEvent.PreviewSummary summary -> preview = summary;
      default -> {}
    }
  }

  private void ended(TaskReport report) {
    Object said = report.result().get("msg");
    results.put(report.task() + "@" + report.host(), report.result());
    if (report.looped()) {
      return;
    }
    String item = report.itemLabel() == null ? "" : "(" + Values.str(report.itemLabel()) + ")";
    String shown =
        report.module().equals("say") && said != null && report.status() != Status.DEPENDS
            ? " '" + said + "'"
            : "";
    word(
        report.hostLabel()
            + item
            + " "
            + report.status().name().toLowerCase(Locale.ROOT)
            + shown
            + (report.ignored() ? " ignored" : ""));
  }

  private void line(String text) {
    lines.add(new StringBuilder(text));
  }

  private void word(String text) {
    StringBuilder last = lines.getLast();
    last.append(last.charAt(last.length() - 1) == ':' ? " " : ", ").append(text);
  }

  /** All of it, one line a task. */
  String text() {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  ExitCode code() {
    return code;
  }

  /** The result that a task reported last for a host. */
  Map<String, @Nullable Object> result(String task, String host) {
    Map<String, @Nullable Object> result = results.get(task + "@" + host);
    if (result == null) {
      throw new AssertionError("no result of '" + task + "' for " + host + " in\n" + text());
    }
    return result;
  }

  List<String> messages() {
    return messages;
  }

  List<String> progress() {
    return progress;
  }

  List<String> waits() {
    return waits;
  }

  RunEvent.PreviewSummary preview() {
    if (preview == null) {
      throw new AssertionError("no preview");
    }
    return preview;
  }

  /** A host's numbers that are not zero: {@code ok=2 failed=1}. */
  String counts(String host) {
    HostCounts counts =
        recap.stream().filter(each -> each.host().equals(host)).findFirst().orElseThrow();
    Map<String, Integer> all = new LinkedHashMap<>();
    all.put("ok", counts.ok());
    all.put("changed", counts.changed());
    all.put("unreachable", counts.unreachable());
    all.put("failed", counts.failed());
    all.put("skipped", counts.skipped());
    all.put("rescued", counts.rescued());
    all.put("ignored", counts.ignored());
    return all.entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(" "));
  }
}
