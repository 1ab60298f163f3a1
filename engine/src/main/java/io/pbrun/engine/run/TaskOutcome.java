package io.pbrun.engine.run;

import io.pbrun.engine.module.Effect;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.report.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task came to on one host, to be applied to the host's state.
 *
 * @param result everything that {@code register} keeps
 * @param ignored whether its failure is ignored
 * @param effects what it does to variables and inventory
 * @param includes the files or roles that an include stands for, one for each item of its loop
 */
record TaskOutcome(
    String host,
    Task task,
    Status status,
    Map<String, @Nullable Object> result,
    boolean ignored,
    List<HostEffect> effects,
    List<IncludeRequest> includes) {

  /** An effect, and the host that it concerns: the task's own, or the one it was delegated to. */
  record HostEffect(String host, Effect effect) {}

  boolean changed() {
    return Boolean.TRUE.equals(result.get("changed"));
  }

  boolean isFatal() {
    return status.isFailure() && !ignored;
  }

  /** The same outcome of a task that turned out to have failed after all. */
  TaskOutcome failedWith(String message) {
    Map<String, @Nullable Object> failed = new LinkedHashMap<>(result);
    failed.put("failed", true);
    failed.put("msg", message);
    return new TaskOutcome(host, task, Status.FAILED, failed, ignored, effects, List.of());
  }
}
