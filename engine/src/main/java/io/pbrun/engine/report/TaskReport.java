package io.pbrun.engine.report;

import io.pbrun.engine.module.Diff;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a task, or one item of its loop, ended on a host, as the listeners are told.
 *
 * @param task the task's name as shown in its banner
 * @param module the module's short name; empty for includes
 * @param delegate the host it was delegated to; null when it was not
 * @param result Ansible's result fields, already censored when {@code no_log} asks for it
 * @param itemLabel what is shown for the item; null when this is the whole task
 * @param looped whether the task loops: its items have been reported one by one
 * @param ignored whether a failure is ignored
 * @param diffs those to be shown; none unless {@code --diff} or the task asks for them
 * @param planned what a preview found would be done, and in a run what was decided to be done
 * @param diagnostic the mistake in a playbook behind a failure, with its place; null when there is
 *     none
 * @param place where the task stands
 */
public record TaskReport(
    String task,
    String module,
    String host,
    @Nullable String delegate,
    Status status,
    Map<String, @Nullable Object> result,
    @Nullable Object itemLabel,
    boolean looped,
    boolean ignored,
    List<Diff> diffs,
    List<PlannedStep> planned,
    @Nullable Diagnostic diagnostic,
    Place place) {

  public TaskReport {
    diffs = List.copyOf(diffs);
    planned = List.copyOf(planned);
  }

  /** {@code host} or {@code host -> delegate}, as result lines show it. */
  public String hostLabel() {
    return delegate == null || delegate.equals(host) ? host : host + " -> " + delegate;
  }
}
