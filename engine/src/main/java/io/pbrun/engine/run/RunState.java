package io.pbrun.engine.run;

import io.pbrun.engine.module.ApiCalls;
import io.pbrun.engine.report.PlannedStep;
import io.pbrun.engine.report.RunEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run accumulates over its plays. */
final class RunState {
  private final Set<String> failedHosts = ConcurrentHashMap.newKeySet();
  private final Set<String> unreachableHosts = ConcurrentHashMap.newKeySet();
  private final HostTally tally = new HostTally();
  private final List<RunEvent.PreviewSummary.Planned> planned = new ArrayList<>();
  private final List<RunEvent.PreviewSummary.Planned> waits = new ArrayList<>();
  private final List<RunEvent.PreviewSummary.Unknown> unknown = new ArrayList<>();
  private final Map<String, Map<String, @Nullable Object>> customStatsByHost =
      new LinkedHashMap<>();
  private final Map<String, @Nullable Object> customStatsOfRun = new LinkedHashMap<>();

  Set<String> failedHosts() {
    return failedHosts;
  }

  Set<String> unreachableHosts() {
    return unreachableHosts;
  }

  /** Whether the host takes no part in later plays. */
  boolean isLost(String host) {
    return failedHosts.contains(host) || unreachableHosts.contains(host);
  }

  /** All those, by name. */
  List<String> lostHosts() {
    return Stream.concat(failedHosts.stream(), unreachableHosts.stream())
        .distinct()
        .sorted()
        .toList();
  }

  HostTally tally() {
    return tally;
  }

  synchronized void planned(String task, String host, PlannedStep what) {
    planned.add(new RunEvent.PreviewSummary.Planned(task, host, what));
  }

  synchronized void wouldWait(String task, String host, PlannedStep what) {
    waits.add(new RunEvent.PreviewSummary.Planned(task, host, what));
  }

  synchronized void unknown(String task, String host, String why) {
    unknown.add(new RunEvent.PreviewSummary.Unknown(task, host, why));
  }

  synchronized RunEvent.PreviewSummary preview(Map<String, ApiCalls.Count> calls) {
    return new RunEvent.PreviewSummary(
        List.copyOf(planned), List.copyOf(waits), List.copyOf(new LinkedHashSet<>(unknown)), calls);
  }

  synchronized void customStats(
      @Nullable String host, Map<String, Object> values, boolean aggregate) {
    Map<String, @Nullable Object> stats =
        host == null
            ? customStatsOfRun
            : customStatsByHost.computeIfAbsent(host, name -> new LinkedHashMap<>());
    values.forEach((name, value) ->
        stats.merge(name, value, (before, after) -> aggregate ? sum(before, after) : after));
  }

  synchronized RunEvent.@Nullable CustomStatistics customStatistics() {
    return customStatsByHost.isEmpty() && customStatsOfRun.isEmpty()
        ? null
        : new RunEvent.CustomStatistics(customStatsByHost, customStatsOfRun);
  }

  private static Object sum(Object before, Object after) {
    if (before instanceof Long a && after instanceof Long b) {
      return a + b;
    }
    if (before instanceof List<?> a && after instanceof List<?> b) {
      List<Object> all = new ArrayList<>(a);
      all.addAll(b);
      return all;
    }
    if (before instanceof Map<?, ?> a && after instanceof Map<?, ?> b) {
      Map<Object, Object> all = new LinkedHashMap<>(a);
      all.putAll(b);
      return all;
    }
    return after;
  }
}
