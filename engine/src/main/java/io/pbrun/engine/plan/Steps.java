package io.pbrun.engine.plan;

import io.pbrun.engine.module.Diff;
import io.pbrun.engine.plan.PlannedTask.Step;
import io.pbrun.engine.plan.PlannedTask.Thing;
import io.pbrun.engine.report.PlannedStep;
import java.util.ArrayList;
import java.util.List;

/** What a plan keeps of a step. */
final class Steps {
  private Steps() {}

  static Step of(PlannedStep step, Digest digest) {
    List<Thing> things = new ArrayList<>();
    List<String> parts = new ArrayList<>(List.of(step.word()));
    for (Diff diff : step.objects()) {
      boolean named = !diff.beforeHeader().isEmpty();
      String name = named ? diff.beforeHeader() : step.what();
      boolean shown = diff.fields() && !step.secret();
      things.add(
          new Thing(
              step.secret() ? "" : name,
              shown ? diff.before() : null,
              shown ? diff.after() : null,
              digest.of(step.word(), name),
              digest.of(diff.before()),
              digest.of(diff.after())));
      parts.add(name);
      parts.add(diff.before());
      // What has no name of its own is told apart by its words, which say what it becomes.
      parts.add(named ? diff.after() : "");
    }
    if (things.isEmpty()) {
      // Words may tell the time; a thing's state does not. So they count only where there is none.
      parts.add(step.what());
    }
    return new Step(
        step.word(),
        isToBeMade(step),
        step.shown(),
        things,
        digest.of(parts.toArray(String[]::new)));
  }

  /** What a preview has done already, by check_mode: false, may have nothing left to do. */
  private static boolean isToBeMade(PlannedStep step) {
    return step.certain() && !step.made();
  }
}
