package io.pbrun.engine.run;

import io.pbrun.engine.report.HostCounts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts for the recap, over all plays of a run. */
final class HostTally {
  /** What is counted. */
  enum Count {
    OK,
    CHANGED,
    UNREACHABLE,
    FAILED,
    SKIPPED,
    RESCUED,
    IGNORED
  }

  private final Map<String, EnumMap<Count, Integer>> byHost = new TreeMap<>();

  synchronized void add(String host, Count count) {
    byHost.computeIfAbsent(host, name -> new EnumMap<>(Count.class)).merge(count, 1, Integer::sum);
  }

  synchronized List<HostCounts> recap() {
    List<HostCounts> recap = new ArrayList<>(byHost.size());
    byHost.forEach((host, n) ->
        recap.add(
            new HostCounts(
                host,
                n.getOrDefault(Count.OK, 0),
                n.getOrDefault(Count.CHANGED, 0),
                n.getOrDefault(Count.UNREACHABLE, 0),
                n.getOrDefault(Count.FAILED, 0),
                n.getOrDefault(Count.SKIPPED, 0),
                n.getOrDefault(Count.RESCUED, 0),
                n.getOrDefault(Count.IGNORED, 0))));
    return recap;
  }
}
