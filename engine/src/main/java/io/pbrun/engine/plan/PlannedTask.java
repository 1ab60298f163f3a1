package io.pbrun.engine.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the preview said of one task on one host, and for one item of its loop.
 *
 * @param id tells whether another task is the same one: its place, host and item
 * @param file relative to the first playbook's folder
 * @param unknown why it cannot be known what the task does; null when it can
 */
record PlannedTask(
    String id,
    String file,
    int line,
    String name,
    String host,
    @Nullable String item,
    String module,
    @Nullable String unknown,
    List<Step> steps) {

  PlannedTask {
    steps = List.copyOf(steps);
  }

  /**
   * One change, or one wait.
   *
   * @param kind as {@link io.pbrun.engine.report.PlannedStep#word} says
   * @param certain false when only its execution tells whether it changes anything
   * @param what in the domain's words
   * @param key tells whether another step is the same change of the same thing in the same state
   */
  record Step(String kind, boolean certain, String what, List<Thing> things, String key) {
    Step {
      things = List.copyOf(things);
    }

    boolean isWait() {
      return kind.equals("wait");
    }
  }

  /**
   * A thing that a step changes.
   *
   * @param name what it is called; empty when that is hidden
   * @param before its fields as the module saw them; null for contents, which are not kept
   * @param after its fields as they would be; null for contents
   * @param id tells whether another thing is the same one
   * @param was tells whether it is as it was
   * @param becomes tells whether it would become the same
   */
  record Thing(
      String name,
      @Nullable String before,
      @Nullable String after,
      String id,
      String was,
      String becomes) {}

  /** The task as people read it. */
  String shown() {
    return "'%s' (%s:%d) on %s%s"
        .formatted(name, file, line, host, item == null ? "" : ", item " + item);
  }
}
