package io.pbrun.engine.plan;

import io.pbrun.engine.report.PlannedStep;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.report.Status;
import io.pbrun.engine.report.TaskReport;
import io.pbrun.engine.run.Consent;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a preview says, task by task. */
public final class PlanRecorder implements RunListener, Consent {
  private final Digest digest = Digest.salted();
  private final Places places;
  private final List<PlannedTask> tasks = new ArrayList<>();
  private List<String> site = List.of();

  /**
   * @param places names files
   */
  PlanRecorder(Places places) {
    this.places = places;
  }

  @Override
  public synchronized void on(RunEvent event) {
    switch (event) {
      case RunEvent.ItemEnded item -> record(item.report());
      case RunEvent.TaskEnded task when !task.report().looped() -> record(task.report());
      default -> {}
    }
  }

  /** A preview changes nothing, except where a task insists with check_mode: false. */
  @Override
  public boolean given(Occasion occasion, List<PlannedStep> steps) {
    return true;
  }

  @Override
  public synchronized void site(List<String> lines) {
    if (site.isEmpty()) {
      site = List.copyOf(lines);
    }
  }

  private void record(TaskReport report) {
    boolean depends = report.status() == Status.DEPENDS;
    if (!depends && report.planned().isEmpty()) {
      return;
    }
    String file = places.name(report.place().source().name());
    int line = report.place().line();
    String item = report.itemLabel() == null ? null : Values.str(report.itemLabel());
    tasks.add(
        new PlannedTask(
            TaskId.of(digest, file, line, report.host(), item),
            file,
            line,
            report.task(),
            report.hostLabel(),
            item,
            report.module(),
            depends ? String.valueOf(report.result().get("msg")) : null,
            report.planned().stream().map(step -> Steps.of(step, digest)).toList()));
  }

  synchronized SavedPlan plan(java.time.Instant now, String program, Basis basis) {
    return new SavedPlan(now, program, digest.salt(), basis.with(site), tasks);
  }
}
