package io.pbrun.engine.module;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests a run has sent to each service. Transports count here; a preview tells the sum.
 */
public final class ApiCalls {
  /** The key under which the tasks of a run share it. */
  public static final String SHARED = "requests";

  private final Map<String, Counter> byService = new ConcurrentHashMap<>();

  /** Two counters of one service. */
  private record Counter(AtomicLong reads, AtomicLong writes) {}

  /**
   * What was sent to one service.
   *
   * @param reads requests that change nothing, requests for a token among them
   */
  public record Count(long reads, long writes) {}

  /** The counter of a task's run. */
  public static ApiCalls of(ModuleContext context) {
    return context.shared(SHARED, ApiCalls.class, ApiCalls::new);
  }

  /**
   * Counts one request, each attempt for itself.
   *
   * @param service as an operator names it: {@code Nova}
   */
  public void add(String service, boolean reads) {
    Counter counter =
        byService.computeIfAbsent(service, _ -> new Counter(new AtomicLong(), new AtomicLong()));
    (reads ? counter.reads : counter.writes).incrementAndGet();
  }

  /** What was counted, by service. */
  public Map<String, Count> counts() {
    Map<String, Count> counts = new TreeMap<>();
    byService.forEach((service, counter) ->
        counts.put(service, new Count(counter.reads.get(), counter.writes.get())));
    return Collections.unmodifiableMap(counts);
  }
}
