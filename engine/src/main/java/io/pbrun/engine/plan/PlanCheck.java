package io.pbrun.engine.plan;

import io.pbrun.engine.plan.PlannedTask.Step;
import io.pbrun.engine.plan.PlannedTask.Thing;
import io.pbrun.engine.report.PlannedStep;
import io.pbrun.engine.run.Consent;
import io.pbrun.engine.run.ExitCode;
import io.pbrun.engine.run.RunEnded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run to a plan: what the plan does not have, or has in another state, ends the run before
 * it is done.
 */
public final class PlanCheck implements Consent {
  private final SavedPlan plan;
  private final Digest digest;
  private final Places places;
  private final Map<String, List<PlannedTask>> tasksById = new HashMap<>();
  private final Set<String> needed = new HashSet<>();

  PlanCheck(SavedPlan plan, Places places) {
    this.plan = plan;
    this.digest = plan.digest();
    this.places = places;
    for (PlannedTask task : plan.tasks()) {
      tasksById.computeIfAbsent(task.id(), _ -> new ArrayList<>()).add(task);
    }
  }

  @Override
  public void site(List<String> lines) {
    List<String> planned = plan.basis().site();
    if (!planned.equals(lines)) {
      throw new RunEnded(
          "the plan is for another site. Planned: %s. This run: %s. Nothing was run"
              .formatted(shown(planned), shown(lines)),
          ExitCode.PLAN_REFUSED);
    }
  }

  private static String shown(List<String> site) {
    return site.isEmpty() ? "no cloud" : String.join("; ", site);
  }

  @Override
  public synchronized boolean given(Occasion occasion, List<PlannedStep> steps) {
    String file = places.name(occasion.place().source().name());
    int line = occasion.place().line();
    List<PlannedTask> tasks = tasks(occasion, file, line);
    Set<String> met = new HashSet<>();
    for (PlannedStep step : steps) {
      Step actual = Steps.of(step, digest);
      PlannedTask planned = find(tasks, actual.key());
      if (planned != null) {
        met.add(planned.id() + actual.key());
      } else if (step.isDrastic() || tasks.stream().allMatch(task -> task.unknown() == null)) {
        throw new RunEnded(refusal(occasion, file, line, tasks, actual), ExitCode.PLAN_DIFFERS);
      }
    }
    needed.addAll(met);
    return true;
  }

  /** The plan's word on it: on this item, or on a loop whose items it could not know. */
  private List<PlannedTask> tasks(Occasion occasion, String file, int line) {
    String id = TaskId.of(digest, file, line, occasion.host(), occasion.item());
    List<PlannedTask> tasks = new ArrayList<>(tasksById.getOrDefault(id, List.of()));
    if (occasion.item() != null) {
      String whole = TaskId.of(digest, file, line, occasion.host(), null);
      tasksById.getOrDefault(whole, List.of()).stream()
          .filter(task -> task.unknown() != null)
          .forEach(tasks::add);
    }
    return tasks;
  }

  private static @Nullable PlannedTask find(List<PlannedTask> tasks, String key) {
    return tasks.stream()
        .filter(task -> task.steps().stream().anyMatch(step -> step.key().equals(key)))
        .findFirst()
        .orElse(null);
  }

  private static String refusal(
      Occasion occasion, String file, int line, List<PlannedTask> tasks, Step actual) {
    StringBuilder text = new StringBuilder();
    text.append("stopped before '%s' (%s:%d): ".formatted(occasion.shown(), file, line));
    Step same = sameThing(tasks, actual);
    String unknown =
        tasks.stream()
            .map(PlannedTask::unknown)
            .filter(each -> each != null)
            .findFirst()
            .orElse(null);
    if (same != null) {
      text.append("what it changes is not as it was when the plan was made");
    } else if (unknown != null) {
      text.append(
          "the plan could not know what it does, and a %s must be planned by name"
              .formatted(actual.kind()));
    } else if (tasks.isEmpty()) {
      text.append("the plan has no change of this task here");
    } else {
      text.append("the plan has another change of this task");
    }
    List<Step> planned = same != null ? List.of(same) : changes(tasks);
    if (planned.isEmpty()) {
      text.append("\n  planned: ").append(unknown == null ? "no change" : unknown);
    }
    planned.forEach(step -> text.append("\n  planned: ").append(side(step, actual)));
    text.append("\n  actual:  ").append(side(actual, same == null ? actual : same));
    if (same != null) {
      differences(same, actual, text);
    }
    text.append("\nIt was not done, and nothing after it. Look, and make a new plan.");
    return text.toString();
  }

  /** Contents are not kept: of them it can only be told that they differ. */
  private static void differences(Step planned, Step actual, StringBuilder text) {
    for (int i = 0; i < actual.things().size(); i++) {
      Thing was = planned.things().get(i);
      Thing is = actual.things().get(i);
      if (is.before() == null && !is.was().equals(was.was())) {
        text.append("\n  differs: the content").append(of(is)).append(", as it is now");
      }
      if (is.after() == null && !is.becomes().equals(was.becomes())) {
        text.append("\n  differs: the content").append(of(is)).append(", as it would be written");
      }
    }
  }

  private static String of(Thing thing) {
    return thing.name().isEmpty() ? "" : " of " + thing.name();
  }

  private static List<Step> changes(List<PlannedTask> tasks) {
    return tasks.stream()
        .flatMap(task -> task.steps().stream())
        .filter(step -> !step.isWait())
        .toList();
  }

  /** The planned step that changes the same things; null when there is none. */
  private static @Nullable Step sameThing(List<PlannedTask> tasks, Step actual) {
    List<String> things = actual.things().stream().map(Thing::id).toList();
    return things.isEmpty()
        ? null
        : changes(tasks).stream()
            .filter(step -> step.things().stream().map(Thing::id).toList().equals(things))
            .findFirst()
            .orElse(null);
  }

  /** A step, and the states that differ from the other one's. */
  private static String side(Step step, Step other) {
    StringBuilder text = new StringBuilder(step.what());
    for (int i = 0; i < step.things().size(); i++) {
      Thing thing = step.things().get(i);
      if (thing.before() == null || thing.name().isEmpty()) {
        continue;
      }
      boolean differs =
          i >= other.things().size() || !thing.equals(other.things().get(i)) || step.equals(other);
      if (differs) {
        text.append("\n           ")
            .append(thing.name())
            .append(": ")
            .append(oneLine(thing.before()))
            .append(" -> ")
            .append(oneLine(String.valueOf(thing.after())));
      }
    }
    return text.toString();
  }

  private static String oneLine(String fields) {
    String text = fields.strip().replaceAll("\\s*\\n\\s*", ", ");
    return text.isEmpty() ? "nothing" : text;
  }

  /** The planned changes, of those that were certain, that no task needed to make. */
  public synchronized List<String> notNeeded() {
    List<String> all = new ArrayList<>();
    for (PlannedTask task : plan.tasks()) {
      for (Step step : task.steps()) {
        boolean made = needed.contains(task.id() + step.key());
        if (!step.isWait() && step.certain() && !made) {
          all.add(step.what() + ", task " + task.shown());
        }
      }
    }
    return all;
  }
}
