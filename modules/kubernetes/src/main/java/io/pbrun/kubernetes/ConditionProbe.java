package io.pbrun.kubernetes;

import io.pbrun.engine.module.DurationText;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Probe;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One wait of {@link K8sWait}. */
final class ConditionProbe implements Probe {
  private final K8sWait wanted;
  private final String good;
  private final KubeApi api;
  private final Time time;
  private @Nullable Instant missingSince;

  ConditionProbe(K8sWait wanted, String good, KubeApi api, Time time) {
    this.wanted = wanted;
    this.good = good;
    this.api = api;
    this.time = time;
  }

  @Override
  public Observation look() throws ModuleFailure, InterruptedException {
    List<Map<String, Object>> objects;
    ApiKind kind;
    try {
      kind = api.kind(wanted.apiVersion(), wanted.kind());
      objects = objects(kind);
    } catch (KubeFailure e) {
      if (e.kind() == KubeFailure.Kind.KIND_UNKNOWN) {
        return missing(String.valueOf(e.getMessage()), e.word(), null, List.of());
      }
      if (!e.passing()) {
        throw new ModuleFailure(e.message(api.config()), fields(e.word(), null, List.of()), e);
      }
      return Observation.pending(
          String.valueOf(e.getMessage()), Result.ok(fields(e.word(), null, List.of())));
    }
    if (objects.isEmpty()) {
      if (wanted.absentOk()) {
        return Observation.reached(Result.ok(fields("absent", null, List.of())));
      }
      return missing(
          kind
              + " "
              + (wanted.name() == null ? "with these labels" : wanted.name())
              + " does not exist",
          "missing",
          null,
          List.of());
    }
    return judge(objects);
  }

  private List<Map<String, Object>> objects(ApiKind kind) throws KubeFailure, InterruptedException {
    if (kind.namespaced() && wanted.namespace() == null && wanted.name() != null) {
      throw new KubeFailure(
          KubeFailure.Kind.OTHER, kind + " lives in namespaces: give namespace together with name");
    }
    if (wanted.name() != null) {
      Map<String, Object> object = api.read(kind, wanted.namespace(), wanted.name());
      return object == null ? List.of() : List.of(object);
    }
    List<String> selectors = wanted.labelSelectors() == null ? List.of() : wanted.labelSelectors();
    try {
      return api.list(kind, wanted.namespace(), String.join(",", selectors)).stream()
          .filter(Selectors.labels(selectors))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new KubeFailure(KubeFailure.Kind.OTHER, String.valueOf(e.getMessage()));
    }
  }

  private Observation judge(List<Map<String, Object>> objects) throws ModuleFailure {
    Condition last = null;
    for (Map<String, Object> object : objects) {
      Condition found = Condition.of(object, wanted.condition());
      String name = Tree.name(object);
      if (!wanted.condition().equals("Paused") && Pausing.isPaused(object) && !met(found)) {
        throw new ModuleFailure(
            name
                + " is paused: nothing will change it until it is unpaused"
                + (found == null ? "" : " (" + found.described() + ")"),
            fields("paused", found, objects));
      }
      if (found == null) {
        List<String> types = Condition.types(object);
        return missing(
            name
                + " has no condition "
                + wanted.condition()
                + (types.isEmpty() ? "; it has none yet" : "; it has " + String.join(", ", types)),
            "missing",
            null,
            objects);
      }
      if (!met(found)) {
        missingSince = null;
        String seen = objects.size() == 1 ? found.described() : name + ": " + found.described();
        return Observation.pending(seen, Result.ok(fields("pending", found, objects)));
      }
      last = found;
    }
    return Observation.reached(Result.ok(fields("met", last, objects)));
  }

  private boolean met(@Nullable Condition found) {
    return found != null
        && !found.stale()
        && found.status().equals(good)
        && (wanted.reason() == null || found.reason().equals(wanted.reason()));
  }

  private Observation missing(
      String what, String verdict, @Nullable Condition found, List<Map<String, Object>> objects)
      throws ModuleFailure {
    Instant now = time.now();
    Instant since = missingSince == null ? now : missingSince;
    missingSince = since;
    Duration passed = Duration.between(since, now);
    Map<String, @Nullable Object> fields = fields(verdict, found, objects);
    if (passed.compareTo(wanted.appearWithin()) >= 0) {
      throw new ModuleFailure(
          what + "; gave up after " + DurationText.format(passed) + " (appear_within)", fields);
    }
    return Observation.pending(what, Result.ok(fields));
  }

  private static Map<String, @Nullable Object> fields(
      String verdict, @Nullable Condition condition, List<Map<String, Object>> objects) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("verdict", verdict);
    fields.put("condition", condition == null ? null : condition.fields());
    fields.put(
        "objects",
        objects.stream()
            .map(o ->
                Tree.namespace(o).isEmpty() ? Tree.name(o) : Tree.namespace(o) + "/" + Tree.name(o))
            .toList());
    return fields;
  }
}
