package io.pbrun.engine.report;

import io.pbrun.engine.module.ApiCalls;
import io.pbrun.engine.module.Diff;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole run as one JSON document, for machines. Plays, tasks and hosts are nested as in Ansible's
 * callback {@code json}; docs/preview.md tells what is in it.
 */
public final class JsonReport implements RunListener {
  /** Grows when what was there before means something else. */
  private static final long VERSION = 1;

  private final UnaryOperator<String> scrub;
  private final Map<String, @Nullable Object> document = new LinkedHashMap<>();
  private final List<Object> plays = new ArrayList<>();
  private final List<Object> warnings = new ArrayList<>();
  private final List<Object> errors = new ArrayList<>();
  private final Map<Place, Map<String, Object>> hostsOfTask = new LinkedHashMap<>();
  private final Map<String, List<Object>> items = new LinkedHashMap<>();
  private List<Object> tasks = new ArrayList<>();

  /**
   * @param program version of this pbrun
   * @param scrub takes secrets out of texts
   */
  public JsonReport(String program, UnaryOperator<String> scrub) {
    this.scrub = scrub;
    document.put("pbrun_run", VERSION);
    document.put("pbrun", program);
    document.put("check", false);
    document.put("site", List.of());
    document.put("plays", plays);
  }

  @Override
  public void on(RunEvent event) {
    switch (event) {
      case RunEvent.SiteBanner site -> document.put("site", site.lines());
      case RunEvent.PlaybookStarted playbook -> document.put("check", playbook.checkMode());
      case RunEvent.PlayStarted play -> playStarted(play);
      case RunEvent.TaskStarted task -> taskStarted(task);
      case RunEvent.ItemEnded item ->
          items
              .computeIfAbsent(key(item.report()), _ -> new ArrayList<>())
              .add(outcome(item.report()));
      case RunEvent.TaskEnded task -> taskEnded(task.report());
      case RunEvent.Warned warned -> warnings.add(warned.message());
      case RunEvent.MistakesFound mistakes ->
          mistakes.diagnostics().forEach(each -> errors.add(error(each)));
      case RunEvent.RunFailed failure -> errors.add(Map.of("message", failure.message()));
      case RunEvent.Interrupted interrupted -> document.put("in_flight", interrupted.inFlight());
      case RunEvent.CustomStatistics statistics -> {
        document.put("custom_stats", statistics.byHost());
        document.put("global_custom_stats", statistics.ofRun());
      }
      case RunEvent.Recap recap -> recap(recap.hosts());
      case RunEvent.PreviewSummary summary -> document.put("preview", preview(summary));
      case RunEvent.PlanEnded plan -> {
        Map<String, @Nullable Object> ended = new LinkedHashMap<>();
        ended.put("complete", plan.complete());
        ended.put("not_made", plan.notMade());
        document.put("plan", ended);
      }
      case RunEvent.NoHostsMatched _,
          RunEvent.HostsLost _,
          RunEvent.NoHostsLeft _,
          RunEvent.StepPreviewed _,
          RunEvent.StepAsked _,
          RunEvent.RetryScheduled _,
          RunEvent.Included _,
          RunEvent.HandlerNotified _,
          RunEvent.WaitObserved _,
          RunEvent.WaitEnded _,
          RunEvent.Progress _ -> {}
    }
  }

  /** The document, now that the run has ended. */
  public String text(int exitCode) {
    document.put("warnings", warnings);
    document.put("errors", errors);
    document.put("exit_code", (long) exitCode);
    return Json.write(plain(document), Json.Style.PYTHON.indented(2));
  }

  private void playStarted(RunEvent.PlayStarted play) {
    hostsOfTask.clear();
    items.clear();
    tasks = new ArrayList<>();
    Map<String, @Nullable Object> described = at(play.name(), play.place());
    Map<String, @Nullable Object> each = new LinkedHashMap<>();
    each.put("play", described);
    each.put("tasks", tasks);
    plays.add(each);
  }

  private void taskStarted(RunEvent.TaskStarted task) {
    Map<String, Object> hosts = new LinkedHashMap<>();
    hostsOfTask.put(task.place(), hosts);
    Map<String, @Nullable Object> described = at(task.name(), task.place());
    described.put("handler", task.kind() == RunEvent.TaskStarted.Kind.HANDLER);
    described.put("check", task.checkMode());
    Map<String, @Nullable Object> each = new LinkedHashMap<>();
    each.put("task", described);
    each.put("hosts", hosts);
    tasks.add(each);
  }

  private void taskEnded(TaskReport report) {
    Map<String, @Nullable Object> outcome = outcome(report);
    List<Object> each = items.remove(key(report));
    if (each != null) {
      outcome.put("items", each);
    }
    Map<String, Object> hosts = hostsOfTask.get(report.place());
    if (hosts != null) {
      hosts.put(report.host(), outcome);
    }
  }

  private static String key(TaskReport report) {
    return report.place() + "@" + report.host();
  }

  private static Map<String, @Nullable Object> outcome(TaskReport report) {
    Map<String, @Nullable Object> outcome = new LinkedHashMap<>();
    outcome.put("status", report.status().name().toLowerCase(Locale.ROOT));
    outcome.put("action", report.module());
    if (report.delegate() != null) {
      outcome.put("delegate", report.delegate());
    }
    if (report.itemLabel() != null) {
      outcome.put("item", Values.str(report.itemLabel()));
    }
    if (report.ignored()) {
      outcome.put("ignored", true);
    }
    if (!report.planned().isEmpty()) {
      outcome.put("steps", report.planned().stream().map(JsonReport::step).toList());
    }
    if (!report.diffs().isEmpty()) {
      outcome.put("diff", report.diffs().stream().map(JsonReport::diff).toList());
    }
    if (report.diagnostic() != null) {
      outcome.put("error", error(report.diagnostic()));
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>(report.result());
    result.keySet().removeIf(name -> name.startsWith("_ansible_") || name.equals("diff"));
    if (report.looped()) {
      result.remove("results");
    }
    outcome.put("result", result);
    return outcome;
  }

  private static Map<String, @Nullable Object> step(PlannedStep step) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", step.word());
    map.put("what", step.shown());
    map.put("certain", step.certain());
    if (step.limit() != null) {
      map.put("limit_seconds", step.limit().toSeconds());
    }
    List<Object> things = new ArrayList<>();
    step.shownObjects().stream().filter(Diff::fields).forEach(each -> things.add(diff(each)));
    if (!things.isEmpty()) {
      map.put("things", things);
    }
    return map;
  }

  private static Map<String, Object> diff(Diff diff) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", diff.beforeHeader());
    map.put("before", diff.before());
    map.put("after", diff.after());
    return map;
  }

  private static Map<String, @Nullable Object> preview(RunEvent.PreviewSummary summary) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("changes", summary.changes().stream().map(JsonReport::planned).toList());
    map.put("waits", summary.waits().stream().map(JsonReport::planned).toList());
    long longest = 0;
    for (RunEvent.PreviewSummary.Planned wait : summary.waits()) {
      longest += wait.step().limit() == null ? 0 : wait.step().limit().toSeconds();
    }
    map.put("longest_wait_seconds", longest);
    List<Object> unknown = new ArrayList<>();
    summary
        .unknown()
        .forEach(each ->
            unknown.add(Map.of("task", each.task(), "host", each.host(), "why", each.why())));
    map.put("cannot_know", unknown);
    Map<String, Object> requests = new LinkedHashMap<>();
    for (Map.Entry<String, ApiCalls.Count> each : summary.calls().entrySet()) {
      requests.put(
          each.getKey(),
          Map.of("reads", each.getValue().reads(), "writes", each.getValue().writes()));
    }
    map.put("requests", requests);
    return map;
  }

  private static Map<String, @Nullable Object> planned(RunEvent.PreviewSummary.Planned planned) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("task", planned.task());
    map.put("host", planned.host());
    map.putAll(step(planned.step()));
    return map;
  }

  private void recap(List<HostCounts> hosts) {
    Map<String, Object> stats = new LinkedHashMap<>();
    for (HostCounts host : hosts) {
      Map<String, Object> counts = new LinkedHashMap<>();
      counts.put("ok", (long) host.ok());
      counts.put("changed", (long) host.changed());
      counts.put("unreachable", (long) host.unreachable());
      counts.put("failures", (long) host.failed());
      counts.put("skipped", (long) host.skipped());
      counts.put("rescued", (long) host.rescued());
      counts.put("ignored", (long) host.ignored());
      stats.put(host.host(), counts);
    }
    document.put("stats", stats);
  }

  private static Map<String, @Nullable Object> at(String name, Place place) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("file", place.source().name());
    map.put("line", (long) place.line());
    return map;
  }

  private static Map<String, @Nullable Object> error(Diagnostic diagnostic) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("message", diagnostic.message());
    if (diagnostic.place() != null) {
      map.put("file", diagnostic.place().source().name());
      map.put("line", (long) diagnostic.place().line());
    }
    return map;
  }

  /** Values as JSON has them: templates and what cannot be known as text, nothing secret. */
  private @Nullable Object plain(@Nullable Object value) {
    return switch (ResultText.asText(value)) {
      case null -> null;
      case String text -> scrub.apply(text);
      case Boolean truth -> truth;
      case Number number -> number;
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((name, each) -> plain.put(scrub.apply(Values.str(name)), plain(each)));
        yield plain;
      }
      case List<?> list -> list.stream().<@Nullable Object>map(this::plain).toList();
      case Object other -> scrub.apply(Values.str(other));
    };
  }
}
