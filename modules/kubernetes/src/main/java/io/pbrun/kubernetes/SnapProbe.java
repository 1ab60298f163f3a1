package io.pbrun.kubernetes;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.DurationText;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Probe;
import io.pbrun.engine.module.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at a k8s snap again and again, and remembers the load and the noise. */
final class SnapProbe implements Probe {
  private static final Set<String> FLICKERING = Set.of("not ready", "no answer");
  private static final int[] LOAD_STEPS = {100, 50, 20, 10, 5};

  /** The trend compares with what was this long ago. */
  private static final Duration WINDOW = Duration.ofMinutes(2);

  private record Sample(Instant at, double load) {}

  private final K8sStatus wanted;
  private final ModuleContext task;
  private final Instant begun;
  private final List<Sample> samples = new ArrayList<>();
  private final Set<String> noise = new LinkedHashSet<>();

  /** When the machine booted, as its uptime says; null before it has told. */
  private @Nullable Instant booted;

  SnapProbe(K8sStatus wanted, ModuleContext task) {
    this.wanted = wanted;
    this.task = task;
    this.begun = task.time().now();
  }

  @Override
  public Observation look() throws ModuleFailure, ConnectionException, InterruptedException {
    Observation observation = observe();
    if (observation instanceof Observation.Pending(String seen, Result result) && !inPatience()) {
      Instant since = booted == null ? begun : booted;
      throw new ModuleFailure(
          "Kubernetes on "
              + task.target()
              + " is not ready "
              + DurationText.format(
                  Duration.between(since, task.time().now())
                      .truncatedTo(java.time.temporal.ChronoUnit.SECONDS))
              + (booted == null ? " after the wait began" : " after its boot")
              + " (patience "
              + DurationText.format(wanted.patience())
              + "); last seen: "
              + seen
              + ". Now look at it: sudo k8s status, sudo journalctl -u snap.k8s.k8sd",
          result.fields());
    }
    return observation;
  }

  /** One look, whatever patience says. */
  Observation observe() throws ModuleFailure, ConnectionException, InterruptedException {
    CommandResult result;
    try {
      Duration wall = task.time().onTheWall(wanted.commandTimeout());
      Duration limit = wall.compareTo(Duration.ofSeconds(10)) < 0 ? Duration.ofSeconds(10) : wall;
      result =
          task.connection().run(Command.shell(wanted.command()).declaredReadOnly().within(limit));
    } catch (ConnectionException e) {
      if (e.isLasting()) {
        throw e;
      }
      noise.add("ssh connection failed");
      return Observation.pending(
          "no SSH connection: " + e.getMessage(), Result.ok(fields("unreachable", null, "")));
    }
    String output = result.stdout() + result.stderr();
    SnapReading reading = SnapReading.of(output, result.timedOut());
    if (reading.setUpFault() != null) {
      throw new ModuleFailure(
          "cannot read the status of Kubernetes on " + task.target() + ": " + reading.setUpFault(),
          fields(reading.status(), reading, output));
    }
    noise.addAll(reading.noise());
    if (reading.load() != null) {
      samples.add(new Sample(task.time().now(), reading.load()[0]));
    }
    if (reading.uptime() != null) {
      booted = task.time().now().minus(reading.uptime());
    }
    Result seen = Result.ok(fields(reading.status(), reading, output));
    return reading.status().equals(SnapReading.READY)
        ? Observation.reached(seen)
        : Observation.pending(described(reading), seen);
  }

  private boolean inPatience() {
    Instant since = booted == null ? begun : booted;
    return Duration.between(since, task.time().now()).compareTo(wanted.patience()) < 0;
  }

  /**
   * Coarse on purpose: the operator is told each time that it changes, and during a cold start the
   * snap's own words flicker from look to look (runbook rule 4).
   */
  private String described(SnapReading reading) {
    String status =
        FLICKERING.contains(reading.status()) ? "not ready yet" : "status " + reading.status();
    StringBuilder text = new StringBuilder(status);
    double[] load = reading.load();
    if (load != null) {
      text.append(", load ").append(rough(load[0])).append(" and ").append(trend(reading));
    }
    if (!noise.isEmpty()) {
      text.append(inPatience() ? " (cold-start noise: " : " (");
      text.append(String.join(", ", noise)).append(")");
    }
    return text.toString();
  }

  private static String rough(double load) {
    for (int step : LOAD_STEPS) {
      if (load >= step) {
        return "over " + step;
      }
    }
    return "below " + LOAD_STEPS[LOAD_STEPS.length - 1];
  }

  private String trend(@Nullable SnapReading reading) {
    if (samples.size() >= 2) {
      Sample last = samples.getLast();
      Sample earlier = samples.getFirst();
      for (Sample each : samples) {
        if (!each.at().isAfter(last.at().minus(WINDOW))) {
          earlier = each;
        }
      }
      if (Duration.between(earlier.at(), last.at()).compareTo(WINDOW.dividedBy(2)) >= 0) {
        return compare(earlier.load(), last.load());
      }
    }
    double[] load = reading == null ? null : reading.load();
    return load == null ? "unknown" : compare(load[1], load[0]);
  }

  private static String compare(double earlier, double later) {
    double step = Math.max(0.2, earlier * 0.05);
    return later < earlier - step ? "falling" : later > earlier + step ? "rising" : "steady";
  }

  private Map<String, @Nullable Object> fields(
      String status, @Nullable SnapReading reading, String output) {
    double[] load = reading == null ? null : reading.load();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ready", status.equals(SnapReading.READY));
    fields.put("status", status);
    fields.put("load_1m", load == null ? null : load[0]);
    fields.put("load_5m", load == null ? null : load[1]);
    fields.put("load_15m", load == null ? null : load[2]);
    fields.put("trend", trend(reading));
    fields.put(
        "uptime",
        reading == null || reading.uptime() == null ? null : reading.uptime().toSeconds());
    fields.put("noise", List.copyOf(noise));
    fields.put("in_patience", inPatience());
    fields.put("stdout", output);
    return fields;
  }
}
