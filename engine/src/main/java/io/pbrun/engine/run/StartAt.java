package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Block;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.playbook.TaskNode;
import io.pbrun.engine.template.Scope;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/** {@code --start-at-task}: tasks before the named one are passed over. The name may be a glob. */
final class StartAt {
  private final String wanted;
  private final PathMatcher glob;
  private boolean reached;

  StartAt(String wanted) {
    this.wanted = wanted;
    this.glob = FileSystems.getDefault().getPathMatcher("glob:" + wanted.replace('/', '_'));
  }

  boolean isReached() {
    return reached;
  }

  /**
   * Moves every host of the batch to the task, when the play has it and it has not been reached in
   * an earlier play.
   */
  void skipTo(PlayBatch batch, List<TaskNode> nodes, TextResolver text, Scope scope) {
    if (reached) {
      return;
    }
    boolean here = contains(nodes, text, scope);
    for (String host : batch.started()) {
      HostCursor cursor = batch.cursor(host);
      for (Position next = cursor.peek(); next != null; next = cursor.peek()) {
        if (here && matches(next.task(), text, scope)) {
          break;
        }
        cursor.advance();
      }
    }
    reached = here;
  }

  private boolean contains(List<TaskNode> nodes, TextResolver text, Scope scope) {
    return nodes.stream()
        .anyMatch(node ->
            switch (node) {
              case Task task -> matches(task, text, scope);
              case Block block ->
                  contains(block.body(), text, scope) || contains(block.always(), text, scope);
            });
  }

  private boolean matches(Task task, TextResolver text, Scope scope) {
    if (task.action() instanceof Action.Meta) {
      return false;
    }
    String full = TaskNames.of(task, text, scope);
    String name = text.display(task.name(), scope);
    return full.equals(wanted) || name.equals(wanted) || fits(full) || fits(name);
  }

  private boolean fits(String name) {
    return !name.isEmpty() && glob.matches(Path.of(name.replace('/', '_')));
  }
}
