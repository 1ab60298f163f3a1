package io.pbrun.acceptance;

import io.pbrun.engine.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a preview said of one task, and what the run after it did there.
 *
 * @param what where it was: scenario, playbook, task
 * @param foretold status and kinds of changes in the preview; null when it has no such task
 * @param actual the same in the run; null when the run did not come that far
 * @param moved how the site itself changed between the two, in a scenario that is about that
 */
public record Prediction(
    String what, @Nullable Told foretold, @Nullable Told actual, @Nullable String moved) {
  private static final Set<String> NO_CHANGE = Set.of("ok", "skipped");

  /** Whether it came true. */
  public enum Verdict {
    RIGHT,
    UNKNOWN,
    WRONG
  }

  /**
   * @param steps kinds of what is done: start is an update, and so on; gates are {@code wait}
   * @param why the reason of what cannot be known, else the message
   */
  public record Told(String status, List<String> steps, String why) {
    /** Without gates. */
    List<String> changes() {
      return steps.stream().filter(each -> !each.equals("wait")).toList();
    }

    boolean waits() {
      return steps.contains("wait");
    }
  }

  /** Tasks of a preview and of the run that followed, both as {@code --output json} tells them. */
  public static List<Prediction> of(
      String where, @Nullable String moved, Ending preview, Ending run) {
    Map<String, Told> foretold = told(preview);
    Map<String, Told> actual = told(run);
    List<Prediction> all = new ArrayList<>();
    foretold.forEach((task, told) ->
        all.add(new Prediction(where + ": " + task, told, actual.get(task), moved)));
    boolean previewEnded = foretold.values().stream().anyMatch(t -> t.status().equals("failed"));
    actual.forEach((task, told) -> {
      // Where a preview ends in a failure, it says nothing of what comes after.
      if (!foretold.containsKey(task) && !previewEnded) {
        all.add(new Prediction(where + ": " + task, null, told, moved));
      }
    });
    return all;
  }

  /** Right, wrong, or said to be unknown. */
  public Verdict verdict() {
    if (foretold == null) {
      return deviation();
    }
    if (foretold.status().equals("depends")) {
      return Verdict.UNKNOWN;
    }
    if (actual == null) {
      // The run ended before it: whether that was foretold is the verdict of the task that ended
      // it.
      return Verdict.RIGHT;
    }
    if (foretold.waits() && actual.status().equals("failed")) {
      // How a wait ends cannot be known; that it would be one was said.
      return Verdict.UNKNOWN;
    }
    boolean same =
        foretold.status().equals(actual.status())
            || (NO_CHANGE.contains(foretold.status()) && NO_CHANGE.contains(actual.status()));
    return same && foretold.changes().equals(actual.changes()) ? Verdict.RIGHT : deviation();
  }

  private Verdict deviation() {
    return moved == null ? Verdict.WRONG : Verdict.UNKNOWN;
  }

  @Override
  public String toString() {
    return "%-7s %s: foretold %s, actual %s%s"
        .formatted(
            verdict().name().toLowerCase(java.util.Locale.ROOT),
            what,
            foretold == null ? "nothing" : foretold.status() + foretold.steps(),
            actual == null ? "not reached" : actual.status() + actual.steps(),
            moved != null
                ? " (" + moved + ")"
                : foretold == null || foretold.why().isEmpty() ? "" : " (" + foretold.why() + ")");
  }

  private static Map<String, Told> told(Ending ending) {
    // Warnings come on the same stream here.
    String text = ending.text();
    int begin = text.startsWith("{\n") ? 0 : text.indexOf("\n{\n") + 1;
    Map<?, ?> document = (Map<?, ?>) Json.read(text.substring(begin, text.lastIndexOf("\n}") + 2));
    Map<String, Told> told = new LinkedHashMap<>();
    for (Object play : list(document.get("plays"))) {
      for (Object each : list(((Map<?, ?>) play).get("tasks"))) {
        Map<?, ?> task = (Map<?, ?>) ((Map<?, ?>) each).get("task");
        ((Map<?, ?>) ((Map<?, ?>) each).get("hosts"))
            .forEach((host, outcome) ->
                told.put(
                    "%s:%s %s"
                        .formatted(file(task.get("file")), task.get("line"), task.get("name")),
                    outcome((Map<?, ?>) outcome)));
      }
    }
    return told;
  }

  private static String file(@Nullable Object path) {
    String text = String.valueOf(path);
    return text.substring(text.lastIndexOf('/') + 1);
  }

  private static Told outcome(Map<?, ?> outcome) {
    List<String> steps = new ArrayList<>();
    addSteps(outcome, steps);
    list(outcome.get("items")).forEach(item -> addSteps((Map<?, ?>) item, steps));
    Object result = outcome.get("result");
    Object message = result instanceof Map<?, ?> fields ? fields.get("msg") : null;
    return new Told(
        String.valueOf(outcome.get("status")),
        steps,
        message instanceof String text && "depends".equals(outcome.get("status")) ? text : "");
  }

  private static void addSteps(Map<?, ?> outcome, List<String> steps) {
    for (Object step : list(outcome.get("steps"))) {
      steps.add(String.valueOf(((Map<?, ?>) step).get("kind")));
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> found ? found : List.of();
  }
}
